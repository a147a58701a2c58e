"""The process designer's verbs: a draft, what it would do to records in flight, and a version of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from psycopg.types.json import Jsonb
from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.processes.checking import evidence_kinds, kept_process
from prooftrail.platform.processes.flight import adopt, carry_over, foresee, in_flight
from prooftrail.platform.processes.formulas import spelled
from prooftrail.platform.processes.shapes import Key, ProcessInput, Wording
from prooftrail.platform.processes.showing import show_design
from prooftrail.platform.processes.store import COLUMNS, DRAFT, Process, complete, publish, read_process
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design.actions import DESIGN
from prooftrail.platform.schema.design.ground import find_object
from prooftrail.platform.schema.design.history import note
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Moves = Annotated[dict[str, str], Field(max_length=50)]


class Design:
    """One process as it is designed: its newest version and its draft, held until the transaction ends."""

    def __init__(self, work: "Work", key: str, object: str | None = None) -> None:
        if work.actor.read_only:
            raise Refusal("view_as_read_only", "forbidden")
        self.work, self.key = work, key
        self.table = f"{work.place.schema}._process"
        work.execute(f"lock table {self.table} in share row exclusive mode")
        rows = work.execute(
            f"select {COLUMNS}, revision from {self.table} where key = %s order by version desc", [key]
        ).fetchall()
        found = [(read_process(row[:-1]), row[-1]) for row in rows]
        self.newest = next((each for each, _ in found if each.version != DRAFT), None)
        self.draft = next((each for each, _ in found if each.version == DRAFT), None)
        self.revision = next((revision for each, revision in found if each.version == DRAFT), 0)
        known = self.newest or self.draft
        if known is not None and object not in (None, known.object):
            said = {"process": key, "object": known.object}
            fields = {"process.key": "process_key_taken"}
            raise Refusal("process_key_taken", "invalid", facts=said, fields=fields)
        if known is None and object is None:
            raise Refusal("unknown_process", "missing", facts={"process": key[:80]})
        self.object: ObjectType = find_object(work, object or (known.object if known else ""))
        if known is None and self._count() >= work.settings.value("processes.most"):
            facts = {"most": work.settings.value("processes.most"), "label": self.object.label.json()}
            raise Refusal("too_many_processes", "conflict", facts=facts)

    def _count(self) -> int:
        query = f"select count(distinct key) from {self.table} where object = %s and retired_at is null"
        row = self.work.execute(query, [self.object.name]).fetchone()
        return int(row[0]) if row else 0

    def need_draft(self) -> Process:
        """The draft. Refuses where there is none."""
        if self.draft is None:
            raise Refusal("no_process_draft", "conflict", facts={"process": self.key})
        return self.draft

    def check_revision(self, seen: int | None) -> None:
        """Refuse to set aside a draft somebody saved meanwhile."""
        if seen is not None and seen != self.revision:
            facts = {"process": self.key, "revision": self.revision}
            fields = {"revision": "process_draft_changed"}
            raise Refusal("process_draft_changed", "conflict", facts=facts, fields=fields)

    def keep_draft(self, said: Mapping[str, Any]) -> None:
        """Store a draft in place of the one before."""
        nodes = {"site": said["site"], "nodes": complete(self.work, said, evidence_kinds(self.work))}
        self.work.execute(
            f"insert into {self.table} (key, version, object, label, nodes, published_at, by, revision) "
            "values (%s, 0, %s, %s, %s, %s, %s, %s) on conflict (key, version) do update set "
            "object = excluded.object, label = excluded.label, nodes = excluded.nodes, "
            "published_at = excluded.published_at, by = excluded.by, revision = excluded.revision",
            [self.key, self.object.name, Jsonb(said["label"]), Jsonb(nodes), self.work.now,
             self.work.actor.person, self.revision + 1],
        )  # fmt: skip

    def drop_draft(self) -> None:
        """Forget the draft."""
        self.work.execute(f"delete from {self.table} where key = %s and version = {DRAFT}", [self.key])

    def note(self, what: str, label: Json, changes: Mapping[str, Json], **more: Json) -> None:
        """One entry of the designers' history."""
        about: dict[str, Json] = {"key": self.key, "label": label, **more}
        note(self.work, what, self.object, changes=changes, process=about)


def in_force(work: "Work") -> None:
    """Let everybody's next call meet what was published."""
    work.execute(f"update {work.place.schema}._meta set schema_version = schema_version + 1")


class SaveProcessDraft(Input):
    """The whole process; `revision` is the draft's the designer saw, 0 where there was none."""

    process: ProcessInput
    revision: int | None = None


@action("save_process_draft", "保存流程草稿", "Save process draft", permission=DESIGN)
def save_process_draft(work: "Work", record: UUID | None, given: SaveProcessDraft) -> Done:
    """Keep a process as a draft; no record meets it before it is published."""
    found = Design(work, given.process.key, given.process.object)
    found.check_revision(given.revision)
    said = kept_process(work, given.process)
    found.keep_draft(said)
    changes: dict[str, Json] = {"revision": [found.revision or None, found.revision + 1]}
    found.note("process_draft_saved", said["label"], changes)
    return Done(show_design(work, found.object, found.key))


class PublishProcess(SaveProcessDraft):
    """The whole process, and what becomes of records in flight.

    `flight`: they `stay` with the version they began with, or `move` to this one, with those in no process
    yet; then `map` says where records go whose node is gone.
    """

    flight: Literal["stay", "move"] = "stay"
    map: Moves = Field(default_factory=dict)


