"""Kinds of evidence: what gates can ask for, added and named by designers."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb
from pydantic import StrictBool

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.fields import FieldFault
from prooftrail.platform.fields.options import read_label
from prooftrail.platform.processes.checking import evidence_kinds
from prooftrail.platform.processes.shapes import Key, Wording
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.actions import DESIGN
from prooftrail.platform.schema.design.deeds import Deed
from prooftrail.platform.schema.design.history import note
from prooftrail.platform.schema.design.undoing import inverse
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CHOICES, KIND = "schema.choices", "evidence.kind"
MOST = 100


class SaveEvidenceKind(Input):
    """A kind by its key, new or there already. `camera_only`: files from a gallery do not count as it."""

    key: Key
    label: Wording
    camera_only: StrictBool = False


@action("save_evidence_kind", "保存证据种类", "Save evidence kind", permission=DESIGN)
def save_evidence_kind(work: "Work", record: UUID | None, given: SaveEvidenceKind) -> Done:
    """Add a kind of evidence, or name it anew; what was handed in stays as it was judged."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    try:
        label = read_label(given.label.model_dump())
    except FieldFault as fault:
        fields = {"label": fault.code}
        raise Refusal(
            "invalid_fields", "invalid", facts={"object": "input", **fault.facts}, fields=fields
        ) from None
    kinds = evidence_kinds(work)
    if given.key not in kinds and len(kinds) >= MOST:
        raise Refusal("too_many_kinds", "conflict", facts={"most": MOST})
    said: dict[str, Any] = {"key": given.key, "label": label}
    if given.camera_only:
        said["camera_only"] = True
    _keep(work, given.key, said)
    return Done({"kinds": [dict(each) for each in ({**kinds, given.key: said}).values()]})


def _keep(work: "Work", key: str, said: dict[str, Any] | None) -> None:
    """Store a kind in its place, or take it away; everybody's next call meets it."""
    kinds = evidence_kinds(work)
    before = dict(kinds[key]) if key in kinds else None
    listed = [said if each == key else dict(kinds[each]) for each in kinds]
    kept = [each for each in (*listed, *(() if key in kinds else (said,))) if each is not None]
    value = {**work.settings.value(CHOICES), KIND: kept}
    work.execute(
        f"insert into {work.place.schema}._setting (key, value, since, by) values (%s, %s, %s, %s) "
        "on conflict (key, scope, scope_id, since) do update set value = excluded.value, by = excluded.by",
        [CHOICES, Jsonb(value), work.now, work.actor.person],
    )
    work.execute(f"update {work.place.schema}._meta set schema_version = schema_version + 1")
    changes: dict[str, Json] = {"kind": [before, said]}
    note(work, "evidence_kind_saved", work.schema.object("evidence"), changes=changes, kind=key)


@inverse("evidence_kind_saved")
def _put_back(work: "Work", deed: Deed) -> None:
    """What the kind was before; a new one goes, unless evidence or a process names it."""
    key, (before, after) = deed.because["kind"], deed.changes["kind"]
    now = evidence_kinds(work).get(key)
    if now is None or dict(now) != after:
        raise Refusal("deed_overtaken", "conflict", facts={**deed.named, "what": list[Json](["kind"])})
    if before is None and _in_use(work, key):
        raise Refusal("kind_in_use", "conflict", facts={"label": now["label"]})
    _keep(work, key, before)


def _in_use(work: "Work", key: str) -> bool:
    schema = work.place.schema
    row = work.execute(
        f"select exists (select from {schema}.evidence where kind = %(key)s) or exists (select "
        f"from {schema}._process, jsonb_path_query(nodes, '$.nodes[*].requires[*].kind') k "
        "where k = to_jsonb(%(key)s::text))",
        {"key": key},
    ).fetchone()
    return bool(row and row[0])
