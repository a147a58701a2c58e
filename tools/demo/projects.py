"""Big deals, which go through the process `project`: twelve nodes, each opened by what its gate asks for.

Their customers come late in the file of customers, so that a small demonstration has none of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tools.demo import talk
from tools.demo.activities import Book
from tools.demo.catalogue import NAMES, PHASES, PRICES, PROJECTS, THINGS
from tools.demo.customers import Contact, Customer
from tools.demo.deals import REASONS, YEAR
from tools.demo.dice import Dice
from tools.demo.moments import day_text, moment_text
from tools.demo.tables import course, measured, table
from tools.demo.territories import TEAM_HEADS

NODES = (
    "visit_booked", "site_survey", "pain_list", "proposal", "trial", "quotation", "price_approval",
    "about_to_sign", "signed", "effective", "won", "closed_loop",
)  # fmt: skip
COUNTS = {
    "visit_booked": 14, "site_survey": 14, "pain_list": 13, "proposal": 13, "trial": 12, "quotation": 10,
    "price_approval": 8, "about_to_sign": 6, "signed": 8, "effective": 8, "won": 24, "closed_loop": 50,
    "lost": 60,
}  # fmt: skip
# Days from a node to the next.
STAYS = ((2, 5), (2, 6), (3, 9), (5, 13), (2, 6), (1, 3), (1, 3), (1, 3), (2, 8), (6, 30), (14, 40))
FIRST_CUSTOMER, BEFORE_THE_YEAR = 201, -380
WON, QUOTED = NODES.index("won"), NODES.index("quotation")
SLOTS = ("设备铭牌", "管线走向", "空间尺寸")
SEEDS = 300_000
"""Where the drawings of projects begin, so that none is that of another deal."""
SHOWN = len(NODES) + 1
"""The first projects belong to the demonstration's own rep, one at each node."""
PLANTED, APART = 5, 17
"""How many surveys show the first photo of an earlier one, and how many that could lie between two."""
# How each node was reached: what was done, what it brought (kind, words on it), what was talked about.
COURSE: dict[str, tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]]] = {
    "visit_booked": ("call", (), ("约{p}上门拜访", "预约见设备部和采购部")),
    "site_survey": ("survey", (), talk.TOPICS["survey"]),
    "pain_list": (
        "visit",
        (("pain_list", "痛点清单"),),
        ("逐条确认{p}的痛点，客户签字", "三个痛点写成清单请客户签"),
    ),
    "proposal": ("proposal", (("proposal_file", "方案书"),), talk.TOPICS["proposal"]),
    "trial": ("demo", (("trial_report", "试机报告"),), ("{t}试机，降温曲线达标", "{p}试机验证，设备部签字")),
    "quotation": (
        "proposal",
        (("quotation_file", "正式报价单"),),
        ("提交{p}正式报价单", "报价单当面递交并讲解"),
    ),
    "price_approval": ("call", (), ("财务会签已过，答复客户", "价格会签通过，约拍板人")),
    "about_to_sign": (
        "negotiation",
        (("decider_page", "报价签字页"),),
        ("拍板人在报价单上签字", "与拍板人谈定{p}"),
    ),
    "signed": ("signing", (("signed_page", "合同签字页"),), talk.TOPICS["signing"]),
    "effective": ("call", (), ("告知客户合同已生效，排产", "法务确认生效，通知交付")),
    "won": (
        "payment",
        (("bank_slip", "电子回单"), ("contract_file", "设备采购合同")),
        talk.TOPICS["payment"],
    ),
    "closed_loop": ("payment", (), ("{p}尾款到账，财务已确认", "{p}全款核对无误")),
}
IN_PERSON = ("survey", "visit", "demo", "signing", "negotiation")


@dataclass(slots=True)
class Project:
    """`days[n]` is the day on which node n was entered, as many as were."""

    ref: str
    name: str
    thing: str
    customer: Customer
    product: str
    amount: int
    days: list[int]
    end: int | None
    reason: str
    moments: list[int] = field(default_factory=list)

    @property
    def stage(self) -> str:
        """The key of the node it stands in."""
        return "lost" if self.reason else NODES[len(self.days) - 1]

    @property
    def closed(self) -> int | None:
        """The day it was won or lost."""
        if self.reason:
            return self.end
        return self.days[WON] if len(self.days) > WON else None


