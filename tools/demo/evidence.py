"""Evidence: what an activity brought back, and from that the moment each deal entered its stage."""

from collections.abc import Iterator
from dataclasses import dataclass

from tools.demo.activities import Activity
from tools.demo.catalogue import NAMES
from tools.demo.deals import STAGES, Deal
from tools.demo.dice import Dice
from tools.demo.places import Place

SLOTS = ("设备铭牌", "管线走向", "空间尺寸")


@dataclass(slots=True)
class Evidence:
    """`draw` is `photo` or `document`; `caption` and `lines` are the words on it."""

    kind: str
    activity: Activity
    deal: Deal
    captured: int
    place: Place | None
    draw: str
    caption: str
    lines: tuple[str, ...]
    number: int = 0

    @property
    def ref(self) -> str:
        """Its name in the files."""
        return f"E-{self.number:05d}"

    @property
    def seed(self) -> int:
        """What fixes the drawing. Its remainder by three is the scene: plate, pipes, room."""
        return self.number * 3 + (SLOTS.index(self.caption) if self.caption in SLOTS else 0)


def make_evidence(activities: list[Activity]) -> list[Evidence]:
    """Every photo and paper, in the order of the activities that brought them."""
    made: list[Evidence] = []
    for activity in activities:
        for piece in _brought(activity):
            piece.number = len(made) + 1
            made.append(piece)
    return made


def _brought(activity: Activity) -> Iterator[Evidence]:
    if activity.brings is None or activity.deal is None:
        return
    kind, count = activity.brings
    if kind != "site_photo":
        caption, lines = _paper(kind, activity.deal)
        yield Evidence(kind, activity, activity.deal, activity.moment, None, "document", caption, lines)
        return
    dice, moment = Dice("evidence", activity.ref), activity.moment
    for slot in SLOTS[:count]:
        place = activity.customer.place.near(dice, 8, 150)
        yield Evidence(kind, activity, activity.deal, moment, place, "photo", slot, ())
        moment += dice.whole(2, 7)


def _paper(kind: str, deal: Deal) -> tuple[str, tuple[str, ...]]:
    """Title and lines of a paper; amounts as the deal has them."""
    number, price = deal.ref[2:], f"{deal.amount:,}.00"
    if kind == "proposal_file":
        return f"方案书 FA-{number}", (
            f"项目：{deal.project}",
            f"主机：{NAMES[deal.product]}",
            f"报价：{price} 元",
        )
    if kind == "contract_file":
        return f"设备采购合同 HT-{number}", (
            f"甲方：{deal.customer.name}",
            f"标的：{deal.project}",
            f"合同价：{price} 元",
        )
    return f"电子回单 HD-{number}", (
        f"付款人：{deal.customer.name}",
        f"金额：{price} 元",
        f"用途：HT-{number}",
    )


OPENED_BY = ("site_photo", "proposal_file", "contract_file", "bank_slip")
"""The kind of evidence each gate asks for, in their order."""


def passed(deal: Deal, pieces: list[Evidence], activities: list[Activity]) -> list[tuple[str, int]]:
    """The stages before its present one, each with when it was entered."""
    last = [
        max(piece.captured for piece in pieces if piece.kind == kind) for kind in OPENED_BY[: len(deal.gates)]
    ]
    stages = list(zip(STAGES, [min(activity.moment for activity in activities), *last], strict=False))
    return stages if deal.reason else stages[:-1]


def entered(deal: Deal, pieces: list[Evidence], activities: list[Activity]) -> int:
    """When the deal entered its present stage: last opening evidence, its loss, or its first word."""
    if deal.reason:
        return max(activity.moment for activity in activities)
    if deal.gates:
        kind = OPENED_BY[len(deal.gates) - 1]
        return max(piece.captured for piece in pieces if piece.kind == kind)
    return min(activity.moment for activity in activities)
