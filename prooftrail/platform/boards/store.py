"""Boards as stored: what is in force, a draft beside it, every version, and who meets them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from prooftrail.platform.boards.shapes import Board
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

COLUMNS = (
    "b.key, b.owner, b.shared, b.version, b.definition, b.draft, b.revision, b.position, b.retired_at, "
    "b.changed_at"
)


@dataclass(slots=True)
class Kept:
    """One board. `version` 0 was never published; `revision` counts drafts, 0 where there is none."""

    key: str
    owner: UUID | None
    shared: list[dict[str, Any]] = field(default_factory=list)
    version: int = 0
    definition: dict[str, Any] | None = None
    draft: dict[str, Any] | None = None
    revision: int = 0
    position: int = 0
    retired_at: datetime | None = None
    changed_at: datetime | None = None

    @property
    def in_force(self) -> bool:
        """Whether anybody but who designs it meets it."""
        return self.definition is not None and self.retired_at is None

    @property
    def label(self) -> dict[str, Any]:
        """What it is called now, by its draft where it was never published."""
        said = self.definition or self.draft
        return dict(said["label"]) if said else {}

    def board(self) -> Board:
        """What is in force."""
        return Board.model_validate(self.definition)


_MET = """
with recursive above(id) as (
    select %(department)s::uuid
    union select u.parent from {schema}._under u join above a on u.department = a.id
        where u.since <= %(day)s and (u.until is null or u.until > %(day)s)
)
select {columns} from {schema}._board b
where {where} and (b.owner = %(me)s or (b.definition is not null and b.retired_at is null and exists (
    select 1 from jsonb_array_elements(b.shared) s
    where s ->> 'to' = 'everybody' or s ->> 'role' = any(%(roles)s)
        or (s ->> 'department')::uuid in (select id from above) or (s ->> 'person')::uuid = %(me)s
)) or %(all)s)
order by b.position, b.key
"""


def met(work: "Work", key: str | None = None) -> list[Kept]:
    """The boards the caller meets: his own, and those shared with him; who designs meets all."""
    where = "true" if key is None else "b.key = %(key)s"
    values = {
        "department": work.actor.department, "day": work.today, "me": work.actor.person, "key": key,
        "roles": list(work.actor.roles), "all": work.access.may("schema:design"),
    }  # fmt: skip
    statement = _MET.format(schema=work.place.schema, columns=COLUMNS, where=where)
    return work.connection.cursor(row_factory=class_row(Kept)).execute(statement, values).fetchall()


def find(work: "Work", key: str) -> Kept:
    """A board in force that the caller meets. Refuses others as if there were none."""
    found = met(work, key)
    if not found or not found[0].in_force:
        raise missing(key)
    return found[0]


def any_board(work: "Work", key: str) -> Kept | None:
    """The board whoever owns it, held until the transaction ends."""
    query = f"select {COLUMNS} from {work.place.schema}._board b where b.key = %s for update"
    return work.connection.cursor(row_factory=class_row(Kept)).execute(query, [key]).fetchone()


def all_boards(work: "Work") -> list[Kept]:
    """Every board there is."""
    query = f"select {COLUMNS} from {work.place.schema}._board b order by b.position, b.key"
    return work.connection.cursor(row_factory=class_row(Kept)).execute(query).fetchall()


def count(work: "Work", owner: UUID | None = None) -> int:
    """How many boards there are, or how many somebody owns."""
    where, values = ("owner = %s and retired_at is null", [owner]) if owner else ("true", [])
    row = work.execute(f"select count(*) from {work.place.schema}._board where {where}", values).fetchone()
    return int(row[0]) if row else 0


def keep(work: "Work", board: Kept) -> None:
    """Store a board as it is now."""
    work.execute(
        f"insert into {work.place.schema}._board "
        "(key, owner, shared, version, definition, draft, revision, position, retired_at, changed_at, by) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict (key) do update set "
        "shared = excluded.shared, version = excluded.version, definition = excluded.definition, "
        "draft = excluded.draft, revision = excluded.revision, position = excluded.position, "
        "retired_at = excluded.retired_at, changed_at = excluded.changed_at, by = excluded.by",
        [board.key, board.owner, Jsonb(board.shared), board.version, _json(board.definition),
         _json(board.draft), board.revision, board.position, board.retired_at, work.now,
         work.actor.person],
    )  # fmt: skip


def keep_version(work: "Work", board: Kept) -> None:
    """What is in force becomes one of its versions."""
    work.execute(
        f"insert into {work.place.schema}._board_version (key, version, definition, at, by) "
        "values (%s, %s, %s, %s, %s)",
        [board.key, board.version, _json(board.definition), work.now, work.actor.person],
    )


def version_of(work: "Work", key: str, version: int) -> dict[str, Any] | None:
    """The definition one version had."""
    query = f"select definition from {work.place.schema}._board_version where key = %s and version = %s"
    row = work.execute(query, [key, version]).fetchone()
    return None if row is None else row[0]


def drop(work: "Work", key: str) -> None:
    """Take a board away with its versions."""
    work.execute(f"delete from {work.place.schema}._board_version where key = %s", [key])
    work.execute(f"delete from {work.place.schema}._board where key = %s", [key])


def missing(key: str) -> Refusal:
    """There is none, or it is not for the caller."""
    return Refusal("board_missing", "missing", facts={"key": key[:80]})


def _json(said: dict[str, Any] | None) -> Jsonb | None:
    return None if said is None else Jsonb(said)
