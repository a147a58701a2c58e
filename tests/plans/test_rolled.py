"""Roll-ups over twenty thousand rows: filled, found by indexes, followed, small changes before large ones."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from benchmarks.ground import CALLERS, make
from benchmarks.orders import ORDER, SYSTEM, add_rollups, make_orders, waiting, wrong
from benchmarks.plans import look
from prooftrail.opening import Opened
from prooftrail.platform.database.install import drop_workspace, owner
from prooftrail.platform.derived.marks import mark
from prooftrail.platform.derived.sweep import LEAST, MOST, next_size, settle, sweep
from prooftrail.platform.people.accounts import create_key, token_hash
from prooftrail.platform.records import Change
from prooftrail.platform.schema.design.indexing import build_due
from prooftrail.platform.work import Caller

CUSTOMERS, ORDERS = 11_000, 9_000


@pytest.fixture(scope="module")
def shop(parts: Opened) -> Iterator[tuple[str, str, str]]:
    """The workspace, and the names of its roll-ups, which the worker has filled."""
    name = f"r{uuid4().hex[:8]}"
    make(parts, name, CUSTOMERS)
    make_orders(parts, name, ORDERS)
    total, open_ones = add_rollups(parts, name)
    place = parts.workspaces.directory.find(name)
    build_due(parts.dsn, parts.workspaces, place)
    with parts.workspaces.begin(name, SYSTEM) as work:
        assert work.schema.object("customer").fields[total].state == "building", "filled first"
    settle(parts.ground, place)
    build_due(parts.dsn, parts.workspaces, place)
    with owner(parts.dsn) as connection:
        connection.autocommit = True
        connection.execute(f"vacuum analyze {place.schema}.customer".encode())
    yield name, total, open_ones
    drop_workspace(parts.dsn, name)


def test_a_new_rollup_is_right_and_its_pages_are_found_by_indexes(
    parts: Opened, shop: tuple[str, str, str]
) -> None:
    name, total, open_ones = shop
    assert wrong(parts, name, total, open_ones) == 0
    shapes = ({"sort": f"-{total}"}, {"sort": f"-{open_ones}", "filter": [total, ">", "100000"]})
    for login in CALLERS.values():
        with parts.workspaces.begin(name, SYSTEM) as work:
            key = create_key(work, login, None, "tests").text
        with parts.workspaces.begin(name, Caller(token=token_hash(key))) as work:
            assert [each for each in (look(work, login, shape) for shape in shapes) if not each.ok] == []


def test_a_small_change_goes_before_a_large_backlog(parts: Opened, shop: tuple[str, str, str]) -> None:
    name, total, open_ones = shop
    place = parts.workspaces.directory.find(name)
    with parts.workspaces.begin(name, SYSTEM) as work:
        customers = work.schema.object("customer")
        query = f"select id from {place.schema}.customer order by id limit 2001"
        ids: list[UUID] = [row[0] for row in work.execute(query).fetchall()]
        mark(work, [(customers.id, id, None) for id in ids[1:]])
        said = {"name": "SO-X", "x_customer": str(ids[0]), "x_amount": "0.25"}
        column, before = (
            customers.fields[total].column,
            f"select {{}} from {place.schema}.customer where id = %s",
        )
        old = work.execute(before.format(column), [ids[0]]).fetchone()
        work.records.apply([Change("create", ORDER, None, said)])
    ticks = iter(range(200))
    assert sweep(parts.ground, place, clock=lambda: next(ticks) / 4) is True
    with parts.workspaces.begin(name, SYSTEM) as work:
        new = work.execute(before.format(column), [ids[0]]).fetchone()
    assert old is not None and new is not None and float(new[0]) == float(old[0]) + 0.25
    assert waiting(parts, name)
    settle(parts.ground, place)
    assert not waiting(parts, name) and wrong(parts, name, total, open_ones) == 0


def test_a_chunk_grows_and_shrinks_to_its_time() -> None:
    assert next_size(200, 0.05) == 400
    assert next_size(200, 0.5) == 100
    assert next_size(200, 60) == 50
    assert next_size(LEAST, 60) == LEAST and next_size(MOST, 0.01) == MOST
