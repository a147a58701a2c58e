"""One export: a finished result that waits in the database, and is given out piece by piece.

The result is held past its transaction, so that a slow reader holds no lock and no snapshot. It is
counted and recorded before the first byte.
"""

import csv
import io
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.rows import TupleRow

from prooftrail.platform.database.pool import Connection
from prooftrail.platform.events.log import Entry
from prooftrail.platform.exports.cells import Cells
from prooftrail.platform.records import Query
from prooftrail.platform.records.reading import listing
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.platform.work import Caller, Work, Workspaces

if TYPE_CHECKING:
    from prooftrail.platform.fields import Field
    from prooftrail.platform.schema import ObjectType

EXPORTED = "records.exported"
PIECE = 500
"""Records given out at once."""

LONGEST = "120s"
"""How long making the result may take."""


class Export:
    """A running export. `count` records, of which `piece` gives the next few as CSV."""

    def __init__(self, workspaces: Workspaces, connection: Connection) -> None:
        self._workspaces, self._connection = workspaces, connection
        self.count = 0
        self.label = ""
        self._fields: list[Field] = []
        self._cells: Cells | None = None
        self._rows: psycopg.ServerCursor[TupleRow] | None = None

    def open(self, workspace: str, caller: Caller, object: str, query: Query) -> None:
        """Make the result, count it, record it. Refuses who may not, and more than a setting allows."""
        place = self._workspaces.directory.find(workspace)
        with self._connection.transaction():
            work = self._workspaces.open_on(self._connection, place, caller)
            kind = work.schema.object(object)
            most = _allowed(work, kind)
            found = listing(work, kind, query, most + 1)
            self.label, self._fields = kind.label.said(work.locale), found.fields
            self._cells = Cells(work.locale, work.zone, work.currency)
            work.execute(f"set local statement_timeout = '{LONGEST}'")
            self._rows = psycopg.ServerCursor(self._connection, "export", withhold=True, scrollable=True)
            self._rows.execute(found.text, found.bound)
        self.count = self._count()
        if self.count > most:
            raise Refusal("export_too_large", "invalid", facts={"most": most})
        with self._workspaces.begin(workspace, caller) as second:
            _record(second, kind, query, self.count)

    def head(self) -> bytes:
        """What a file begins with: the mark of UTF-8, by which a spreadsheet knows it, and the labels."""
        assert self._cells is not None
        return _csv([self._cells.header(self._fields)], start="\ufeff")

    def piece(self) -> bytes:
        """The next records; nothing at the end."""
        assert self._cells is not None and self._rows is not None
        with self._connection.transaction():
            rows = self._rows.fetchmany(PIECE)
        records = (json.loads(row[0], parse_float=str) for row in rows)
        return _csv([self._cells.row(self._fields, record) for record in records])

    def close(self) -> None:
        """Let the result go and give the connection back."""
        try:
            if self._rows is not None:
                with self._connection.transaction():
                    self._rows.close()
        except psycopg.Error:
            self._connection.close()
        finally:
            self._workspaces.pool.putconn(self._connection)

    def _count(self) -> int:
        with self._connection.transaction():
            count = self._connection.execute("move forward all in export").rowcount
            self._connection.execute("move absolute 0 in export")
        return count


def start(workspaces: Workspaces, workspace: str, caller: Caller, object: str, query: Query) -> Export:
    """An export that is ready to be given out; the caller closes it."""
    export = Export(workspaces, workspaces.pool.getconn())
    try:
        export.open(workspace, caller, object, query)
    except BaseException:
        export.close()
        raise
    return export


def _allowed(work: Work, kind: "ObjectType") -> int:
    """How many records the caller may take out. Refuses who may take none."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    work.need("records:export")
    if not work.access.grant(kind.name).export:
        raise Refusal("may_not_export", "forbidden", facts={"object": kind.name})
    return int(work.settings.value("export.most_rows"))


def _record(work: Work, kind: "ObjectType", query: Query, count: int) -> None:
    because: dict[str, Json] = {"format": "csv", "count": count}
    asked: Mapping[str, Any] = {
        "filter": query.filter, "sort": query.sort, "search": query.search, "fields": query.fields,
    }  # fmt: skip
    because |= {name: json.loads(json.dumps(said, default=str)) for name, said in asked.items() if said}
    work.events.write([
        Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person, EXPORTED,
              work.actor.on_behalf, kind.id, because=because)
    ])  # fmt: skip


def _csv(rows: list[list[str]], start: str = "") -> bytes:
    made = io.StringIO(newline="")
    made.write(start)
    csv.writer(made).writerows(rows)
    return made.getvalue().encode()
