"""A handle belongs to one record field: only its uploader may put it there, and only once.

A field for pictures takes pictures, and one for photos from the camera takes nothing else anew.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.records.change import Pending, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Taken = tuple[str, UUID, str]
File = tuple[str | None, UUID | None, str | None, UUID | None, str | None, str | None, str | None]
"""Object, record and field a handle belongs to, its uploader, kind, source and name; blank where unknown."""
UNKNOWN: File = (None,) * 7


class FileGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Refuse handles that are missing, somebody else's, or another field's; one query for all."""
        asked = [(each, name, handle) for each in pending for name, handle in _handles(each)]
        if not asked:
            return
        query = (
            "select id, object, record, field, uploaded_by, mime, source, name "
            f"from {work.place.schema}._file where id = any(%s) for update"
        )
        rows: dict[UUID, File] = {
            row[0]: row[1:] for row in work.execute(query, [[handle for _, _, handle in asked]]).fetchall()
        }
        claimed: dict[UUID, Taken] = {}
        for each, name, handle in asked:
            place = (each.object.id, each.id, each.object.fields[name].id)
            file = rows.get(handle, UNKNOWN)
            mine = (
                file[1] is None and (file[3] == work.actor.person or work.access.unbound) and handle in rows
            )
            if not (mine or file[:3] == place) or claimed.setdefault(handle, place) != place:
                facts = {"object": each.object.name, "file": str(handle)}
                each.refuse(
                    Refusal("invalid_fields", "invalid", facts=facts, fields={name: "file_not_yours"})
                )
            elif (refusal := _unfit(each, name, file)) is not None:
                each.refuse(refusal)

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Hand the handles over to their field."""
        gone = [each.id for each in written if each.op == "remove"]
        if gone:
            work.execute(
                f"update {work.place.schema}._file set object = null, record = null, field = null "
                "where record = any(%s)",
                [gone],
            )
        for each in written:
            for _name, field in each.object.files if each.op != "remove" else ():
                if field.id in each.changes and each.after[field.column]:
                    work.execute(
                        f"update {work.place.schema}._file set object = %s, record = %s, field = %s "
                        "where id = any(%s) and record is null",
                        [each.object.id, each.id, field.id, each.after[field.column]],
                    )


def _unfit(each: Pending, name: str, file: File) -> Refusal | None:
    """Why a field cannot take a file its writer may hand in; what it holds already stays."""
    field, (_object, record, _field, _by, mime, source, filename) = each.object.fields[name], file
    facts: dict[str, Json] = {"object": each.object.name, "mime": mime}
    if field.type.pictures and not str(mime).startswith("image/"):
        return Refusal("invalid_fields", "invalid", facts=facts, fields={name: "not_picture"})
    if field.options.get("camera_only") and record is None and source != "camera":
        facts |= {"field": name, "label": field.label.json(), "file": filename, "source": source}
        return Refusal("not_from_camera", "invalid", facts=facts, fields={name: "photo_not_taken"})
    return None


def _handles(each: Pending) -> list[tuple[str, UUID]]:
    return [
        (name, handle)
        for name, field in each.object.files
        if name in each.given
        for handle in each.after[field.column] or ()
    ]
