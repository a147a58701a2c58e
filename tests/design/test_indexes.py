"""Unique values and indexes: built beside the work, failed with the rows, repaired after a kill."""

import threading
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from prooftrail.opening import Opened
from prooftrail.platform.database.install import Place
from prooftrail.platform.schema.design import indexing
from tests.conftest import Api, Callers
from tests.design.conftest import define, fresh, until

Build = Callable[[], None]


@pytest.fixture
def owner(parts: Opened) -> Any:
    """A connection past every door, as the database's owner."""
    with psycopg.connect(parts.dsn, autocommit=True) as connection:
        yield connection


def state(api: Api, name: str, object: str = "customer") -> dict[str, Any]:
    return dict(api.get(f"objects/{object}/fields/{name}"))


def test_unique_holds_once_it_is_built(ops: Api, rep: Api, build: Build) -> None:
    made = define(ops, "customer", unique=True)
    name = made["name"]
    assert made["state"] == "building" and made["unique"]
    build()
    assert state(ops, name)["state"] == "live"
    held = ops.post("records/customer", {"name": "唯一一", name: "K-1"})
    refused = ops.post("records/customer", {"name": "唯一二", name: "K-1"}, 409)["error"]
    assert refused["code"] == "duplicate" and refused["facts"]["record"] == held["id"]
    blind = rep.post("records/customer", {"name": "唯一三", name: "K-1"}, 409)["error"]
    assert "record" not in blind["facts"]
    ops.delete(f"records/customer/{held['id']}")
    rep.post("records/customer", {"name": "唯一四", name: "K-1"})
    found = [each["action"] for each in ops.get("events", object="customer", limit=500)["items"]
             if (each["because"] or {}).get("field", {}).get("name") == name]  # fmt: skip
    assert found == ["schema.field_defined", "schema.field_built"]


def test_values_that_repeat_fail_it_and_are_listed(
    ops: Api, build: Build, caller: Callers, shop: str
) -> None:
    name = define(ops, "customer")["name"]
    ids = [ops.post("records/customer", {"name": f"重复{n}", name: "同"})["id"] for n in range(2)]
    ops.patch(f"objects/customer/fields/{name}", {"unique": True})
    build()
    shown = state(ops, name)
    assert shown["state"] == "failed"
    failure = shown["failure"]
    assert failure["code"] == "duplicates" and failure["values"] == 1
    assert failure["duplicates"] == [{"value": "同", "count": 2, "records": sorted(ids)}]
    assert "failure" not in state(caller("rep", shop), name)
    ops.post("records/customer", {"name": "重复三", name: "同"})
    build()
    assert state(ops, name)["state"] == "failed"
    for id in [row["id"] for row in ops.get("records/customer", filter=[name, "=", "同"])["items"]][1:]:
        ops.patch(f"records/customer/{id}", {name: None})
    ops.patch(f"objects/customer/fields/{name}", {"unique": True})
    build()
    assert state(ops, name)["state"] == "live" and "failure" not in state(ops, name)
    ops.post("records/customer", {"name": "重复四", name: "同"}, 409)
    assert not ops.patch(f"objects/customer/fields/{name}", {"unique": False})["unique"]
    ops.post("records/customer", {"name": "重复五", name: "同"})


def test_giving_unique_up_again_ends_the_failure(ops: Api, build: Build) -> None:
    name = define(ops, "customer")["name"]
    for n in range(2):
        ops.post("records/customer", {"name": f"放弃{n}", name: "同"})
    ops.patch(f"objects/customer/fields/{name}", {"unique": True, "options": {"indexed": True}})
    build()
    assert state(ops, name)["state"] == "failed"
    assert ops.patch(f"objects/customer/fields/{name}", {"unique": False})["state"] == "live"


