"""A pack is written as a draft, and published whole."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import uuid7
from prooftrail.sales.learning.packs import (
    DRAFT,
    IN_FORCE,
    MOST_STEPS,
    PACK,
    RETIRED,
    Pack,
    Step,
    check_types,
    find,
    written,
)

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class SavePack(Input):
    """The whole draft. `version` is the one the writer saw."""

    title: str = Field(min_length=1, max_length=200)
    team: UUID | None = None
    stages: list[str] = Field(default_factory=list, max_length=20)
    product: UUID | None = None
    steps: list[Step] = Field(default_factory=list, max_length=MOST_STEPS)
    version: int | None = None


@action("save_pack", "保存动作包", "Save action pack")
def save_pack(work: "Work", record: UUID | None, given: SavePack) -> Done:
    """A new draft, another state of one, or the next edition of what was published."""
    check_types(work, given.steps)
    values = _values(given)
    if record is None:
        return _create(work, {**values, "line": str(uuid7()), "edition": 1})
    pack = find(work, record)
    if pack.state == DRAFT:
        change = Change("update", PACK, record, values, given.version)
        done = work.records.apply([change], loose=True, action="pack.saved")
        return Done({"id": str(record), "edition": pack.edition}, done)
    _hold(work, pack)
    newest, draft = _newest(work, pack)
    if draft is not None:
        raise Refusal("pack_has_draft", "conflict", facts={"title": pack.title, "draft": str(draft)})
    return _create(work, {**values, "line": pack.line, "edition": newest + 1})


class PublishPack(Input):
    """`version` is the one the writer saw."""

    version: int | None = None


@action("publish_pack", "发布动作包", "Publish action pack")
def publish_pack(work: "Work", record: UUID | None, given: PublishPack) -> Done:
    """Put a draft in force in place of the edition before it. Refuses one without steps."""
    pack = find(work, record)
    _hold(work, pack)
    if pack.state != DRAFT:
        raise Refusal("pack_not_draft", "conflict", facts={"title": pack.title})
    if not pack.steps:
        fields = {"steps": "required"}
        raise Refusal("invalid_fields", "invalid", facts={"object": PACK}, fields=fields)
    values = {
        "state": IN_FORCE, "published_at": work.now.isoformat(),
        "published_by": str(work.actor.person) if work.actor.person else None,
    }  # fmt: skip
    rows = work.execute(
        f"select id from {work.place.schema}.{PACK} where line = %s and state = %s and deleted_at is null",
        [pack.line, IN_FORCE],
    ).fetchall()
    changes = [Change("update", PACK, each, {"state": RETIRED}) for (each,) in rows]
    changes.append(Change("update", PACK, pack.id, values, given.version))
    done = work.records.apply(changes, loose=True, action="pack.published")
    return Done({"id": str(pack.id), "edition": pack.edition, "replaced": len(rows)}, done)


@action("retire_pack", "停用动作包", "Retire action pack")
def retire_pack(work: "Work", record: UUID | None, given: PublishPack) -> Done:
    """Take a pack in force off the deals."""
    pack = find(work, record)
    if pack.state != IN_FORCE:
        raise Refusal("pack_not_in_force", "conflict", facts={"title": pack.title})
    change = Change("update", PACK, pack.id, {"state": RETIRED}, given.version)
    done = work.records.apply([change], loose=True, action="pack.retired")
    return Done({"id": str(pack.id)}, done)


def create_pack(work: "Work", title: str, steps: list[Step], source: str, product: UUID | None) -> Done:
    """A draft somebody else thought of."""
    values = _values(SavePack(title=title, steps=steps, product=product))
    return _create(work, {**values, "line": str(uuid7()), "edition": 1, "source": source})


def _values(given: SavePack) -> dict[str, Any]:
    return {
        "title": given.title, "team": str(given.team) if given.team else None,
        "stages": ",".join(given.stages) or None, "product": str(given.product) if given.product else None,
        "steps": written(given.steps),
    }  # fmt: skip


def _create(work: "Work", values: dict[str, Any]) -> Done:
    change = Change("create", PACK, None, {**values, "state": DRAFT})
    done = work.records.apply([change], loose=True, action="pack.saved")
    return Done({"id": str(done[0].id), "edition": values["edition"]}, done)


def _hold(work: "Work", pack: Pack) -> None:
    """Whoever changes the same line at the same time waits for the first."""
    work.execute(
        f"select 1 from {work.place.schema}.{PACK} where line = %s order by id for update", [pack.line]
    )


def _newest(work: "Work", pack: Pack) -> tuple[int, UUID | None]:
    """The highest edition of its line, and its draft where there is one."""
    rows = work.execute(
        f"select id, edition, state from {work.place.schema}.{PACK} where line = %s and deleted_at is null",
        [pack.line],
    ).fetchall()
    draft = next((id for id, _, state in rows if state == DRAFT), None)
    return max((edition for _, edition, _ in rows), default=pack.edition), draft
