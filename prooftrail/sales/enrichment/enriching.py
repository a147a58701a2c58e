"""What a source said of a customer, written down: blanks are filled, the rest is offered, papers are kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.origins.store import (
    DECLINED,
    FILLED,
    OFFERED,
    SAME,
    Origin,
    keep_origins,
    last_changes,
    origins_of,
)
from prooftrail.platform.records import Change, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json
from prooftrail.sales.enrichment.rules.deciding import Verdict, decide
from prooftrail.sales.enrichment.shaping import OBJECT

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

FILLS = "customer.enriched"
STATES: Mapping[Verdict, str] = {"fill": FILLED, "same": SAME, "offer": OFFERED, "declined": DECLINED}


@dataclass(frozen=True, slots=True)
class Said:
    """Values by field, who said them and when."""

    values: Mapping[str, Json]
    source: str
    fetched_at: datetime


def fill_in(work: "Work", record: UUID, said: Said) -> tuple[dict[str, str], list[Written]]:
    """Fill the blanks the caller may fill, keep the rest as offers; what became of each field he may read.

    Refuses a record he may not write.
    """
    object = work.schema.object(OBJECT)
    row = json.loads(work.records.get(OBJECT, record))
    _writes(work, record)
    verdicts = _judged(work, object, record, row, said)
    fills = {name: said.values[name] for name, each in verdicts.items() if each == "fill"}
    for name in _unwelcome(work, record, fills):
        verdicts[name] = "offer"
        del fills[name]
    written: list[Written] = []
    if fills:
        because = {"source": said.source, "fetched_at": said.fetched_at.isoformat()}
        written = [work.records.update(OBJECT, record, fills, action=FILLS, because=because)]
    states = {name: STATES[each] for name, each in verdicts.items()}
    keep_origins(work, object, record, [
        Origin(name, said.source, said.values[name], said.fetched_at, state, work.now, work.actor.person)
        for name, state in states.items()
    ])  # fmt: skip
    return states, written


def _judged(
    work: "Work", object: ObjectType, record: UUID, row: Mapping[str, Any], said: Said
) -> dict[str, Verdict]:
    readable = work.access.readable(object)
    names = [name for name in said.values if name in readable]
    actions = last_changes(work, object, record, names)
    before = origins_of(work, object, record)
    found: dict[str, Verdict] = {}
    for name in names:
        last = actions.get(name)
        # A value without a line in the log is somebody's all the same; a blank one is nobody's.
        touched = last != FILLS if row.get(name) is not None else last is not None
        kept = before.get(name)
        declined = kept.value if kept is not None and kept.state == DECLINED else None
        verdict = decide(row.get(name), said.values[name], touched=touched, declined=declined)
        may = work.access.writable(object, readable[name])
        found[name] = "offer" if verdict == "fill" and not may else verdict
    return found


def _writes(work: "Work", record: UUID) -> None:
    [pending] = work.records.check([Change("update", OBJECT, record, {})])
    if pending.refusal is not None:
        raise pending.refusal


def _unwelcome(work: "Work", record: UUID, fills: Mapping[str, Json]) -> Sequence[str]:
    """Fields whose value the door would not take, such as a credit code with a wrong digit. Raises what is
    refused for another reason."""
    left = dict(fills)
    while left:
        [pending] = work.records.check([Change("update", OBJECT, record, left)])
        if pending.refusal is None:
            break
        named = [each for each in pending.refusal.fields or () if each in left]
        if not named:
            raise pending.refusal
        for each in named:
            del left[each]
    return [each for each in fills if each not in left]


def offered(work: "Work", record: UUID, fields: Sequence[str]) -> dict[str, Origin]:
    """The offers of these fields. Refuses one there is none of, or that the caller may not read."""
    object = work.schema.object(OBJECT)
    if not work.records.present(OBJECT, record):
        raise work.records.missing(OBJECT)
    found = origins_of(work, object, record)
    for name in fields:
        if name not in found or found[name].state not in (OFFERED, DECLINED):
            raise Refusal(
                "enrichment_nothing_offered", "missing", facts={"field": name[:80]},
                fields={name[:80]: "bad_value"},
            )  # fmt: skip
    return {name: found[name] for name in fields}
