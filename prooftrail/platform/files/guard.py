"""A handle belongs to one record field: only its uploader may put it there, and only once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.records.change import Pending, Written
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Taken = tuple[str, UUID, str]


class FileGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Refuse handles that are missing, somebody else's, or another field's; one query for all."""
        asked = [(each, name, handle) for each in pending for name, handle in _handles(each)]
        if not asked:
            return
        query = (
            f"select id, object, record, field, uploaded_by, mime from {work.place.schema}._file "
            "where id = any(%s) for update"
        )
        rows = {
            row[0]: row[1:] for row in work.execute(query, [[handle for _, _, handle in asked]]).fetchall()
        }
        claimed: dict[UUID, Taken] = {}
        for each, name, handle in asked:
            place = (each.object.id, each.id, each.object.fields[name].id)
            object, record, field, uploaded_by, mime = rows.get(handle, (None,) * 5)
            mine = (
                record is None
                and (uploaded_by == work.actor.person or work.access.unbound)
                and handle in rows
            )
            if not (mine or (object, record, field) == place) or claimed.setdefault(handle, place) != place:
                facts = {"object": each.object.name, "file": str(handle)}
                each.refuse(
                    Refusal("invalid_fields", "invalid", facts=facts, fields={name: "file_not_yours"})
                )
            elif each.object.fields[name].type.pictures and not str(mime).startswith("image/"):
                facts = {"object": each.object.name, "mime": mime}
                each.refuse(Refusal("invalid_fields", "invalid", facts=facts, fields={name: "not_picture"}))

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


def _handles(each: Pending) -> list[tuple[str, UUID]]:
    return [
        (name, handle)
        for name, field in each.object.files
        if name in each.given
        for handle in each.after[field.column] or ()
    ]
