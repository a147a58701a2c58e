"""Deals: what a customer is buying, how far it has come, and on which days its gates opened."""

from dataclasses import dataclass

from tools.demo import story
from tools.demo.catalogue import PHASES, PRICES, PROJECTS, SMALL
from tools.demo.customers import Customer
from tools.demo.dice import Dice

STAGES = ("prospecting", "engaging", "proposal", "signed", "won")
COUNTS = {"prospecting": 200, "engaging": 150, "proposal": 120, "signed": 70, "won": 440, "lost": 620}
# How long a deal usually stays in each open stage, in days; the limit after which it counts as stuck.
STAYS = ((3, 22), (4, 26), (5, 34), (7, 42))
LIMITS = (14, 21, 30, 45)
YEAR = 364
REASONS = {
    "competitor": 24, "price": 22, "postponed": 17, "no_decision": 14, "mismatch": 9, "delivery": 6,
    "process": 8,
}  # fmt: skip
GRADE_PULL = {"A": 5.0, "B": 2.0, "C": 0.6}


@dataclass(frozen=True, slots=True)
class Deal:
    """`gates` are the days on which engaging, proposal, signed, won opened, as many as were passed.

    `opened`, `closed`, `expected` are days; `photos` those taken for a gate that is still shut.
    """

    ref: str
    name: str
    project: str
    customer: Customer
    product: str
    amount: int
    opened: int
    gates: tuple[int, ...]
    photos: int
    closed: int | None
    reason: str
    expected: int

    @property
    def stage(self) -> str:
        """The key of the node it stands in."""
        return "lost" if self.reason else STAGES[len(self.gates)]


def make_deals(customers: list[Customer]) -> list[Deal]:
    """The story's deals, then as many in each stage as `COUNTS` says."""
    by_short = {customer.short: customer for customer in customers}
    made = [_from_tale(at, tale, by_short) for at, tale in enumerate(story.TALES, 1)]
    told = [deal.stage for deal in made]
    stages = [stage for stage, count in COUNTS.items() for _ in range(count - told.count(stage))]
    taken = {deal.name for deal in made}
    weights = [GRADE_PULL[customer.grade] for customer in customers]
    turns = dict.fromkeys(COUNTS, 0)
    for stage in Dice("stage order").order(stages):
        dice = Dice("deal", len(made))
        customer = dice.weigh(customers, weights)
        share = (turns[stage] + dice.share()) / COUNTS[stage]
        turns[stage] += 1
        made.append(_invent(f"D-{len(made) + 1:04d}", stage, share, customer, dice, taken))
    return made


def _from_tale(at: int, tale: story.Tale, by_short: dict[str, Customer]) -> Deal:
    won = tale.gates[3] if len(tale.gates) == 4 else None
    return Deal(
        ref=f"D-{at:04d}",
        name=f"{tale.customer}·{tale.project}",
        project=tale.project,
        customer=by_short[tale.customer],
        product=tale.product,
        amount=tale.amount,
        opened=tale.opened,
        gates=tale.gates,
        photos=tale.photos,
        closed=tale.closed or won,
        reason=tale.reason,
        expected=(tale.closed or won or 0) + 3 if tale.closed or won else tale.expected,
    )


def _invent(ref: str, stage: str, share: float, customer: Customer, dice: Dice, taken: set[str]) -> Deal:
    project, product, amount = _what(customer, dice)
    name = _name(customer, project, dice, taken)
    if stage in ("won", "lost"):
        closed: int | None = -1 - int(share * (YEAR - 25))
        passed = 4 if stage == "won" else dice.weigh((0, 1, 2), (65, 23, 12))
        opened, gates = _closed_course(closed or 0, passed, dice)
        expected = (closed or 0) + dice.whole(-18, 25)
    else:
        closed = None
        opened, gates = _open_course(STAGES.index(stage), dice)
        expected = dice.whole(-6, 20) + (4 - len(gates)) * dice.whole(8, 24)
    reason = dice.weigh(list(REASONS), list(REASONS.values())) if stage == "lost" else ""
    photos = dice.weigh((0, 1, 2), (70, 12, 18)) if stage == "prospecting" else 0
    return Deal(
        ref, name, project, customer, product, amount, opened, gates, photos, closed, reason, expected
    )


def _what(customer: Customer, dice: Dice) -> tuple[str, str, int]:
    """Project, product and amount; the smaller the customer, the smaller the job. Rounded to 100 CNY."""
    odds = {"A": 0.1, "B": 0.25, "C": 0.7}[customer.grade]
    project, product, least, most = dice.pick(SMALL if dice.chance(odds) else PROJECTS[customer.industry])
    reach = {"A": 1.0, "B": 0.5, "C": 0.0}[customer.grade]
    count = dice.whole(least, least + int((most - least) * reach))
    amount = PRICES[product] * count * dice.between(0.84, 1.04)
    return project, product, int(amount // 100) * 100


def _name(customer: Customer, project: str, dice: Dice, taken: set[str]) -> str:
    phases = [dice.pick(PHASES), *PHASES[4:], *(f"第{count}批" for count in "二三四五六七八九")]
    for phase in phases:
        name = f"{customer.short}·{phase}{project}"
        if name not in taken:
            taken.add(name)
            return name
    raise ValueError(f"no name left for {customer.name}: {project}")


def _closed_course(closed: int, passed: int, dice: Dice) -> tuple[int, tuple[int, ...]]:
    """Stays before each gate and before the end, squeezed where the year would be too short."""
    steps = passed if passed == 4 else passed + 1
    stays = [dice.whole(*STAYS[step]) for step in range(steps)]
    room = YEAR + closed
    if sum(stays) > room:
        stays = [max(1, stay * room // sum(stays)) for stay in stays]
    opened = closed - sum(stays)
    return opened, _days(opened, stays[:passed])


def _open_course(passed: int, dice: Dice) -> tuple[int, tuple[int, ...]]:
    limit = LIMITS[passed]
    age = dice.whole(1, limit) if dice.chance(0.78) else dice.whole(limit + 1, limit * 2)
    stays = [dice.whole(*STAYS[step]) for step in range(passed)]
    opened = -age - sum(stays)
    return opened, _days(opened, stays)


def _days(start: int, stays: list[int]) -> tuple[int, ...]:
    return tuple(start + sum(stays[: step + 1]) for step in range(len(stays)))
