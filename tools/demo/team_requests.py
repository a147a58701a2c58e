"""Requests between teams of the demo: what presales and marketing were asked for, and what came of it."""

from collections.abc import Iterator, Sequence

from tools.demo.deals import Deal
from tools.demo.dice import Dice
from tools.demo.moments import at, moment_text
from tools.demo.tables import table

HEADER = (
    "ref title kind state customer deal note hours owner asked_by raised_at respond_by due_at responded_at"
    " response_hours answered_in_time delivered_at delivered_in_time confirmed_at result reason reopened"
    " overdue created_at"
)
KINDS = (
    (
        "demo",
        "演示",
        "presales",
        4,
        "客户想看机组实际运行和控制柜",
        "到厂演示完，设备部四人到场，问题当场答完。",
    ),
    ("joint_design", "联合设计", "presales", 16, "和客户设计院一起出机房布置图", "布置图两版，已会签。"),
    ("material", "资料", "marketing", 2, "要同行业案例和节能测算表", "案例三份、测算表一份，已发。"),
)
PAST, OPEN = 52, 9


def make_team_requests(deals: Sequence[Deal]) -> dict[str, str]:
    """`{"team_requests.csv": text}`."""
    return {"team_requests.csv": table(HEADER, _rows(deals))}


def _rows(deals: Sequence[Deal]) -> Iterator[tuple[object, ...]]:
    near = [each for each in deals if each.stage in ("engaging", "proposal", "signed", "won")]
    mine = [each for each in near if each.customer.owner in ("rep", "sunhao", "liangyu", "rep2")]
    chosen = [*mine[:20], *(each for each in near if each not in mine)][: PAST + OPEN]
    for number, deal in enumerate(chosen, 1):
        yield _row(
            number, deal, Dice("team request", deal.ref), is_open=number % 7 == 1 and number < 7 * OPEN
        )


def _row(number: int, deal: Deal, dice: Dice, *, is_open: bool) -> tuple[object, ...]:
    key, label, owner, hours, note, result = dice.pick(KINDS)
    taken = is_open and dice.chance(0.6)
    raised = at(-1 if is_open else -dice.whole(3, 55), dice.whole(9, 11), dice.whole(0, 59))
    waited = dice.whole(20, 230) if dice.chance(0.82) else dice.whole(250, 420)
    answered = raised + waited if taken or not is_open else None
    due = raised + (3 if key == "demo" else 5 if key == "joint_design" else 2) * 24 * 60
    back = not is_open and dice.chance(0.06)
    moved = dice.whole(60, 1500) if dice.chance(0.15) else -dice.whole(60, 900)
    ended = None if is_open or back else min(due + moved, at(-1, 9))
    state = ("accepted" if taken else "raised") if is_open else "handed_back" if back else "confirmed"
    return (
        f"TR-{number:03d}", f"{deal.name} · {label}", key, state, deal.customer.code, deal.ref, note, hours,
        owner, deal.customer.owner, moment_text(raised), moment_text(raised + 240), moment_text(due),
        moment_text(answered) if answered else "", f"{waited / 60:.2f}" if answered else "",
        ("true" if waited <= 240 else "false") if answered else "", moment_text(ended) if ended else "",
        ("true" if ended <= due else "false") if ended else "",
        moment_text(ended + dice.whole(60, 300)) if ended else "", result if ended else "",
        "现场尺寸没拍全，补齐再提" if back else "", 0, "false", moment_text(raised),
    )  # fmt: skip