@action("publish_process", "发布流程", "Publish process", permission=DESIGN)
def publish_process(work: "Work", record: UUID | None, given: PublishProcess) -> Done:
    """Put a process in force for new records, and for those in flight if they are to move."""
    found = Design(work, given.process.key, given.process.object)
    found.check_revision(given.revision)
    said = kept_process(work, given.process)
    before = found.newest.version if found.newest else None
    version = publish(work, said, evidence_kinds(work))
    found.drop_draft()
    moved = 0
    if given.flight == "move":
        new, groups = _version(work, found, version), in_flight(work, found.key, found.object)
        moved = carry_over(work, found.object, new, groups, given.map) + adopt(work, found.object, new)
    in_force(work)
    flight: dict[str, Json] = {"flight": given.flight, "map": dict(given.map), "moved": moved}
    changes: dict[str, Json] = {"version": [before, version]}
    found.note("process_published", said["label"], changes, version=version, before=before, **flight)
    return Done({**show_design(work, found.object, found.key), "moved": moved})


@action("try_process", "试算流程", "Try a process", permission=DESIGN)
def try_process(work: "Work", record: UUID | None, given: PublishProcess) -> Done:
    """What publishing would do to records in flight; nothing is changed."""
    found = Design(work, given.process.key, given.process.object)
    said = kept_process(work, given.process)
    nodes = complete(work, said, evidence_kinds(work))
    stored = {"site": said["site"], "nodes": nodes}
    new = read_process([found.key, DRAFT, found.object.name, said["label"], stored, None])
    groups = in_flight(work, found.key, found.object)
    return Done(foresee(work, found.object, new, groups, given.map))


class CopyProcess(Input):
    """Which process, and the key and label of its copy."""

    process: str
    key: Key
    label: Wording


@action("copy_process", "复制流程", "Copy process", permission=DESIGN)
def copy_process(work: "Work", record: UUID | None, given: CopyProcess) -> Done:
    """A draft of a new process like another; a draft of that one, if there is, is what is copied."""
    other = Design(work, given.process)
    source = other.draft or other.newest
    assert source is not None
    taken = work.execute(f"select 1 from {other.table} where key = %s", [given.key]).fetchone()
    if taken is not None:
        facts, fields = {"process": given.key, "object": source.object}, {"key": "process_key_taken"}
        raise Refusal("process_key_taken", "invalid", facts=facts, fields=fields)
    found = Design(work, given.key, source.object)
    nodes = drawn(work, other.object, source)
    said: dict[str, Any] = {"object": source.object, "site": source.site, "nodes": nodes}
    label: Json = {key: text.strip() for key, text in given.label.model_dump().items()}
    found.keep_draft({**said, "label": label})
    found.note("process_copied", label, {"copy_of": [None, given.process]})
    return Done(show_design(work, found.object, found.key))


def drawn(work: "Work", object: ObjectType, process: Process) -> list[dict[str, Json]]:
    """A process's nodes as a designer would say them now: formulas by the names fields have today."""
    return [
        {**node.json(), "requires": [_called_now(work, object, each) for each in node.said]}
        for node in process.nodes
    ]


def _called_now(work: "Work", object: ObjectType, said: Mapping[str, Any]) -> dict[str, Json]:
    return {**said, "formula": spelled(work, object, said)} if said["type"] == "formula" else dict(said)


class NameProcess(Input):
    """A process by its key."""

    process: str


@action("discard_process_draft", "放弃流程草稿", "Discard process draft", permission=DESIGN)
def discard_process_draft(work: "Work", record: UUID | None, given: NameProcess) -> Done:
    """Throw the draft away; what is published stays."""
    found = Design(work, given.process)
    draft = found.need_draft()
    found.drop_draft()
    found.note("process_draft_discarded", draft.label.json(), {"revision": [found.revision, None]})
    return Done({"process": found.key})


@action("retire_process", "停用流程", "Retire process", permission=DESIGN)
def retire_process(work: "Work", record: UUID | None, given: NameProcess) -> Done:
    """Take no new records into a process; those on their way go on to their end."""
    found = Design(work, given.process)
    newest = found.newest
    if newest is None or newest.retired:
        raise Refusal("unknown_process", "missing", facts={"process": given.process[:80]})
    others = work.execute(
        f"select 1 from {found.table} where object = %s and key <> %s and version > {DRAFT} "
        "and retired_at is null limit 1",
        [found.object.name, found.key],
    ).fetchone()
    if others is None:
        facts = {"process": newest.label.json(), "label": found.object.label.json()}
        raise Refusal("last_process", "conflict", facts=facts)
    retire(work, found, newest)
    return Done(show_design(work, found.object, found.key))


def retire(work: "Work", found: Design, newest: Process) -> None:
    """The same without asking for another process."""
    query = f"update {found.table} set retired_at = %s where key = %s and version > {DRAFT}"
    work.execute(query, [work.now, found.key])
    in_force(work)
    found.note("process_retired", newest.label.json(), {"retired": [False, True]})


def _version(work: "Work", found: Design, version: int) -> Process:
    row = work.execute(
        f"select {COLUMNS} from {found.table} where key = %s and version = %s", [found.key, version]
    ).fetchone()
    assert row is not None
    return read_process(row)
