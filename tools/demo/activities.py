"""What reps did: each deal's course as calls, surveys, proposals …, and customers kept warm between deals."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tools.demo import story, talk
from tools.demo.catalogue import THINGS
from tools.demo.customers import Contact, Customer
from tools.demo.deals import YEAR, Deal
from tools.demo.dice import Dice
from tools.demo.moments import Diary, at
from tools.demo.places import Place

ACTIVITIES = 6_400
IN_PERSON = {"visit", "survey", "demo", "signing"}
STORY_DEAL = "D-0001"


@dataclass(frozen=True, slots=True)
class Activity:
    """`moment` in minutes, `next_on` a day. `brings` is the evidence it carried: (kind, how many)."""

    ref: str
    type: str
    customer: Customer
    deal: Deal | None
    contact: Contact
    topic: str
    objection: str
    next_step: str
    next_on: int
    moment: int
    place: Place | None
    brings: tuple[str, int] | None


@dataclass(slots=True)
class Book:
    """The activities so far, who is free when, and whom one can meet."""

    contacts: dict[str, list[Contact]]
    diary: Diary = field(default_factory=Diary)
    rows: list[Activity] = field(default_factory=list)

    @property
    def next_ref(self) -> str:
        """The name of the activity to come."""
        return f"A-{len(self.rows) + 1:05d}"


def make_activities(customers: list[Customer], deals: list[Deal], contacts: list[Contact]) -> Book:
    """A book of exactly `ACTIVITIES`: every deal's own, and keeping warm for the rest."""
    by_customer: dict[str, list[Contact]] = defaultdict(list)
    for contact in contacts:
        by_customer[contact.customer.code].append(contact)
    book = Book(by_customer)
    for deal in deals:
        if deal.ref == STORY_DEAL:
            _tell_story(book, deal)
        else:
            _follow(book, deal)
    _keep_warm(book, customers)
    return book


def _steps(deal: Deal, dice: Dice) -> Iterator[tuple[int, str, tuple[str, int] | None]]:
    """Day, type and evidence of everything done for a deal, oldest first."""
    days = [deal.opened, *deal.gates]
    end = deal.closed if deal.closed is not None else 0
    yield deal.opened, "call", None
    if days[1:]:
        if days[1] - days[0] > 8 and dice.chance(0.35):
            yield dice.whole(days[0] + 2, days[1] - 2), "visit", None
        yield days[1], "survey", ("site_photo", 3)
    elif deal.photos and end - days[0] > 1:
        yield dice.whole(max(days[0] + 1, end - 20), end - 1), "survey", ("site_photo", deal.photos)
    elif end - days[0] > 5 and dice.chance(0.4):
        yield dice.whole(days[0] + 2, end - 2), "visit", None
    if days[2:]:
        if days[2] - days[1] > 6 and dice.chance(0.4):
            yield dice.whole(days[1] + 2, days[2] - 2), "demo", None
        yield days[2], "proposal", ("proposal_file", 1)
    if days[3:]:
        if days[3] - days[2] > 5 and dice.chance(0.55):
            yield dice.whole(days[2] + 2, days[3] - 2), "negotiation", None
        yield days[3], "signing", ("contract_file", 1)
    if days[4:]:
        yield days[4], "payment", ("bank_slip", 1)
    if deal.reason:
        yield end, "negotiation" if days[2:] else "call", None


def _follow(book: Book, deal: Deal) -> None:
    """Book each step; what was promised next is when the next one happened, give or take."""
    dice = Dice("course", deal.ref)
    steps = list(_steps(deal, dice))
    for (day, kind, brings), later in zip(steps, [*steps[1:], None], strict=True):
        promised = later[0] if later and later[0] > day else day + dice.whole(3, 12)
        last_of_lost = bool(deal.reason) and later is None
        said = talk.LAST_WORDS[deal.reason] if last_of_lost else dice.pick(talk.TOPICS[kind])
        topic = said.format(p=deal.project, t=THINGS[deal.product])
        next_step = "半年后回访" if last_of_lost else dice.pick(talk.NEXT_STEPS[kind])
        next_on = day + 180 if last_of_lost else promised
        place = _where(deal.customer, kind, dice)
        objection = dice.pick(talk.OBJECTIONS) if _is_objected(kind, dice) else ""
        book.rows.append(
            Activity(
                ref=book.next_ref,
                type=kind,
                customer=deal.customer,
                deal=deal,
                contact=_whom(book, deal.customer, kind, dice),
                topic=topic,
                objection=objection,
                next_step=next_step.format(t=THINGS[deal.product]),
                next_on=next_on,
                moment=book.diary.book(deal.customer.owner, day, place, dice),
                place=place,
                brings=brings,
            )
        )


def _is_objected(kind: str, dice: Dice) -> bool:
    return dice.chance({"negotiation": 0.8, "visit": 0.4, "demo": 0.35, "proposal": 0.3}.get(kind, 0.0))


def _whom(book: Book, customer: Customer, kind: str, dice: Dice) -> Contact:
    """The one who decides signs; otherwise anyone."""
    known = book.contacts[customer.code]
    deciders = [contact for contact in known if contact.role == "decider"]
    return deciders[0] if kind == "signing" and deciders else dice.pick(known)


def _where(customer: Customer, kind: str, dice: Dice) -> Place | None:
    return customer.place.near(dice, 5, 120) if kind in IN_PERSON else None


def _tell_story(book: Book, deal: Deal) -> None:
    dice = Dice("story")
    known = {contact.name: contact for contact in book.contacts[deal.customer.code]}
    for day, hour, minute, kind, whom, topic, objection, next_step, next_on in story.SECOND_STORE:
        brings = ("site_photo", deal.photos) if kind == "survey" else None
        place = deal.customer.place.near(dice, 20, 40) if kind in IN_PERSON else None
        book.rows.append(
            Activity(
                book.next_ref,
                kind,
                deal.customer,
                deal,
                known[whom],
                topic,
                objection,
                next_step,
                next_on,
                at(day, hour, minute),
                place,
                brings,
            )
        )


def _keep_warm(book: Book, customers: list[Customer]) -> None:
    """Calls and visits without a deal, spread evenly over the year."""
    missing = ACTIVITIES - len(book.rows)
    for turn in range(missing):
        dice = Dice("warm", turn)
        customer = dice.weigh(customers, [2.0 if each.grade != "C" else 1.0 for each in customers])
        kind = dice.weigh(("call", "visit"), (55, 45))
        place = _where(customer, kind, dice)
        day = -1 - int((turn + dice.share()) / missing * (YEAR - 1))
        book.rows.append(
            Activity(
                ref=book.next_ref,
                type=kind,
                customer=customer,
                deal=None,
                contact=_whom(book, customer, kind, dice),
                topic=dice.pick(talk.KEEPING_WARM[kind]),
                objection="",
                next_step=dice.pick(("下季度再访", "发新品资料", "约设备部体检冷库", "报维保计划")),
                next_on=day + dice.whole(14, 90),
                moment=book.diary.book(customer.owner, day, place, dice),
                place=place,
                brings=None,
            )
        )
