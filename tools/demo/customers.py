"""Customers and their contacts: who buys cold, where, how much a year, and whose they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from tools.demo import names, story
from tools.demo.dice import Dice, spread
from tools.demo.places import Division, Place
from tools.demo.territories import COAST, DIALLING, TERRITORIES

CUSTOMERS, CONTACTS = 3_000, 4_000
GRADES, GRADE_WEIGHTS = ("A", "B", "C"), (12, 33, 55)
GRADE_A_FROM, GRADE_B_FROM = 500_000, 150_000


@dataclass(slots=True)
class Customer:
    """`created` is a day before the anchor; `annual` whole CNY a year."""

    code: str
    name: str
    short: str
    industry: str
    region: str
    place: Place
    annual: int
    phone: str
    owner: str
    created: int

    @property
    def grade(self) -> str:
        """A, B or C by what is bought in a year."""
        if self.annual >= GRADE_A_FROM:
            return "A"
        return "B" if self.annual >= GRADE_B_FROM else "C"


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody at a customer; `role` is his part in the decision."""

    ref: str
    name: str
    customer: Customer
    title: str
    role: str
    phone: str


def make_customers(divisions: dict[str, Division]) -> list[Customer]:
    """All customers: the story's first, then every rep's, home prefecture most."""
    made = [_from_cast(at, cast, divisions) for at, cast in enumerate(story.CAST, 1)]
    taken = {customer.name for customer in made} | {customer.short for customer in made}
    shares = [share for share, _ in TERRITORIES.values()]
    owed = dict(zip(TERRITORIES, spread(CUSTOMERS, shares), strict=True))
    for customer in made:
        owed[customer.owner] -= 1
    for owner, count in owed.items():
        for at in range(count):
            dice = Dice("customer", owner, at)
            made.append(_invent(f"C-{len(made) + 1:04d}", owner, dice, divisions, taken))
    return made


def _from_cast(at: int, cast: story.Cast, divisions: dict[str, Division]) -> Customer:
    dice = Dice("cast", at)
    phone = _landline(divisions[cast.region], dice)
    created = -dice.whole(500, 1300)
    return Customer(
        f"C-{at:04d}",
        cast.name,
        cast.short,
        cast.industry,
        cast.region,
        cast.place,
        cast.annual,
        phone,
        cast.owner,
        created,
    )


def _invent(code: str, owner: str, dice: Dice, divisions: dict[str, Division], taken: set[str]) -> Customer:
    division = _division(owner, dice, divisions)
    industry = _industry(division, dice)
    name, short = _name(division, divisions, industry, dice, taken)
    annual = _annual(dice)
    place = division.place.near(dice, 150, 5_000)
    phone = _landline(division, dice) if dice.chance(0.7) else names.mobile(CONTACTS + int(code[2:]))
    created = -dice.whole(366, 1500) if dice.chance(0.72) else -dice.whole(1, 365)
    return Customer(code, name, short, industry, division.code, place, annual, phone, owner, created)


def _division(owner: str, dice: Dice, divisions: dict[str, Division]) -> Division:
    _, prefectures = TERRITORIES[owner]
    home = dice.weigh(prefectures, [3.0] + [1.0] * (len(prefectures) - 1))
    return dice.pick([each for each in divisions.values() if each.is_county and each.parent == home])


def _industry(division: Division, dice: Dice) -> str:
    weights = [weight for weight, _ in names.LINES.values()]
    keys = list(names.LINES)
    if division.parent in COAST:
        weights[keys.index("seafood")] *= 3
    return dice.weigh(keys, weights)


def _name(
    division: Division, divisions: dict[str, Division], industry: str, dice: Dice, taken: set[str]
) -> tuple[str, str]:
    """A full name and its short form, neither used before."""
    while True:
        core = dice.pick(names.LINES[industry][1])
        short = names.brand(dice) + core
        where = divisions[division.parent] if dice.chance(0.75) else division
        ending = dice.weigh(("有限公司", "股份有限公司", "集团有限公司"), (88, 9, 3))
        name = where.short + short + ending
        if not {name, short} & taken:
            taken.update((name, short))
            return name, short


def _annual(dice: Dice) -> int:
    """Purchases a year in CNY, most companies small; rounded to a thousand."""
    bounds = {"A": (GRADE_A_FROM, 3_600_000), "B": (GRADE_B_FROM, 490_000), "C": (8_000, 148_000)}
    low, high = bounds[dice.weigh(GRADES, GRADE_WEIGHTS)]
    return round((low + (high - low) * float(dice.share() ** 2.2)) / 1000) * 1000


def _landline(division: Division, dice: Dice) -> str:
    return f"{DIALLING[division.parent]}-0{dice.whole(0, 9_999_999):07d}"


def make_contacts(customers: list[Customer]) -> list[Contact]:
    """One contact each; the rest go to the big ones, and the story's deal has its three."""
    made: list[Contact] = []
    for customer, count in zip(customers, _how_many(customers), strict=True):
        for name, title, role in _people(customer, count):
            ref = f"K-{len(made) + 1:04d}"
            made.append(Contact(ref, name, customer, title, role, names.mobile(len(made))))
    return made


def _how_many(customers: list[Customer]) -> list[int]:
    counts = [len(story.PEOPLE) if customer.code == "C-0001" else 1 for customer in customers]
    dice = Dice("contact counts")
    ranked = dice.order([at for at, customer in enumerate(customers) if customer.code != "C-0001"])
    ranked.sort(key=lambda at: customers[at].grade)
    wanted = ranked + [at for at in ranked if customers[at].grade == "A"] * 2
    wanted.sort(key=lambda at: customers[at].grade)
    for at in wanted[: CONTACTS - sum(counts)]:
        counts[at] += 1
    return counts


def _people(customer: Customer, count: int) -> Iterator[tuple[str, str, str]]:
    if customer.code == "C-0001":
        yield from story.PEOPLE
        return
    dice = Dice("people", customer.code)
    roles = ["decider", "gatekeeper", "user", "influencer", "payer"]
    first = dice.weigh(roles, (30, 34, 24, 9, 3))
    known: set[str] = set()
    for role in [first, *(role for role in roles if role != first)][:count]:
        name = names.person(dice)
        while name in known:
            name = names.person(dice)
        known.add(name)
        titles = names.TITLES[role]
        yield name, dice.weigh(titles, [4.0, *([1.0] * (len(titles) - 1))]), role
