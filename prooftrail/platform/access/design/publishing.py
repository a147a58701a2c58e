"""Several changes of access as one draft: previewed together, published together or not at all."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field as Limited

from prooftrail.platform.access.design.actions import ADMINISTER, CHANGES
from prooftrail.platform.access.design.preview import preview
from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST = 50


class OneChange(Input):
    """An action of the designer, and its input."""

    action: str
    input: dict[str, Any]


class Draft(Input):
    """Changes in their order; all of them, or none."""

    changes: list[OneChange] = Limited(min_length=1, max_length=MOST)


class PreviewInput(Draft):
    """The same, and the day to compare rights on; the day a change begins where nothing is said."""

    day: date | None = None


@action("publish_access", "发布权限改动", "Publish access changes", permission=ADMINISTER)
def publish_access(work: "Work", record: UUID | None, given: Draft) -> Done:
    """Make every change of a draft, in one transaction; for everybody with the next request."""
    return Done({"results": make_all(work, given)})


def make_all(work: "Work", draft: Draft) -> list[Json]:
    """What each change answers. Refuses the first that cannot be, naming which one it is."""
    found: list[Json] = []
    for at, each in enumerate(draft.changes):
        known = CHANGES.get(each.action)
        where = f"changes.{at}"
        if known is None:
            facts = {"object": "input", "choices": list(CHANGES)}
            raise Refusal("invalid_fields", "invalid", facts=facts, fields={f"{where}.action": "not_choice"})
        try:
            found.append(dict(known.perform(work, None, each.input).result))
        except Refusal as refusal:
            refusal.fields = {f"{where}.{name}": code for name, code in refusal.fields.items()}
            raise
    return found


def preview_draft(work: "Work", draft: PreviewInput) -> dict[str, Json]:
    """The difference in rights that publishing the draft would make."""
    work.need(ADMINISTER)
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    return preview(work, lambda: make_all(work, draft), draft.day or _begins(work, draft))


def _begins(work: "Work", draft: Draft) -> date:
    """The first day on which all of it holds."""
    days = [work.today]
    for each in draft.changes:
        for name in ("since", "left_on", "joined_on"):
            try:
                days.append(date.fromisoformat(str(each.input.get(name))))
            except ValueError:
                continue
    return max(days)


PUBLISHING: tuple[Action, ...] = (*CHANGES.values(), publish_access)