@dataclass(slots=True)
class Rows:
    """Rows on their way into files."""

    done: list[tuple[object, ...]] = field(default_factory=list)
    shown: list[tuple[object, ...]] = field(default_factory=list)
    photos: dict[str, int] = field(default_factory=dict)
    planted: dict[str, str] = field(default_factory=dict)


def make_projects(
    customers: list[Customer], contacts: list[Contact], book: Book, taken: set[str]
) -> dict[str, str]:
    """File name under `demo/` -> its text. `taken` are the names of other deals."""
    heads = {contact.customer.code: contact for contact in reversed(contacts)}
    projects = list(_projects(customers, taken))
    rows = Rows(planted=_planted(projects))
    for project in projects:
        _follow(rows, book, project, heads)
    return {
        "projects.csv": table(
            "ref name customer product amount process stage owner opened_on expected_on closed_on lost_reason"
            " competitor created_at entered_at course",
            (_deal(each) for each in projects),
        ),
        "project_activities.csv": table(
            "ref type customer deal contact decision_maker topic objection next_step next_on occurred_at"
            " place_lat place_lng place_accuracy_m owner",
            rows.done,
        ),
        "project_evidence.csv": table(
            "ref kind about activity captured_at place_lat place_lng place_accuracy_m owner draw seed caption"
            " lines",
            rows.shown,
        ),
        "confirmations.csv": table("ref record node requirement by at", _confirmations(projects)),
        **make_papers(projects),
    }


def _planted(projects: list[Project]) -> dict[str, str]:
    """Project whose survey shows a photo of another's: of the same rep, at another customer, before."""
    able: list[tuple[str, str]] = []
    for at, one in enumerate(projects[SHOWN:], SHOWN):
        before = (other.ref for other in projects[:at]
                  if len(other.days) > 1 < len(one.days) and other.customer.owner == one.customer.owner
                  and other.customer.code != one.customer.code and other.days[1] < one.days[1])  # fmt: skip
        if found := next(before, None):
            able.append((one.ref, found))
    return dict(able[::APART][:PLANTED])


def _projects(customers: list[Customer], taken: set[str]) -> Iterator[Project]:
    able = [each for each in customers if int(each.code[2:]) >= FIRST_CUSTOMER
            and each.grade != "C" and each.created < BEFORE_THE_YEAR]  # fmt: skip
    mine = [each for each in able if each.owner == "rep"]
    stages = Dice("project stages").order([stage for stage, count in COUNTS.items() for _ in range(count)])
    begun = [*NODES, "lost"]
    for stage in begun:
        stages.remove(stage)
    turns: dict[str, int] = dict.fromkeys(COUNTS, 0)
    for at, stage in enumerate([*begun, *stages], 1):
        dice = Dice("project", at)
        customer = dice.pick(mine if at <= SHOWN else able)
        share = (turns[stage] + dice.share()) / COUNTS[stage]
        turns[stage] += 1
        yield _invent(f"P-{at:04d}", stage, share, customer, dice, taken)


