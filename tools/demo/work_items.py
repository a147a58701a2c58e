"""Work items of the demo: what stood too long, fell silent or has to be looked at again; what came of it."""

from collections.abc import Iterator, Sequence

from tools.demo.activities import Activity
from tools.demo.deals import LIMITS, STAGES, Deal
from tools.demo.dice import Dice
from tools.demo.moments import at, day_of, moment_text
from tools.demo.tables import table

HEADER = (
    "ref title kind level state source about_object about_record about_label cause outcome resolution owner"
    " opened_at due_at responded_at resolved_at response_hours resolution_hours closed_by_rule escalated"
    " repeats created_at"
)
HEADS = {"rep": "manager", "sunhao": "manager", "liangyu": "manager", "rep2": "luyuanzhou",
         "hejiaxin": "luyuanzhou", "linlan": "luyuanzhou", "wuhan": "qianwenbin"}  # fmt: skip
OPEN_OF, PAST_OF = {"rep": 6, "manager": 6, "rep2": 3, "director": 2}, 30
NAMES = {"prospecting": "初步接触", "engaging": "需求确认", "proposal": "方案报价", "signed": "已签约"}
PLAYS = (
    ("rule:stuck_stage", "alert", "yellow", "「{label}」在{stage}停留 {days} 天，超过时限"),
    ("rule:silent_after_proposal", "warning", "yellow", "「{label}」报价后 {days} 天没有回音"),
    ("rule:no_effective_action", "warning", "info", "「{label}」{days} 个工作日没有有效动作"),
    ("evidence.rejected", "review", "red", "「{label}」一份现场照片被驳回，请重新核实"),
    ("rule:long_negotiation", "alert", "red", "「{label}」价格谈了 {days} 天，请安排高层拜访"),
)
ENDINGS = (
    ("done", "约到决策人周三面谈，带上节能测算，现场把两个疑问答完。"),
    ("done", "售前驻点半天，补齐铭牌和机房照片，客户当场确认管线走向。"),
    ("done", "和采购谈定分三期付款，价格不动，已回到方案阶段。"),
    ("done", "重新拍了三张现场照片，位置在 80 米内，证据已过。"),
    ("no_action", "客户年底关账，约定下月五号再议，日期已写进下一步。"),
    ("wrong", "合同走的线下盖章，扫描件补传晚了两天，不是真的停住。"),
    ("other", "改由项目型流程推进，原商机并入总包项目。"),
)
CLOSED = "自动关闭。有了新的动作 / Closed by rule. A new Activity arrived"


def make_work_items(deals: Sequence[Deal], activities: Sequence[Activity]) -> dict[str, str]:
    """`{"work_items.csv": text}`."""
    return {"work_items.csv": table(HEADER, _rows(deals, _last(activities)))}


def _last(activities: Sequence[Activity]) -> dict[str, list[Activity]]:
    """The last three communications of each deal, the newest first."""
    found: dict[str, list[Activity]] = {}
    for each in sorted(activities, key=lambda one: -one.moment):
        if each.deal is not None and len(found.setdefault(each.deal.ref, [])) < 3:
            found[each.deal.ref].append(each)
    return found


def _rows(deals: Sequence[Deal], last: dict[str, list[Activity]]) -> Iterator[tuple[object, ...]]:
    told = [each for each in deals if each.ref in last and each.stage in NAMES]
    number, used = 0, set[str]()
    for owner, count in OPEN_OF.items():
        mine = [each for each in told if owner in _chain(each.customer.owner) and each.ref not in used]
        for deal in mine[:count]:
            number += 1
            used.add(deal.ref)
            yield _row(number, deal, owner, last[deal.ref], None)
    ended = [each for each in told if each.ref not in used]
    near = sorted(ended, key=lambda each: each.customer.owner not in HEADS)
    for deal in near[:PAST_OF]:
        number += 1
        dice = Dice("past work item", deal.ref)
        owner = dice.pick(_chain(deal.customer.owner)[:2])
        yield _row(number, deal, owner, last[deal.ref], dice)


def _chain(owner: str) -> list[str]:
    head = HEADS.get(owner)
    return [owner, head, "director"] if head else [owner]


def _row(
    number: int, deal: Deal, owner: str, last: Sequence[Activity], past: Dice | None
) -> tuple[object, ...]:
    dice = Dice("work item", deal.ref)
    (source, kind, level, title), days = _past_play(dice, deal) if past else _play(deal, last)
    back = past.whole(6, 80) if past else dice.whole(0, 2)
    opened = at(-back, dice.whole(9, 11), dice.whole(0, 59)) if past else at(-1 - back, 9, dice.whole(0, 59))
    said = title.format(label=deal.name, stage=NAMES[deal.stage], days=days)
    cause = "\n".join([f"{said}。", *([] if past else ["最近沟通：", *(_line(each) for each in last)])])
    state = _state(past, dice)
    response = dice.whole(1, 9) + dice.whole(0, 99) / 100
    answered = opened + dice.whole(40, 280) if state != "open" else None
    ended = opened + 24 * 60 + dice.whole(60, 300) if past else None
    outcome, resolution = ("", "")
    if state == "resolved":
        outcome, resolution = dice.pick(ENDINGS)
    if state == "closed":
        resolution, answered = CLOSED, None
    due = opened + (24 * 60 * 3 if past else dice.whole(1, 4) * 24 * 60)
    return (
        f"W-{number:03d}", said, kind, level, state, source, "deal", deal.ref, deal.name, cause,
        outcome, resolution, owner, moment_text(opened), moment_text(due),
        moment_text(answered) if answered else "", moment_text(ended) if ended else "",
        f"{response:.2f}" if answered else "", f"{response + dice.whole(3, 20):.2f}" if ended else "",
        "true" if state == "closed" else "", 1 if past and dice.chance(0.2) else 0,
        1 if dice.chance(0.15) else 0, moment_text(opened),
    )  # fmt: skip


def _play(deal: Deal, last: Sequence[Activity]) -> tuple[tuple[str, str, str, str], int]:
    """What is true of the deal today, and for how many days."""
    stay = -(deal.gates[-1] if deal.gates else deal.opened)
    silent = -day_of(last[0].moment)
    if stay > LIMITS[STAGES.index(deal.stage)]:
        return PLAYS[4 if deal.stage == "signed" else 0], stay
    if silent >= 7 and deal.stage == "proposal":
        return PLAYS[1], silent
    return (PLAYS[2], silent * 5 // 7) if silent >= 5 else (PLAYS[3], silent)


def _past_play(dice: Dice, deal: Deal) -> tuple[tuple[str, str, str, str], int]:
    play = PLAYS[1] if deal.stage == "signed" else dice.pick(PLAYS[:4])
    least = LIMITS[STAGES.index(deal.stage)] if play is PLAYS[0] else 6
    return play, least + dice.whole(1, 9)


def _state(past: Dice | None, dice: Dice) -> str:
    if past is None:
        return "working" if dice.chance(0.35) else "open"
    return "closed" if past.chance(0.3) else "resolved"


def _line(each: Activity) -> str:
    """As the cause of a real one says it."""
    when = moment_text(each.moment).partition(" ")
    return f"{-day_of(each.moment)} 天前 {when[2]} {each.topic}，下一步：{each.next_step}"
