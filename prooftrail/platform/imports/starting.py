"""Starting an import, and going on with one: apply, cancel, undo. What cannot work is refused at once."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.files.store import Files
from prooftrail.platform.imports.mapping import check_form, read_mapping, refused
from prooftrail.platform.imports.sources import Source, make_ready
from prooftrail.platform.imports.store import BUSY, Import, load, missing, runner, save
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def start(
    work: "Work",
    files: Files,
    source: Source | bytes,
    name: str,
    object: str,
    mapping: Any,
    *,
    dry_run: bool,
) -> UUID:
    """Keep the file and what is to be done with it. Whoever calls has it run.

    A large file is best made ready before the transaction begins.
    """
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    work.need("records:import")
    said = check_form(mapping)
    if said.get("history"):
        work.need("records:migrate")
    kind = importable(work, object, said)
    source = make_ready(source, said) if isinstance(source, bytes) else source
    shape = source.shape
    read_mapping(work, kind, said, shape.header, {})
    stored, id = files.take(work, source.content, name), uuid7()
    schema = work.place.schema
    work.execute(
        f"update {schema}._file set object = '_import', record = %s, field = 'file' where id = %s",
        [id, stored.id],
    )
    settings = {
        "mapping": said, "encoding": shape.encoding, "delimiter": shape.delimiter,
        "header": list(shape.header), "sha256": stored.sha256, "top": shape.top, "sheet": source.sheet,
    }  # fmt: skip
    runs = runner(work)
    work.execute(
        f"insert into {schema}._import (id, object, state, file, name, settings, dry_run, history, person, "
        "runner, by_key, scopes, created_at, heartbeat_at) "
        "values (%s, %s, 'checking', %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [id, kind.name, stored.id, stored.name, Jsonb(settings), dry_run, bool(said.get("history")),
         work.actor.person, runs["runner"], runs["by_key"], runs["scopes"], work.now, work.real_now],
    )  # fmt: skip
    return id


def importable(work: "Work", object: str, said: dict[str, Any]) -> ObjectType:
    """The object rows become. Refuses one the caller may not see or make records of."""
    grant = work.access.grant(object)
    if object not in work.schema.objects or not (grant.create or grant.read != "none"):
        raise refused({"object": "unknown_object"})
    if said.get("on_match") != "update" and not grant.create:
        raise Refusal("may_not_create", "forbidden", facts={"object": object})
    return work.schema.object(object)


def seen(work: "Work", id: UUID) -> Import:
    """One's own import; who may migrate sees everybody's. Refuses all others as missing."""
    held = load(work, id)
    mine = held.person is not None and held.person == work.actor.person
    if not (work.access.unbound or mine or work.access.may("records:migrate")):
        raise missing()
    return held


def apply(work: "Work", id: UUID) -> Import:
    """Write what the check found good; an import that failed while writing goes on from where it was."""
    held = _changeable(work, id)
    broken_off = held.state == "failed" and held.plan is not None and held.undone is None
    if held.state != "checked" and not broken_off:
        raise _wrong_state(held)
    fresh = dict.fromkeys(held.counts, 0) if held.state == "checked" else {}
    save(work, id, state="applying", error=None, ended_at=None, **fresh, **runner(work))
    return held


def cancel(work: "Work", id: UUID) -> Import:
    """Stop at the end of the chunk that is being worked at. What was written can be undone."""
    held = _changeable(work, id)
    if held.state == "checked":
        save(work, id, state="failed", error=_cancelled(), ended_at=work.real_now)
    elif held.state in ("checking", "applying"):
        save(work, id, cancelled=True)
    else:
        raise _wrong_state(held)
    return held


def undo(work: "Work", id: UUID) -> Import:
    """Take everything back that nobody touched since."""
    held = _changeable(work, id)
    if held.state != "done" and not (held.state == "failed" and (held.resume_at or held.undone)):
        raise _wrong_state(held)
    if held.ended_at and held.ended_at < work.real_now - timedelta(
        days=work.settings.value("imports.keep_days")
    ):
        raise Refusal("import_too_old", "conflict", facts={"days": work.settings.value("imports.keep_days")})
    save(work, id, state="undoing", error=None, ended_at=None, **runner(work))
    return held


def _changeable(work: "Work", id: UUID) -> Import:
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    work.need("records:import")
    held = seen(work, id)
    if held.history:
        work.need("records:migrate")
    work.execute(f"select 1 from {work.place.schema}._import where id = %s for update", [id])
    return load(work, id)


def _wrong_state(held: Import) -> Refusal:
    state = "applying" if held.state in BUSY else held.state
    return Refusal("import_state", "conflict", facts={"state": state})


def _cancelled() -> dict[str, Any]:
    return {"code": "import_cancelled", "kind": "conflict", "facts": {}, "fields": {}}
