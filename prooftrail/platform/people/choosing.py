"""Whom something goes to, said as a list of ways to find people: owner, role, head, field and so on.

Used wherever somebody is told, asked or given work. People are found as the system finds them, as of the
company's date; who is not here any more is left out, nobody comes twice, and the order said is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.people.choosing_checks import WhoFault, check_who
from prooftrail.platform.people.organisation import head_of, holders, who_is_here
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

__all__ = ["Choosing", "WhoFault", "check_who", "choose"]
Said = Mapping[str, Any]
Trees = Mapping[str, Mapping[str, Any]]
"""Formulas as they were understood when they were published, `{text: {"tree", …}}`."""


def choose(
    work: "Work", who: Sequence[Said], *, object: str | None, record: UUID | None,
    starter: UUID | None = None, trees: Trees | None = None,
) -> list[UUID]:  # fmt: skip
    """The people a list means for one record, in its order; empty where it means nobody who is here."""
    return Choosing(work, object=object, record=record, starter=starter, trees=trees).people(who)


class Choosing:
    """Finds people for one record; what was looked up once is kept, so several lists cost little more."""

    def __init__(
        self, work: "Work", *, object: str | None, record: UUID | None, starter: UUID | None = None,
        trees: Trees | None = None,
    ) -> None:  # fmt: skip
        self._work, self._record, self._starter = work, record, starter
        self._object: ObjectType | None = work.schema.objects.get(object) if object else None
        self._trees: Trees = trees or {}
        self._row: dict[str, Any] | None = None
        self._found: dict[tuple[Any, ...], list[UUID]] = {}

    def people(self, who: Sequence[Said]) -> list[UUID]:
        """The union of every way said, active people only."""
        found = [person for each in who for person in self._way(each)]
        return who_is_here(self._work, list(dict.fromkeys(found)))

    def holds(self, text: str) -> bool:
        """Whether a yes-or-no formula holds for the record; a blank does not."""
        from prooftrail.platform.processes.formulas import read_formula, values

        if self._object is None or not self.row:
            return False
        said = dict(self._trees.get(text) or read_formula(self._work, self._object, text))
        return values(self._work, self._object, [(self.row, [{**said, "key": "when"}])])[0]["when"] is True

    @property
    def row(self) -> Mapping[str, Any]:
        """The record's columns, of one in the trash too; empty where there is none."""
        if self._row is None:
            self._row = self._load(self._object, self._record) or {}
        return self._row

    @property
    def owner(self) -> UUID | None:
        """Whose record it is: of one without an owner, whoever made it; a person is his own."""
        if self._object is not None and self._object.name == "person" and self.row:
            return self._record
        return self.row.get("owner") or self.row.get("created_by")

    def _way(self, said: Said) -> list[UUID]:
        match said["by"]:
            case "owner":
                return _some(self.owner)
            case "starter":
                return _some(self._starter)
            case "person":
                return [UUID(str(said["person"]))]
            case "role":
                return self._role(said["role"], said.get("within") or "team")
            case "head":
                return self._head(int(said.get("n") or 1), said.get("of") or "owner")
            case "field":
                return self._field(said["field"])
            case "formula":
                chosen = said.get("then") if self.holds(said["when"]) else said.get("else")
                return [person for each in chosen or () for person in self._way(each)]
        return []

    def _role(self, role: str, within: str) -> list[UUID]:
        key = ("role", role, within)
        if key not in self._found:
            self._found[key] = holders(self._work, role, within, self.owner or self._starter)
        return self._found[key]

    def _head(self, n: int, of: str) -> list[UUID]:
        start = self._starter if of == "starter" else self.owner or self._starter
        key = ("head", n, start)
        if key not in self._found:
            self._found[key] = [] if start is None else _some(head_of(self._work, start, n))
        return self._found[key]

    def _field(self, path: str) -> list[UUID]:
        name, _, far = path.partition(".")
        object = self._object
        link = None if object is None else object.fields.get(name)
        value = None if link is None else self.row.get(link.column)
        if link is None or not far or value is None:
            return _some(value)
        other = self._work.schema.objects.get(str(link.options.get("object")))
        beyond = None if other is None else other.fields.get(far)
        row = self._load(other, value)
        return [] if beyond is None or not row else _some(row[beyond.column])

    def _load(self, object: ObjectType | None, record: UUID | None) -> dict[str, Any] | None:
        if object is None or record is None:
            return None
        query = f"select * from {self._work.place.schema}.{object.table.name} where id = %s"
        return self._work.connection.cursor(row_factory=dict_row).execute(query, [record]).fetchone()


def _some(value: Any) -> list[UUID]:
    if value is None:
        return []
    return [value] if isinstance(value, UUID) else list(value) if isinstance(value, Iterable) else []
