"""谷雨饮品's demo, made anew: `python -m tools.demo.fmcg` rewrites `blueprints/fmcg/demo/*.csv`.

The same code always writes the same bytes; with `--check` it writes nothing and says which file differs.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.demo import fmcg_words as words
from tools.demo import names
from tools.demo.dice import Dice, spread
from tools.demo.moments import Diary, day_text, moment_text
from tools.demo.places import Division, Place, read_divisions
from tools.demo.tables import course, measured, table, write_files
from tools.demo.territories import DIALLING

BLUEPRINTS = Path(__file__).resolve().parents[2] / "blueprints"
OUTLETS, DEALS, WARM = 600, 480, 900
YEAR, ROOM = 360, 2
NODES = ("visit", "shelf", "sample", "price_agreed", "order", "won")
STAGES = {"visit": 40, "shelf": 36, "sample": 34, "price_agreed": 24, "order": 16, "won": 210, "lost": 120}
STAYS = ((2, 9), (3, 12), (4, 14), (2, 8), (2, 7))
REASONS = {"fee": 26, "competitor": 18, "space": 22, "margin": 14, "slow": 15, "closed": 5}
# What opens each node: how it is done, and the evidence it brings (kind, drawing, words on it).
COURSE = {
    "visit": ("first_contact", ()),
    "shelf": ("survey", (("shelf_photo", "photo", "货架"), ("shelf_photo", "photo", "竞品陈列"))),
    "sample": ("visit", (("sample_receipt", "document", "样品签收单"),)),
    "price_agreed": ("negotiation", (("price_sheet", "document", "价格单"),)),
    "order": ("signing", (("order_form", "document", "首单订货单"),)),
    "won": ("payment", (("delivery_note", "document", "送货回单"), ("display_photo", "photo", "上架陈列"))),
}
IN_PERSON = ("first_contact", "survey", "visit", "demo", "payment")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A store or distributor; `annual` whole CNY a year, `created` a day."""

    code: str
    name: str
    short: str
    kind: str
    region: str
    place: Place
    doors: int
    cooler: str
    annual: int
    phone: str
    owner: str
    created: int

    @property
    def grade(self) -> str:
        """A, B or C by what is bought in a year."""
        return "A" if self.annual >= 300_000 else "B" if self.annual >= 60_000 else "C"


@dataclass(slots=True)
class Tables:
    """Rows on their way into files."""

    people: list[tuple[str, ...]] = field(default_factory=list)
    deals: list[tuple[str, ...]] = field(default_factory=list)
    done: list[tuple[str, ...]] = field(default_factory=list)
    shown: list[tuple[object, ...]] = field(default_factory=list)
    diary: Diary = field(default_factory=Diary)
    contacts: dict[str, str] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)


def generate() -> dict[str, str]:
    """File name under `demo/` -> its text."""
    outlets = list(_outlets(read_divisions(BLUEPRINTS / "equipment" / "divisions.csv")))
    tables = Tables()
    for at, outlet in enumerate(outlets):
        _person(tables, at, outlet)
    for at, stage in enumerate(_stages()):
        _deal(tables, at, stage, outlets)
    _keep_warm(tables, outlets)
    return {
        "customers.csv": table(
            "code name grade industry annual_purchase x_doors x_cooler region place_lat place_lng phone owner"
            " created_at",
            (
                (*(each.code, each.name, each.grade, each.kind, f"{each.annual}.00", str(each.doors)),
                 *(each.cooler, each.region, *each.place.cells, each.phone, each.owner),
                 f"{day_text(each.created)} 09:00") for each in outlets
            ),
        ),
        "contacts.csv": table("ref name customer title decision_role phone owner", tables.people),
        "products.csv": table(
            "code name list_price", ((code, name, f"{price}.00") for code, name, price in words.PRODUCTS)
        ),
        "deals.csv": table(
            "ref name customer product amount x_cases stage owner opened_on expected_on closed_on lost_reason"
            " created_at entered_at course", tables.deals),
        "activities.csv": table(
            "ref type customer deal contact topic objection next_step next_on occurred_at place_lat place_lng"
            " place_accuracy_m owner", tables.done),
        "evidence.csv": table(
            "ref kind about activity captured_at place_lat place_lng place_accuracy_m owner draw seed caption"
            " lines", tables.shown),
    }  # fmt: skip


def _outlets(divisions: dict[str, Division]) -> Iterator[Outlet]:
    owed = spread(OUTLETS, [share for share, _ in words.BEATS.values()])
    taken: set[str] = set()
    number = 0
    for (owner, (_, prefectures)), count in zip(words.BEATS.items(), owed, strict=True):
        for at in range(count):
            number += 1
            dice = Dice("fmcg outlet", owner, at)
            home = dice.weigh(prefectures, [3.0, *([1.0] * (len(prefectures) - 1))])
            counties = [each for each in divisions.values() if each.is_county and each.parent == home]
            yield _outlet(number, owner, dice, dice.pick(counties), divisions, taken)


def _outlet(
    number: int, owner: str, dice: Dice, division: Division, divisions: dict[str, Division], taken: set[str]
) -> Outlet:
    kind = dice.weigh(list(words.OUTLETS), [each[0] for each in words.OUTLETS.values()])
    _, ends, doors, annual, _ = words.OUTLETS[kind]
    short = names.brand(dice) + dice.pick(ends)
    while short in taken:
        short = names.brand(dice) + dice.pick(ends)
    taken.add(short)
    bought = annual[0] + (annual[1] - annual[0]) * float(dice.share() ** 2)
    phone = names.mobile(number) if dice.chance(0.6) else (
        f"{DIALLING[division.parent]}-0{dice.whole(0, 9_999_999):07d}"
    )  # fmt: skip
    cooler = dice.weigh([key for key, _ in words.COOLERS], [share for _, share in words.COOLERS])
    return Outlet(
        f"S-{number:04d}", f"{divisions[division.parent].short}{short}", short, kind, division.code,
        division.place.near(dice, 100, 4_000), dice.whole(*doors), cooler, round(bought / 100) * 100, phone,
        owner, -dice.whole(380, 1200),
    )  # fmt: skip


