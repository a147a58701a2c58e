"""A workspace of an older release gets what this one adds, and becomes what a new one would be."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from prooftrail.platform.database.additions import bring_up
from prooftrail.platform.database.cannot_start import CannotStart
from prooftrail.platform.database.install import create_workspace, drop_workspace, install_shared, owner
from prooftrail.platform.database.place import Place
from prooftrail.platform.database.tests.conftest import Server
from prooftrail.platform.people.model import Department, Person

SHIPPED = (Department, Person)
SHAPE = """
select 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text,
    array(select privilege_type from aclexplode(a.attacl) order by 1)::text
from pg_class c join pg_attribute a on a.attrelid = c.oid
where c.relnamespace = %(s)s::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
    and not a.attisdropped
union all select 'rights', c.relname, array(select privilege_type from aclexplode(c.relacl) x
    where x.grantee = %(r)s::regrole order by 1)::text, null, null, null
from pg_class c where c.relnamespace = %(s)s::regnamespace and c.relkind in ('r', 'p')
union all select 'index', i.tablename, i.indexname, replace(i.indexdef, %(s)s::text, ''), null, null
from pg_indexes i where i.schemaname = %(s)s::text
union all select 'check', r.relname, c.conname, pg_get_constraintdef(c.oid), null, null
from pg_constraint c join pg_class r on r.oid = c.conrelid
where r.relnamespace = %(s)s::regnamespace and c.contype = 'c'
"""
OLDER = (
    "drop table {s}._form", "drop table {s}.department", "alter table {s}.person drop column joined_on",
    "alter table {s}._meta drop column layout", "alter table {s}._event drop column commitment",
    "alter table {s}._field drop constraint _field_state_check",
    "alter table {s}._field add constraint _field_state_check check (state in ('building', 'live'))",
    "alter table {s}._import drop column heartbeat_at",
)  # fmt: skip
"""What an older release did not have yet."""


@pytest.fixture
def place(server: Server) -> Iterator[Place]:
    install_shared(server.dsn)
    name = f"w{uuid4().hex[:8]}"
    yield create_workspace(server.dsn, name, SHIPPED, zone="Asia/Shanghai", currency="CNY")
    drop_workspace(server.dsn, name)


def shape(dsn: str, place: Place) -> set[tuple[str, ...]]:
    with owner(dsn) as connection:
        return set(connection.execute(SHAPE, {"s": place.schema, "r": place.role}).fetchall())


def grow_older(dsn: str, place: Place, *changes: str) -> None:
    with owner(dsn) as connection:
        for change in changes:
            connection.execute(change.format(s=place.schema).encode())
        connection.execute("update workspace set layout = null where name = %s", [place.name])


def test_it_becomes_what_a_new_one_is(server: Server, place: Place) -> None:
    new = shape(server.dsn, place)
    grow_older(server.dsn, place, *OLDER)
    assert shape(server.dsn, place) != new
    added = bring_up(server.dsn, SHIPPED)[place.name]
    assert {"table _form", "column person.joined_on", "check _field_state_check"} <= set(added)
    assert shape(server.dsn, place) == new
    assert bring_up(server.dsn, SHIPPED) == {}


def test_what_is_new_already_is_left_alone(server: Server, place: Place) -> None:
    assert bring_up(server.dsn, SHIPPED) == {}
    grow_older(server.dsn, place)
    assert bring_up(server.dsn, SHIPPED) == {}


def test_rows_that_are_not_allowed_stop_it_and_nothing_is_changed(server: Server, place: Place) -> None:
    change = "alter table {s}._meta drop constraint _meta_only_row_check"
    row = "insert into {s}._meta (only_row) values (false)"
    grow_older(server.dsn, place, change, row, "drop table {s}._form")
    before = shape(server.dsn, place)
    with pytest.raises(CannotStart, match=place.name):
        bring_up(server.dsn, SHIPPED)
    assert shape(server.dsn, place) == before


def test_the_models_leave_nothing_behind(server: Server, place: Place) -> None:
    grow_older(server.dsn, place, *OLDER)
    bring_up(server.dsn, SHIPPED)
    with psycopg.connect(server.dsn) as connection:
        query = "select count(*) from pg_namespace where nspname like '%%\\_model'"
        assert connection.execute(query).fetchone() == (0,)
