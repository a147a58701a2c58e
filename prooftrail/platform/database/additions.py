"""What a newer release adds to the tables of workspaces that are there already: found by comparing.

A model of what the release would make today stands beside each workspace for one transaction. What the
workspace lacks of it (tables, columns, checks, indexes, rights) is added. Nothing is dropped and nothing
changes its type; a release that needs that brings a script of its own.
"""

from collections.abc import Sequence
from typing import Any

from psycopg import errors, sql

from prooftrail.platform.database.cannot_start import CannotStart
from prooftrail.platform.database.install import INSTALL_LOCK, lay_out, layout_of, owner
from prooftrail.platform.database.place import Place
from prooftrail.platform.database.pool import Connection
from prooftrail.platform.schema import Shipped

TABLES = """
select c.oid::int, c.relname, not exists (
    select from pg_class r where r.relnamespace = %(real)s::regnamespace and r.relname = c.relname)
from pg_class c where c.relnamespace = %(model)s::regnamespace and c.relkind in ('r', 'p')
    and not c.relispartition order by c.oid
"""
SEQUENCES = """
select c.relname from pg_class c where c.relnamespace = %(model)s::regnamespace and c.relkind = 'S'
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i')
    and not exists (select from pg_class r where r.relnamespace = %(real)s::regnamespace
        and r.relname = c.relname)
"""
COLUMNS = """
select a.attname, format_type(a.atttypid, a.atttypmod)
    || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
    || case when a.attnotnull then ' not null' else '' end
from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attrelid = %(table)s and a.attnum > 0 and not a.attisdropped and not exists (
    select from pg_attribute b where b.attrelid = %(twin)s::regclass and b.attname = a.attname
        and not b.attisdropped)
order by a.attnum
"""
CHECKS = """
select c.conname, pg_get_constraintdef(c.oid), o.oid is not null
from pg_constraint c left join pg_constraint o on o.conrelid = %(twin)s::regclass and o.conname = c.conname
where c.conrelid = %(table)s and c.contype = 'c'
    and pg_get_constraintdef(o.oid) is distinct from pg_get_constraintdef(c.oid)
"""
KEYS = """
select c.conname, pg_get_constraintdef(c.oid) from pg_constraint c
where c.conrelid = %(table)s and c.contype in ('p', 'u')
"""
INDEXES = """
select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid
where i.indrelid = %(table)s and not exists (
    select from pg_class r where r.relnamespace = %(real)s::regnamespace and r.relname = c.relname)
"""
RIGHTS = """
select privilege_type, null::name from pg_class c, aclexplode(c.relacl) x
where c.oid = %(table)s and x.grantee = %(role)s::regrole
union all
select privilege_type, a.attname from pg_attribute a, aclexplode(a.attacl) x
where a.attrelid = %(table)s and x.grantee = %(role)s::regrole
"""


def bring_up(dsn: str, shipped: Sequence[type[Shipped]]) -> dict[str, list[str]]:
    """Add what this release's workspaces have and older ones lack; what was added, by workspace.

    Raises `CannotStart` where the rows of a workspace do not allow it; nothing of it is changed then.
    """
    found: dict[str, list[str]] = {}
    with owner(dsn) as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [INSTALL_LOCK])
        rows = connection.execute("select name, schema, role, layout from workspace order by name").fetchall()
    for name, schema, role, known in rows:
        place = Place(name, schema, role)
        with owner(dsn) as connection:
            connection.execute("select pg_advisory_xact_lock(%s)", [INSTALL_LOCK])
            connection.execute("set local transaction_timeout = 0")
            added = _bring_up(connection, place, shipped, known)
        if added:
            found[name] = added
    return found


def _bring_up(
    connection: Connection, place: Place, shipped: Sequence[type[Shipped]], known: str | None
) -> list[str]:
    model = Place(place.name, f"{place.schema}_model", place.role)
    digest = layout_of(connection, place, shipped)
    if digest == known:
        return []
    for statement in lay_out(model, shipped):
        connection.execute(statement.as_string(connection).encode())
    try:
        added = _Comparison(connection, model, place).add()
    except errors.IntegrityError as error:
        raise CannotStart(
            f"The workspace {place.name} holds rows that this release does not allow: {error}",
            "Start the release that was here before, mend them, and start this one again.",
        ) from error
    connection.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(model.schema)))
    connection.execute("update workspace set layout = %s where name = %s", [digest, place.name])
    return added


class _Comparison:
    """A workspace beside its model; `added` names what it lacked."""

    def __init__(self, connection: Connection, model: Place, place: Place) -> None:
        self._connection, self._model, self._place = connection, model.schema, place
        self._added: list[str] = []

    def add(self) -> list[str]:
        """Add everything; sequences first, because defaults draw from them."""
        for (name,) in self._asked(SEQUENCES):
            self._do(f"sequence {name}", f"create sequence {self._model}.{self._named(name)}")
            self._do("", f"grant usage, select on {self._model}.{self._named(name)} to {self._place.role}")
        for table, bare, missing in self._asked(TABLES):
            here, name = f"{self._model}.{self._named(bare)}", self._named(bare)
            if missing:
                twin = f"{self._place.schema}.{name}"
                self._whole(table, bare, here, twin)
            else:
                self._existing(table, bare, here, f"{self._place.schema}.{name}")
        return self._added

    def _whole(self, table: int, bare: str, here: str, twin: str) -> None:
        """A new table. Its indexes keep their names, by which a violation is led back to its field."""
        shape = f"create table {twin} (like {here} including all excluding indexes)"
        self._connection.execute(shape.encode())
        self._added.append(f"table {bare}")
        for key, what in self._asked(KEYS, table=table):
            self._do("", f"alter table {here} add constraint {self._named(key)} {what}")
        for (what,) in self._asked(INDEXES, table=table):
            self._do("", what)
        self._rights(table, here, None)

    def _existing(self, table: int, bare: str, here: str, twin: str) -> None:
        for column, what in self._asked(COLUMNS, table=table, twin=twin):
            self._do(f"column {bare}.{column}", f"alter table {here} add {self._named(column)} {what}")
            self._rights(table, here, column)
        for check, what, replaced in self._asked(CHECKS, table=table, twin=twin):
            if replaced:
                self._do("", f"alter table {here} drop constraint {self._named(check)}")
            self._do(f"check {check}", f"alter table {here} add constraint {self._named(check)} {what}")
        for (what,) in self._asked(INDEXES, table=table):
            self._do(f"index of {bare}", what)

    def _rights(self, table: int, here: str, of: str | None) -> None:
        """The rights of a new table, or of one new column where rights go by column."""
        for right, column in self._asked(RIGHTS, table=table):
            if of is None or of == column:
                what = f"{right} ({self._named(column)})" if column else right
                self._do("", f"grant {what} on {here} to {self._place.role}")

    def _do(self, what: str, statement: str) -> None:
        """Run a statement about the model on the workspace instead."""
        moved = statement.replace(f"{self._model}.", f"{self._place.schema}.")
        self._connection.execute(moved.encode())
        self._added += [what] if what else []

    def _asked(self, query: str, **more: Any) -> list[tuple[Any, ...]]:
        names = {"model": self._model, "real": self._place.schema, "role": self._place.role}
        return self._connection.execute(query, {**names, **more}).fetchall()

    def _named(self, name: str) -> str:
        return sql.Identifier(name).as_string(self._connection)
