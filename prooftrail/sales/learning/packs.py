"""Packs as they are kept: one record an edition, its steps as text that only these actions write."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Input
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.parties import id_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

PACK = "action_pack"
DRAFT, IN_FORCE, RETIRED = "draft", "in_force", "retired"
MOST_STEPS, MOST_KINDS = 12, 6


class Step(Input):
    """One step: the type of action, what to say, the evidence it brings, what to hand over, and how many
    days after the step before it. `support` is the percent of won deals that had it, where it was mined."""

    type: str = Field(min_length=1, max_length=60)
    say: str = Field(default="", max_length=1_000)
    script: UUID | None = None
    content: UUID | None = None
    evidence: list[str] = Field(default_factory=list, max_length=MOST_KINDS)
    after_days: int = Field(default=0, ge=0, le=3_650)
    support: int | None = Field(default=None, ge=0, le=100)


@dataclass(frozen=True, slots=True)
class Pack:
    """One edition."""

    id: UUID
    title: str
    line: str
    edition: int
    state: str
    team: UUID | None
    stages: tuple[str, ...]
    product: UUID | None
    steps: tuple[Step, ...]
    published_at: str | None


def find(work: "Work", record: UUID | None) -> Pack:
    """A pack in the caller's sight. Refuses one there is none of."""
    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    row = json.loads(work.records.get(PACK, record))
    return Pack(
        record, row.get("title") or "", row.get("line") or "", row.get("edition") or 1,
        row.get("state") or DRAFT, id_of(row.get("team")), tuple((row.get("stages") or "").split(",")[:])
        if row.get("stages") else (), id_of(row.get("product")), steps_of(row.get("steps")),
        row.get("published_at"),
    )  # fmt: skip


def steps_of(said: str | None) -> tuple[Step, ...]:
    """Steps as they are kept."""
    return tuple(Step.model_validate(each) for each in json.loads(said or "[]"))


def written(steps: Sequence[Step]) -> str:
    """Steps to be kept."""
    return json.dumps([each.model_dump(mode="json") for each in steps], ensure_ascii=False)


def check_types(work: "Work", steps: Sequence[Step]) -> None:
    """Refuse a step that is no type of action, or asks for evidence there is no kind of."""
    types = _keys(work, "activity", "type")
    kinds = _keys(work, "evidence", "kind")
    fields = {f"steps.{at}.type": "bad_value" for at, each in enumerate(steps) if each.type not in types} | {
        f"steps.{at}.evidence": "bad_value" for at, each in enumerate(steps) if set(each.evidence) - kinds
    }
    if fields:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)


def said_of(pack: Pack) -> dict[str, Json]:
    """What an action answers of one."""
    return {"id": str(pack.id), "line": pack.line, "edition": pack.edition, "state": pack.state}


def _keys(work: "Work", object: str, field: str) -> set[str]:
    found: Sequence[dict[str, Any]] = work.schema.object(object).field(field).options["choices"]
    return {str(each["key"]) for each in found}
