"""The flow designer's verbs: a draft, a version of it in force, and taking it out of use."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.approvals.checking import checked
from prooftrail.platform.approvals.flows import COLUMNS, DRAFT, Flow, read_flow, unknown
from prooftrail.platform.approvals.shapes import FlowInput
from prooftrail.platform.approvals.showing import show_flow
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.actions import DESIGN
from prooftrail.platform.schema.design.deeds import Deed, object_of
from prooftrail.platform.schema.design.ground import find_object
from prooftrail.platform.schema.design.history import note
from prooftrail.platform.schema.design.undoing import inverse
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class Design:
    """One flow as it is designed: its newest version and its draft, held until the transaction ends."""

    def __init__(self, work: "Work", key: str, object: str | None = None) -> None:
        if work.actor.read_only:
            raise Refusal("view_as_read_only", "forbidden")
        self.work, self.key = work, key
        self.table = f"{work.place.schema}._approval_flow"
        work.execute(f"lock table {self.table} in share row exclusive mode")
        rows = work.execute(
            f"select {COLUMNS}, revision from {self.table} where key = %s order by version desc", [key]
        ).fetchall()
        found = [(read_flow(row[:-1]), row[-1]) for row in rows]
        self.newest = next((each for each, _ in found if each.version != DRAFT), None)
        self.draft = next((each for each, _ in found if each.version == DRAFT), None)
        self.revision = next((revision for each, revision in found if each.version == DRAFT), 0)
        known = self.newest or self.draft
        if known is None and object is None:
            raise unknown(key)
        if known is not None and object not in (None, known.object):
            facts = {"flow": key, "object": known.object}
            raise Refusal("flow_key_taken", "invalid", facts=facts, fields={"flow.key": "flow_key_taken"})
        self.object = find_object(work, object or (known.object if known else ""))
        if known is None:
            self._check_count()

    def _check_count(self) -> None:
        most = self.work.settings.value("approvals.most_flows")
        row = self.work.execute(
            f"select count(distinct key) from {self.table} where retired_at is null"
        ).fetchone()
        if row is not None and row[0] >= most:
            raise Refusal("too_many_flows", "conflict", facts={"most": most})

    def check_revision(self, seen: int | None) -> None:
        """Refuse to set aside a draft somebody saved meanwhile."""
        if seen is not None and seen != self.revision:
            facts = {"flow": self.key, "revision": self.revision}
            fields = {"revision": "flow_draft_changed"}
            raise Refusal("flow_draft_changed", "conflict", facts=facts, fields=fields)

    def keep_draft(self, said: Mapping[str, Any], trees: Mapping[str, Any]) -> None:
        """Store a draft in place of the one before."""
        self.drop_draft()
        self._insert(DRAFT, said, trees, self.revision + 1)

    def publish(self, said: Mapping[str, Any], trees: Mapping[str, Any]) -> int:
        """Store the next version and let everybody's next call meet it."""
        version = self.newest.version + 1 if self.newest else 1
        self._insert(version, said, trees, 0)
        self.settle()
        return version

    def drop_draft(self) -> None:
        """Forget the draft."""
        self.work.execute(f"delete from {self.table} where key = %s and version = {DRAFT}", [self.key])

    def retire(self, *, back: bool = False) -> None:
        """Take it out of use, or back into it; what is on its way goes on."""
        query = f"update {self.table} set retired_at = %s where key = %s and version > {DRAFT}"
        self.work.execute(query, [None if back else self.work.now, self.key])
        self.settle()

    def settle(self) -> None:
        """A new version of the schema: what a flow holds back is kept with it."""
        work = self.work
        work.execute(f"update {work.place.schema}._meta set schema_version = schema_version + 1")
        for kept in ("flows", "flows watched"):
            work.schema.compiled.pop(kept, None)

    def _insert(self, version: int, said: Mapping[str, Any], trees: Mapping[str, Any], revision: int) -> None:
        self.work.execute(
            f"insert into {self.table} (key, version, object, definition, trees, at, by, revision) "
            "values (%s, %s, %s, %s, %s, %s, %s, %s)",
            [self.key, version, self.object.name, Jsonb(dict(said)), Jsonb(dict(trees)), self.work.now,
             self.work.actor.person, revision],
        )  # fmt: skip

    def note(self, what: str, label: Json, changes: Mapping[str, Json], **more: Json) -> None:
        """One entry of the designers' history."""
        about: dict[str, Json] = {"key": self.key, "label": label, **more}
        note(self.work, what, self.object, changes=changes, flow=about)


class SaveFlow(Input):
    """The whole flow; `revision` is the draft's the designer saw, 0 where there was none."""

    flow: FlowInput
    revision: int | None = None