def _invent(ref: str, stage: str, share: float, customer: Customer, dice: Dice, taken: set[str]) -> Project:
    thing, product, least, most = dice.pick(PROJECTS[customer.industry])
    amount = int(PRICES[product] * dice.whole(least, most) * dice.between(0.86, 1.02) // 100) * 100
    name = next(name for phase in ("", *PHASES[4:], *(f"第{turn}批" for turn in "二三四五六七八九"))
                if (name := f"{customer.short}·{phase}{thing}项目") not in taken)  # fmt: skip
    taken.add(name)
    entered = NODES.index(stage) if stage != "lost" else dice.weigh((1, 2, 3, 5), (28, 26, 28, 18))
    stays = [dice.whole(*STAYS[step]) for step in range(entered)]
    if stage in ("won", "closed_loop", "lost"):
        end = -1 - int(share * (YEAR - 70))
        rest = dice.whole(3, 20) if stage == "lost" else 0
    else:
        rest, end = dice.whole(1, 4), 0
    room = YEAR + end - rest
    if sum(stays) > room:
        stays = [max(1, stay * room // sum(stays)) for stay in stays]
    days = [end - rest - sum(stays[step:]) for step in range(entered + 1)]
    reason = dice.weigh(list(REASONS), list(REASONS.values())) if stage == "lost" else ""
    return Project(ref, name, thing, customer, product, amount, days, end if reason else None, reason)


def _follow(rows: Rows, book: Book, project: Project, heads: dict[str, Contact]) -> None:
    contact = heads[project.customer.code]
    for at, day in enumerate(project.days):
        node = NODES[at]
        kind, brings, topics = COURSE[node]
        dice = Dice("project course", project.ref, node)
        objection = (
            dice.pick(talk.OBJECTIONS) if kind in ("negotiation", "visit") and dice.chance(0.6) else ""
        )
        moment, ref = _book(rows, book, project, contact, (kind, dice.pick(topics), objection), day, dice)
        if node == "site_survey":
            moment = _photos(rows, project, ref, moment, dice)
        for shown, caption in brings:
            _show(rows, project, ref, moment, (shown, "document", caption), None, dice)
        project.moments.append(moment)
    if project.reason and project.end is not None:
        dice = Dice("project end", project.ref)
        said = ("negotiation" if len(project.days) > 3 else "call", talk.LAST_WORDS[project.reason], "")
        project.moments.append(_book(rows, book, project, contact, said, project.end, dice)[0])


def _book(
    rows: Rows,
    book: Book,
    project: Project,
    contact: Contact,
    said: tuple[str, str, str],
    day: int,
    dice: Dice,
) -> tuple[int, str]:
    kind, topic, objection = said
    customer = project.customer
    place = customer.place.near(dice, 5, 110) if kind in IN_PERSON else None
    moment = book.diary.book(customer.owner, day, place, dice)
    ref = f"B-{len(rows.done) + 1:05d}"
    words = {"p": project.thing, "t": THINGS[project.product]}
    rows.done.append((
        ref, kind, customer.code, project.ref, contact.ref,
        contact.name if contact.role == "decider" and place else "", topic.format(**words), objection,
        dice.pick(talk.NEXT_STEPS[kind]).format(**words), day_text(day + dice.whole(2, 10)),
        moment_text(moment), *measured(place, "project", ref), customer.owner,
    ))  # fmt: skip
    return moment, ref


def _photos(rows: Rows, project: Project, ref: str, moment: int, dice: Dice) -> int:
    """Three photos of a survey; the moment of the last. A planted first one is another survey's."""
    for slot, caption in enumerate(SLOTS):
        place = project.customer.place.near(dice, 8, 150)
        copied = rows.photos[rows.planted[project.ref]] if slot == 0 and project.ref in rows.planted else None
        seed = _show(rows, project, ref, moment, ("site_photo", "photo", caption), place, dice, copied)
        if slot == 0:
            rows.photos[project.ref] = seed
        moment += dice.whole(2, 6) if slot < len(SLOTS) - 1 else 0
    return moment


def _show(
    rows: Rows, project: Project, activity: str, moment: int, what: tuple[str, str, str], place: object,
    dice: Dice, copied: int | None = None,
) -> int:  # fmt: skip
    kind, draw, caption = what
    number = len(rows.shown) + 1
    seed = (
        SEEDS + number * 3 + (SLOTS.index(caption) if caption in SLOTS else 0) if copied is None else copied
    )
    title, lines = (caption, "") if draw == "photo" else _paper(project, caption)
    rows.shown.append((
        f"F-{number:05d}", kind, project.ref, activity, moment_text(moment),
        *measured(place, "project evidence", number),  # type: ignore[arg-type]
        project.customer.owner, draw, seed, title, lines,
    ))  # fmt: skip
    return seed


def _paper(project: Project, caption: str) -> tuple[str, str]:
    number = project.ref[2:]
    lines = (f"客户：{project.customer.name}", f"项目：{project.thing}（{NAMES[project.product]}）",
             f"金额：{project.amount:,}.00 元")  # fmt: skip
    return f"{caption} XM-{number}", "|".join(lines)


def _deal(each: Project) -> tuple[object, ...]:
    dice = Dice("project expected", each.ref)
    ahead = (WON - len(each.days)) * 4 + dice.whole(4, 25)
    closed = each.closed
    competitor = dice.pick(COMPETITORS)[0] if each.reason == "competitor" else ""
    return (
        each.ref, each.name, each.customer.code, each.product, f"{each.amount}.00", "project", each.stage,
        each.customer.owner, day_text(each.days[0]), day_text(ahead if closed is None else closed + 2),
        "" if closed is None else day_text(closed), each.reason, competitor, moment_text(each.moments[0]),
        moment_text(each.moments[-1]),
        course(list(zip(NODES, each.moments, strict=False))[: len(each.moments) - 1]),
    )  # fmt: skip


# What second persons confirm before a node: the requirement's key, and who does.
CONFIRMED = {
    "price_approval": ("finance_agrees", "finance"), "effective": ("legal_agrees", "legal"),
    "closed_loop": ("payment_confirmed", "finance"),
}  # fmt: skip


def _confirmations(projects: list[Project]) -> Iterator[tuple[str, ...]]:
    """A quarter of an hour before the rep told the customer of it."""
    number = 0
    for each in projects:
        for node, moment in zip(NODES, each.moments[: len(each.days)], strict=False):
            if node in CONFIRMED:
                number += 1
                at = moment_text(moment - 15)
                yield f"V-{number:04d}", each.ref, node, *CONFIRMED[node], at


# Reference, name, what is known of them. Invented.
COMPETITORS = (
    ("X-1", "凌寒机电", "报价常低半成，交期拖"), ("X-2", "北澄冷机", "承诺交期短，配件贵"),
    ("X-3", "霜川设备", "只做涡旋小机组"), ("X-4", "极昼制冷", "二氧化碳机组有样板"),
    ("X-5", "海朔冷链工程", "整库总包，压首付"), ("X-6", "越岭冷机", "西南本地服务快"),
)  # fmt: skip


def make_papers(projects: list[Project]) -> dict[str, str]:
    """Quotations, contracts and orders of the projects, and the competitors there are."""
    quoted = [each for each in projects if len(each.days) > QUOTED]
    signed = [each for each in quoted if len(each.days) > NODES.index("signed")]
    header = "ref name customer deal amount status {days} owner approved_by approved_at created_at"
    return {
        "competitors.csv": table("ref name note", COMPETITORS),
        "quotations.csv": table(header.format(days="issued_on valid_until"), map(_quotation, quoted)),
        "contracts.csv": table(header.format(days="signed_on"), map(_contract, signed)),
        "orders.csv": table(
            header.format(days="signed_on"), (_order(each) for each in signed if len(each.days) > WON)
        ),
    }


def _quotation(each: Project) -> tuple[object, ...]:
    agreed = len(each.days) > NODES.index("price_approval")
    status = "approved" if agreed else "rejected" if each.reason == "price" else "submitted"
    day = each.days[QUOTED]
    return _paper_row("Q", each, "报价", status, (day_text(day), day_text(day + 30)), day, approved=agreed)


def _contract(each: Project) -> tuple[object, ...]:
    at = NODES.index("signed")
    status = "effective" if len(each.days) > at + 1 else "signed"
    return _paper_row("H", each, "采购合同", status, (day_text(each.days[at]),), each.days[at], approved=True)


def _order(each: Project) -> tuple[object, ...]:
    status = "closed" if each.stage == "closed_loop" else "delivered"
    return _paper_row("O", each, "订单", status, (day_text(each.days[WON]),), each.days[WON], approved=True)


def _paper_row(
    letter: str, each: Project, what: str, status: str, days: tuple[str, ...], day: int, *, approved: bool
) -> tuple[object, ...]:
    """One paper; who leads the owner's team approved it the same afternoon."""
    head = TEAM_HEADS[each.customer.owner] if approved else ""
    return (
        f"{letter}-{each.ref[2:]}", f"{each.name}{what}", each.customer.code, each.ref,
        f"{each.amount}.00", status, *days, each.customer.owner, head,
        f"{day_text(day)} 17:20" if approved else "", f"{day_text(day)} 10:05",
    )  # fmt: skip