def _person(tables: Tables, at: int, outlet: Outlet) -> None:
    dice = Dice("fmcg person", outlet.code)
    role = dice.weigh(list(words.TITLES), (46, 26, 22, 6))
    ref = f"K-{at + 1:04d}"
    tables.contacts[outlet.code] = ref
    tables.people.append((ref, names.person(dice), outlet.code, dice.pick(words.TITLES[role]), role,
                          names.mobile(OUTLETS + at), outlet.owner))  # fmt: skip


def _stages() -> list[str]:
    return Dice("fmcg stages").order([stage for stage, count in STAGES.items() for _ in range(count)])


def _deal(tables: Tables, at: int, stage: str, outlets: list[Outlet]) -> None:
    dice = Dice("fmcg deal", at)
    outlet, ref = dice.pick(outlets), f"D-{at + 1:04d}"
    code, name, price = dice.pick(words.PRODUCTS)
    cases = dice.whole(*words.OUTLETS[outlet.kind][4])
    passed = NODES.index(stage) if stage != "lost" else dice.weigh((0, 1, 2, 3), (30, 34, 22, 14))
    stays = [dice.whole(*STAYS[step]) for step in range(passed)]
    last = dice.whole(1, 12) if stage not in ("won", "lost") else 0
    end = -1 - int((at + dice.share()) / DEALS * (YEAR - 45)) if stage in ("won", "lost") else -last
    rest = dice.whole(3, 9) if stage == "lost" else 0
    days = [end - rest - sum(stays[step:]) for step in range(passed + 1)]
    reason = dice.weigh(list(REASONS), list(REASONS.values())) if stage == "lost" else ""
    moments = [_step(tables, ref, outlet, name, NODES[step], day, dice) for step, day in enumerate(days)]
    if reason:
        moments.append(_last_words(tables, ref, outlet, reason, end, dice))
    closed = stage in ("won", "lost")
    tables.deals.append((
        ref, f"{outlet.short}·{name.split(' ')[0]}", outlet.code, code, f"{cases * price}.00", str(cases),
        stage, outlet.owner, day_text(days[0]), day_text(end + 3 if closed else dice.whole(3, 25)),
        day_text(end) if closed else "", reason, moment_text(moments[0]), moment_text(moments[-1]),
        course(list(zip(NODES, moments, strict=False))[: len(moments) - 1]),
    ))  # fmt: skip


def _step(tables: Tables, ref: str, outlet: Outlet, product: str, node: str, day: int, dice: Dice) -> int:
    """What opened a node, with what it brought; its moment, or the last photo's."""
    kind, brings = COURSE[node]
    objection = dice.pick(words.OBJECTIONS) if kind in ("negotiation", "visit") and dice.chance(0.5) else ""
    if kind == "first_contact" and outlet.code in tables.met:
        kind = "visit"
    tables.met.add(outlet.code)
    moment, activity = _book(tables, outlet, ref, kind, dice.pick(words.TOPICS[kind]), objection, day, dice)
    for shown, draw, caption in brings:
        number = len(tables.shown) + 1
        place = outlet.place.near(dice, 6, 120) if draw == "photo" else None
        lines = f"门店：{outlet.name}|品项：{product}" if draw == "document" else ""
        tables.shown.append((
            f"E-{number:05d}", shown, ref, activity, moment_text(moment),
            *measured(place, "fmcg", number), outlet.owner, draw, number * 3 + ROOM, caption, lines,
        ))  # fmt: skip
        moment += dice.whole(1, 5)
    return moment


def _last_words(tables: Tables, ref: str, outlet: Outlet, reason: str, day: int, dice: Dice) -> int:
    return _book(tables, outlet, ref, "call", words.LAST_WORDS[reason], "", day, dice)[0]


def _book(
    tables: Tables, outlet: Outlet, deal: str, kind: str, topic: str, objection: str, day: int, dice: Dice
) -> tuple[int, str]:
    place = outlet.place.near(dice, 4, 90) if kind in IN_PERSON else None
    moment = tables.diary.book(outlet.owner, day, place, dice)
    ref = f"A-{len(tables.done) + 1:05d}"
    tables.done.append((
        ref, kind, outlet.code, deal, tables.contacts[outlet.code], topic, objection, words.NEXT[kind],
        day_text(day + dice.whole(3, 14)), moment_text(moment), *measured(place, "fmcg", ref), outlet.owner,
    ))  # fmt: skip
    return moment, ref


def _keep_warm(tables: Tables, outlets: list[Outlet]) -> None:
    """Rounds of the beat: visits, tastings and calls without a deal, spread over the year."""
    for turn in range(WARM):
        dice = Dice("fmcg warm", turn)
        kind = dice.weigh(("visit", "call", "demo"), (60, 28, 12))
        day = -1 - int((turn + dice.share()) / WARM * (YEAR - 2))
        _book(tables, dice.pick(outlets), "", kind, dice.pick(words.TOPICS[kind]), "", day, dice)


if __name__ == "__main__":
    sys.exit(write_files(generate(), BLUEPRINTS / "fmcg" / "demo", check="--check" in sys.argv))
