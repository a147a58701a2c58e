"""Complaints, answers and past health scores of the demo."""

from collections.abc import Iterator, Sequence

from tools.demo.customers import Customer
from tools.demo.dice import Dice
from tools.demo.moments import at, day_text, moment_text
from tools.demo.tables import table

COMPLAINT = (
    "ref title customer category cause severity origin_kind story state owner raised_by rep raised_at due_at"
    " taken_at resolved_at resolution resolution_hours in_time overdue reopened created_at"
)
ANSWER = (
    "ref title mark customer occasion happened_on state asked_by asked_at expires_at answered_at score"
    " comment low owner created_at"
)
SCORE = (
    "ref title mark month_on as_of owner score gain fastest complete stale doubled records filled possible"
    " stale_records compared doubled_records own_records own_filled own_possible own_stale created_at"
)
STORIES = (
    ("quality", "产品质量", "defect", "low", None,
     "机组运行两周后低压报警，夜里停了两次机。", "更换膨胀阀并回访三天，运行正常。"),
    ("delivery", "交期与物流", "supply", "medium", "delivery",
     "冷风机比约定晚到四天，外包装破了一箱。", "补发破损件，物流商按约赔付。"),
    ("works", "安装与施工", "workmanship", "medium", "delivery",
     "库板接缝处渗水，客户要求返工。", "重新打胶并加装密封条，客户签字。"),
    ("support", "售后响应", "silence", "low", "presales",
     "报修电话打了三次才有人接。", "换了值班表，报修电话改为双线。"),
    ("billing", "价格与账务", "promise", "high", "finance",
     "发票金额和合同差一笔安装费，付款被财务退回。", "重开发票，安装费按合同口径写清。"),
)  # fmt: skip
WORDS = ("师傅很专业，讲得清楚", "", "响应快", "方案再细一点就好", "", "工期催得有点紧", "不错", "")
BAD = ("等了三天才有人来", "说好的资料一直没给")
TEAMS = (
    ("director", "华东大区"), ("luoweichao", "华南大区"), ("handongsheng", "华北大区"),
    ("jiangxueping", "西南大区"), ("luyuanzhou", "杭州组"), ("manager", "宁波组"), ("qianwenbin", "苏州组"),
    ("liangzhiqiang", "广州组"), ("zengkaixin", "深圳组"), ("zhaoguodong", "北京组"), ("liushuqin", "天津组"),
)  # fmt: skip
COMPLAINTS, ANSWERS, MONTHS = 14, 48, 5


def make_care(customers: Sequence[Customer]) -> dict[str, str]:
    """`{"complaints.csv": text, …}`."""
    near = [each for each in customers if each.owner in ("rep", "sunhao", "liangyu", "rep2")]
    chosen = [*near[:18], *(each for each in customers if each not in near)]
    return {
        "complaints.csv": table(COMPLAINT, _complaints(chosen[:COMPLAINTS])),
        "satisfactions.csv": table(ANSWER, _answers(chosen[:ANSWERS])),
        "health_scores.csv": table(SCORE, _scores()),
    }


def _complaints(customers: Sequence[Customer]) -> Iterator[tuple[object, ...]]:
    for number, each in enumerate(customers, 1):
        dice = Dice("complaint", each.code)
        category, label, cause, severity, login, story, done = STORIES[number % len(STORIES)]
        raised = at(-dice.whole(4, 80), dice.whole(9, 16), dice.whole(0, 59))
        due = raised + {"low": 5, "medium": 2, "high": 1}[severity] * 24 * 60
        ended = due + (dice.whole(60, 900) if dice.chance(0.2) else -dice.whole(60, 1_200))
        owner = login or each.owner
        yield (
            f"CP-{number:03d}", f"{each.name} · {label}", each.code, category, cause, severity, "told", story,
            "resolved", owner, each.owner, each.owner, moment_text(raised), moment_text(due),
            moment_text(raised + dice.whole(20, 200)), moment_text(max(ended, raised + 240)), done,
            f"{dice.whole(30, 180) / 10:.2f}", "true" if ended <= due else "false", "false", 0,
            moment_text(raised),
        )  # fmt: skip


def _answers(customers: Sequence[Customer]) -> Iterator[tuple[object, ...]]:
    for number, each in enumerate(customers, 1):
        dice = Dice("satisfaction", each.code)
        asked = at(-dice.whole(2, 75), dice.whole(9, 17), dice.whole(0, 59))
        answered = asked + dice.whole(30, 2_000) if dice.chance(0.72) else None
        score = dice.pick((5, 5, 4, 4, 4, 5, 3, 2)) if answered else None
        words = dice.pick(BAD) if score and score <= 2 else dice.pick(WORDS)
        state = "answered" if answered else "expired" if asked < at(-14) else "asked"
        yield (
            f"SA-{number:03d}", f"{each.name} · 上门拜访", f"demo:{number}", each.code, "visit",
            day_text(asked // (24 * 60)), state, each.owner, moment_text(asked),
            moment_text(asked + 14 * 24 * 60), moment_text(answered) if answered else "", score or "",
            words if answered else "", ("true" if score and score <= 2 else "false") if answered else "",
            each.owner, moment_text(asked),
        )  # fmt: skip


def _scores() -> Iterator[tuple[object, ...]]:
    """The months before this one; a small step up each, and one team that takes a large one."""
    for number, (login, name) in enumerate(TEAMS):
        dice, before = Dice("health", login), None
        complete, stale = dice.whole(610, 680), dice.whole(640, 690)
        for back in range(MONTHS, 0, -1):
            complete += dice.whole(26, 46) + (30 if login == "manager" and back == 1 else 0)
            stale -= dice.whole(0, 14)
            score = round((0.6 * complete + 0.3 * (1_000 - stale) + 0.1 * 960) / 10, 1)
            records = (120 if number < 4 else 40) + 2 * (MONTHS - back)
            filled, possible, old = records * 6 * complete // 1_000, records * 6, records * stale // 1_000
            yield (
                f"HS-{number:02d}-{back}", name, f"demo:{login}:{back}", f"-{back}m", f"-{back}m 00:00",
                login, score, "" if before is None else round(score - before, 1),
                "true" if login == "manager" and back == 1 else "false", complete / 10, stale / 10, 4.0,
                records, filled, possible, old, records // 2, records // 50,
                *((0, 0, 0, 0) if number < 4 else (records, filled, possible, old)), f"-{back}m 00:00",
            )  # fmt: skip
            before = score
