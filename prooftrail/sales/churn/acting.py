"""What an intervention sets going for the customers that are treated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.notify.telling import About, Message, tell_many
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import uuid7
from prooftrail.sales.content import SendContent, send_content
from prooftrail.sales.requests import RaiseRequest, raise_request

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SOURCE = "churn"
EXPERT = "expert"
"""The kind of team request that brings somebody to the customer."""
USUAL = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class Treated:
    """A customer that is treated, and who answers for him."""

    customer: UUID
    name: str
    owner: UUID | None


@dataclass(frozen=True, slots=True)
class Step:
    """The intervention that has begun."""

    id: UUID
    unit: UUID
    title: str
    head: UUID | None
    since: date
    until: date


def set_going(work: "Work", kind: str, step: Step, treated: Sequence[Treated]) -> int:
    """Do it; answers how many things were made."""
    return {"push": _push, "weight": _weigh, "expert": _bring}[kind](work, step, treated)


def _push(work: "Work", step: Step, treated: Sequence[Treated]) -> int:
    """What the library has for them goes out where a pack is set; their owners hear of each of them."""
    pack, sent = str(work.settings.value("churn.pack")), 0
    if pack:
        with work.acting(system(SOURCE)):
            for each in treated:
                sent += _send(work, pack, step, each)
    said = {"zh": "列入挽回名单，请在本周联系", "en": "to be won back: get in touch this week"}
    _tell(work, step, treated, said)
    return sent or len(treated)


def _send(work: "Work", pack: str, step: Step, each: Treated) -> int:
    try:
        given = SendContent(pack=pack, customer=each.customer, dedupe=f"churn:{step.id}")
        send_content.run(work, None, given)
    except Refusal as refusal:
        if refusal.code != "nothing_to_send":
            raise
        return 0
    return 1


def _weigh(work: "Work", step: Step, treated: Sequence[Treated]) -> int:
    """A dated weight as a record, which points of proven actions ask for; their owners hear of it."""
    weight = weight_of(work)
    values = {
        "title": f"{step.title} ×{weight.normalize():f}"[:200], "step": str(step.id), "weight": str(weight),
        "since": step.since.isoformat(), "until": step.until.isoformat(), "unit": str(step.unit),
        "owner": str(step.head) if step.head else None,
    }  # fmt: skip
    with work.acting(system(SOURCE)):
        change = Change("create", "incentive_weight", uuid7(), values)
        work.records.apply([change], loose=True, action="incentive_weight.set")
    until = step.until.isoformat()
    _tell(work, step, treated, {
        "zh": f"到 {until} 为止，有证据的动作积分按 {weight.normalize():f} 倍计",
        "en": f"points of proven actions count {weight.normalize():f} times until {until}",
    })  # fmt: skip
    return 1


def _bring(work: "Work", step: Step, treated: Sequence[Treated]) -> int:
    """A request to the team for each, by whoever starts it."""
    for each in treated:
        given = RaiseRequest(kind=EXPERT, customer=each.customer, note=step.title, dedupe=f"churn:{step.id}")
        raise_request.run(work, None, given)
    return len(treated)


def weight_of(work: "Work") -> Decimal:
    """How many times it counts."""
    try:
        return Decimal(str(work.settings.value("churn.weight"))).quantize(Decimal("0.01"))
    except InvalidOperation:
        return USUAL


def _tell(work: "Work", step: Step, treated: Sequence[Treated], words: dict[str, str]) -> None:
    messages = [
        Message(each.owner, {"zh": f"{each.name}：{words['zh']}", "en": f"{each.name}: {words['en']}"},
                step.title, About("customer", each.customer), f"churn:{step.id}:{each.customer}")
        for each in treated if each.owner is not None
    ]  # fmt: skip
    tell_many(work, messages, level="yellow", source=SOURCE)
