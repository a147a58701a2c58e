"""Asking, while something is typed, whether it is there already."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.notify.showing import labels
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.platform.work import Work
from prooftrail.sales.dedupe.finding import Match, ask_of, find, of_record
from prooftrail.sales.dedupe.roles import AMONG, gathered, readable_roles, roles_of

LONGEST = 500


class FindDuplicates(Input):
    """`values` are the form's texts by field, as far as they are typed; with the action's record its own."""

    object: str = Field(max_length=60)
    values: dict[str, str | None] = Field(default_factory=dict, max_length=40)


@action("find_duplicates", "查重", "Find duplicates")
def find_duplicates(work: Work, record: UUID | None, given: FindDuplicates) -> Done:
    """`{"matches": [{"object","record","label","level","percent","owner","reasons"}], "hidden": [{"object",
    "level","ask"}]}`. Writes nothing.
    """
    if given.object not in AMONG:
        raise Refusal("dedupe_no_object", "invalid", facts={"object": given.object, "objects": sorted(AMONG)})
    object = work.schema.object(given.object)
    grant = work.access.grant(object.name)
    if record is None and not grant.create and grant.write == "none":
        raise Refusal("may_not_create", "forbidden", facts={"object": object.name})
    roles = roles_of(object)
    if strange := sorted(set(given.values) - set(object.fields)):
        raise Refusal(
            "invalid_fields", "invalid", facts={"object": object.name},
            fields=dict.fromkeys((each[:80] for each in strange), "unknown_field"),
        )  # fmt: skip
    kept = of_record(work, object, record) if record is not None else {}
    typed = {name: (text or "")[:LONGEST] for name, text in given.values.items()}
    found = find(work, object, kept | gathered(typed, roles), record)
    owners = labels(work, "person", [each.known.owner for each in found.seen if each.known.owner])
    hidden: list[Json] = [
        {"object": each.known.object, "level": each.level, "ask": ask_of(work, each)} for each in found.hidden
    ]
    return Done({"matches": [_told(work, each, owners) for each in found.seen], "hidden": hidden})


def _told(work: Work, match: Match, owners: Mapping[UUID, str | None]) -> dict[str, Json]:
    object = work.schema.object(match.known.object)
    told = readable_roles(work, object)
    owner: Any = match.known.owner
    reasons: list[Json] = [
        {"role": each.role, "level": each.level, "bits": str(each.bits)}
        for each in match.verdict.reasons
        if each.role in told
    ]
    return {
        "object": match.known.object, "record": str(match.known.id), "label": match.known.label,
        "level": match.level, "percent": round(match.verdict.score * 100), "reasons": reasons,
        "owner": {"id": str(owner), "label": owners.get(owner) or ""} if owner else None,
    }  # fmt: skip