def test_a_build_killed_in_the_middle_is_done_again(
    ops: Api, build: Build, owner: Any, place: Place, parts: Opened
) -> None:
    name = define(ops, "customer", "integer", options={"indexed": True})["name"]
    column = f"x_{state(ops, name)['id']}"
    index = f"i_customer_{column}_sort"
    # What a kill leaves behind: an index that is there and not valid.
    with pytest.raises(psycopg.errors.UniqueViolation):
        owner.execute(f"create unique index concurrently {index} on {place.schema}.customer ((1))")
    with parts.workspaces.begin(place.name, indexing.CALLER) as work:
        assert indexing.is_due(work)
    build()
    assert state(ops, name)["state"] == "live"
    with parts.workspaces.begin(place.name, indexing.CALLER) as work:
        assert not indexing.is_due(work)
        valid = work.execute(
            "select bool_and(indisvalid), count(*) from pg_index i join pg_class c on c.oid = i.indexrelid "
            "join pg_namespace n on n.oid = c.relnamespace where n.nspname = %s and c.relname like %s",
            [place.schema, f"i_customer_{column}%"],
        ).fetchone()
    assert valid == (True, 2)


def test_sorting_uses_the_index_it_asked_for(ops: Api, build: Build, place: Place, parts: Opened) -> None:
    name = define(ops, "customer", "date", options={"indexed": True})["name"]
    build()
    field = state(ops, name)
    assert field["options"] == {"indexed": True} and field["state"] == "live"
    assert ops.patch(f"objects/customer/fields/{name}", {"options": {"indexed": False}})["state"] == "live"
    with parts.workspaces.begin(place.name, indexing.CALLER) as work:
        left = work.execute(
            "select count(*) from pg_indexes where schemaname = %s and indexname like %s",
            [place.schema, f"%x_{field['id']}%"],
        ).fetchone()
    assert left == (0,)


def test_a_hidden_unique_field_stands_in_nobodys_way(ops: Api, build: Build) -> None:
    name = define(ops, "customer", unique=True)["name"]
    build()
    first = ops.post("records/customer", {"name": "让路一", name: "同"})
    ops.delete(f"records/customer/{first['id']}")
    second = ops.post("records/customer", {"name": "让路二", name: "同"})
    ops.delete(f"objects/customer/fields/{name}")
    ops.act("restore_record", {"object": "customer"}, first["id"])
    assert ops.post(f"objects/customer/fields/{name}/restore", {}, 200)["state"] == "building"
    build()
    shown = state(ops, name)
    assert shown["state"] == "failed"
    assert shown["failure"]["duplicates"][0]["records"] == sorted([first["id"], second["id"]])


def test_a_designer_does_not_wait_for_a_build(ops: Api, parts: Opened, place: Place, owner: Any) -> None:
    """Whoever builds lets go of the table; the next turn builds."""
    name = define(ops, "customer", "integer", options={"indexed": True})["name"]
    turn = threading.Thread(target=indexing.build_due, args=(parts.dsn, parts.workspaces, place), daemon=True)
    with psycopg.connect(parts.dsn) as holding:
        holding.execute(f"lock table {place.schema}.customer in row exclusive mode")
        turn.start()
        waiting = (
            "select count(*) from pg_stat_activity where application_name like 'prooftrail indexes%' "
            "and wait_event_type = 'Lock'"
        )
        until(lambda: owner.execute(waiting).fetchone()[0])
        holding.rollback()
        define(ops, "customer", name=fresh())
    turn.join(30)
    assert not turn.is_alive()
    indexing.build_due(parts.dsn, parts.workspaces, place)
    assert state(ops, name)["state"] == "live"


def test_too_many_indexes_are_refused(ops: Api, shop: str, inside: Any) -> None:
    object = fresh("narrow")
    ops.post("objects", {"name": object, "label": {"zh": object, "en": object}})
    for _ in range(20):
        define(ops, object, "integer", options={"indexed": True})
    refused = define(ops, object, "integer", 422, unique=True)["error"]
    assert refused["code"] == "too_many_indexes" and refused["facts"]["most"] == 40 and refused["remedy"]
    assert len([each for each in ops.get(f"objects/{object}/fields")["items"] if each["custom"]]) == 20