@action("save_flow", "保存审批流草稿", "Save approval flow draft", permission=DESIGN)
def save_flow(work: "Work", record: UUID | None, given: SaveFlow) -> Done:
    """Keep a flow as a draft; nobody is asked by it before it is published."""
    found = Design(work, given.flow.key, given.flow.object)
    found.check_revision(given.revision)
    said, trees = checked(work, given.flow)
    found.keep_draft(said, trees)
    changes: dict[str, Json] = {"revision": [found.revision or None, found.revision + 1]}
    found.note("flow_draft_saved", said["label"], changes)
    return Done(show_flow(work, found.key))


class PublishFlow(Input):
    """A flow by its key, whose draft is published; or the whole flow. `revision` is the draft's one saw."""

    key: str | None = None
    flow: FlowInput | None = None
    revision: int | None = None


@action("publish_flow", "发布审批流", "Publish approval flow", permission=DESIGN)
def publish_flow(work: "Work", record: UUID | None, given: PublishFlow) -> Done:
    """Put a flow in force for what is asked from now on; what is on its way keeps its version."""
    if (given.key is None) == (given.flow is None):
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"key": "required"})
    if given.flow is None:
        found = Design(work, str(given.key))
        if found.draft is None:
            raise Refusal("no_flow_draft", "conflict", facts={"flow": found.key})
        flow = FlowInput.model_validate(found.draft.said)
    else:
        flow = given.flow
        found = Design(work, flow.key, flow.object)
    found.check_revision(given.revision)
    put_in_force(found, flow)
    return Done(show_flow(work, found.key))


def put_in_force(found: Design, flow: FlowInput) -> int:
    """Publish what is said; answers the version."""
    said, trees = checked(found.work, flow)
    retired = found.newest is not None and found.newest.retired
    before = None if found.newest is None or retired else found.newest.version
    if retired:
        found.retire(back=True)
    version = found.publish(said, trees)
    found.drop_draft()
    changes: dict[str, Json] = {"version": [before, version]}
    found.note("flow_published", said["label"], changes, version=version, before=before)
    return version


class NameFlow(Input):
    """A flow by its key."""

    key: str


@action("discard_flow_draft", "放弃审批流草稿", "Discard approval flow draft", permission=DESIGN)
def discard_flow_draft(work: "Work", record: UUID | None, given: NameFlow) -> Done:
    """Throw the draft away; what is in force stays, and a flow that never was is gone."""
    found = Design(work, given.key)
    if found.draft is None:
        raise Refusal("no_flow_draft", "conflict", facts={"flow": found.key})
    found.drop_draft()
    found.note("flow_draft_discarded", found.draft.label, {"revision": [found.revision, None]})
    return Done({"flow": found.key} if found.newest is None else show_flow(work, found.key))


@action("retire_flow", "停用审批流", "Retire approval flow", permission=DESIGN)
def retire_flow(work: "Work", record: UUID | None, given: NameFlow) -> Done:
    """Ask nobody by it any more and hold nothing back; a flow that was never published is thrown away."""
    found = Design(work, given.key)
    if found.newest is None:
        return discard_flow_draft.run(work, None, given)
    if found.newest.retired:
        raise unknown(given.key)
    found.retire()
    found.note("flow_retired", found.newest.label, {"retired": [False, True]}, version=found.newest.version)
    return Done(show_flow(work, found.key))


@inverse("flow_published")
def publish_before(work: "Work", deed: Deed) -> None:
    """Publish what was before as the next version; where nothing was, retire it."""
    found, newest = _found(work, deed)
    about = deed.because["flow"]
    if newest.version != about["version"] or newest.retired:
        raise Refusal("flow_moved_on", "conflict", facts={"flow": newest.label})
    if about["before"] is None:
        found.retire()
        found.note("flow_retired", newest.label, {"retired": [False, True]}, version=newest.version)
        return
    row = work.execute(
        f"select {COLUMNS} from {found.table} where key = %s and version = %s", [found.key, about["before"]]
    ).fetchone()
    if row is None:
        raise Refusal("deed_gone", "conflict", facts=deed.named)
    old = read_flow(row)
    version = found.publish(old.said, old.trees)
    changes: dict[str, Json] = {"version": [newest.version, version]}
    found.note("flow_published", old.label, changes, version=version, before=newest.version)


@inverse("flow_retired")
def take_up(work: "Work", deed: Deed) -> None:
    """Put a retired flow in force again, as it was."""
    found, newest = _found(work, deed)
    if not newest.retired:
        raise Refusal("flow_moved_on", "conflict", facts={"flow": newest.label})
    found.retire(back=True)
    changes: dict[str, Json] = {"version": [None, newest.version]}
    found.note("flow_published", newest.label, changes, version=newest.version, before=None)


def _found(work: "Work", deed: Deed) -> tuple[Design, Flow]:
    object = object_of(work, deed)
    if object is None:
        raise Refusal("deed_gone", "conflict", facts=deed.named)
    found = Design(work, deed.because["flow"]["key"], object.name)
    if found.newest is None:
        raise Refusal("deed_gone", "conflict", facts=deed.named)
    return found, found.newest


ACTIONS: tuple[Action, ...] = (save_flow, publish_flow, discard_flow_draft, retire_flow)
