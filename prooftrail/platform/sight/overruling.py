"""A person looks himself: what recognition did not find is let through, by his word and for a reason."""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.people.actor import system
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.sight.settling import settle
from prooftrail.platform.values import Json, is_unseen

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

OVERRULE, OVERRULED = "evidence:overrule", "evidence.overruled"
OPEN = ("awaited", "unread", "failed")


class Overrule(Input):
    """Which piece; `reason` is kept in its history."""

    evidence: UUID | None = None
    reason: Annotated[str, Field(max_length=500)]


@action("overrule_reading", "放行识别", "Overrule recognition", permission=OVERRULE)
def overrule_reading(work: "Work", record: UUID | None, given: Overrule) -> Done:
    """Let a piece through that recognition keeps waiting; its other checks stay as they are."""
    id = given.evidence or record
    missing = "evidence" if id is None else "reason" if is_unseen(given.reason) else None
    if id is None or missing is not None:
        fields = {str(missing): "required"}
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if not work.records.present("evidence", id):
        raise work.records.missing("evidence")
    row = work.execute(
        "select about_object, about, state, reading, created_by, owner "
        f"from {work.place.schema}.evidence where id = %s for no key update",
        [id],
    ).fetchone()
    assert row is not None
    object, about, state, reading, author, owner = row
    if work.actor.person in (author, owner):
        raise Refusal("own_reading", "forbidden")
    if state != "waiting" or reading not in OPEN:
        raise Refusal("nothing_to_overrule", "conflict", facts={"state": state})
    because: dict[str, Json] = {"reason": given.reason.strip()}
    with work.acting(system("evidence", work.actor.person)):
        written = settle(work, id, object, about, {"reading": "overruled"}, action=OVERRULED, because=because)
    return Done({"evidence": str(id), "state": written.after["state"]}, [written])


ACTIONS: tuple[Action, ...] = (overrule_reading,)
