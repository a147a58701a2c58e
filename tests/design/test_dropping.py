"""What was removed goes for good after thirty days; the log, verify and a backup stay whole."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from prooftrail.cli.verify import verify
from prooftrail.opening import Opened
from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.schema.design import dropping, switching
from prooftrail.platform.work import Caller
from tests.conftest import Api
from tests.design.conftest import define, fresh, said
from tests.design.test_converting import convert, held, holding

LATER = timedelta(days=30, seconds=1)


@pytest.fixture
def drop(parts: Opened, place: Place) -> Any:
    """A worker's turn so long after now."""

    def turn(after: timedelta = LATER) -> list[str]:
        now = datetime.now(UTC) + after
        run = partial(dropping.drop_due, now=now)
        return list(parts.workspaces.design(place.name, Caller(reason="tests"), run))

    return turn


def there(parts: Opened, place: Place, name: str) -> list[str]:
    """Columns, indexes, tables and sequences whose name has this in it."""
    with psycopg.connect(parts.dsn) as connection:
        rows = connection.execute(
            "select a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid "
            "where c.relnamespace = %(schema)s::regnamespace and c.relkind = 'r' and not a.attisdropped "
            "and position(%(name)s in a.attname) > 0 "
            "union all select relname from pg_class where relnamespace = %(schema)s::regnamespace "
            "and position(%(name)s in relname) > 0",
            {"schema": place.schema, "name": name},
        ).fetchall()
    return sorted(row[0] for row in rows)


def clean(parts: Opened, place: Place) -> bool:
    report = verify(parts, place.name)
    assert report.clean, report.named[:5]
    return report.rows > 0


def test_a_removed_field_goes_after_thirty_days_with_its_indexes(
    ops: Api, parts: Opened, place: Place, drop: Any, build: Any
) -> None:
    text = define(ops, "customer", options={"pinyin": True}, personal=True)
    money = define(ops, "customer", "money", options={"indexed": True})
    names = {text["name"]: "鄞州渔港", money["name"]: "12.50"}
    kept = ops.post("records/customer", {"name": f"期满{uuid4().hex[:6]}", **names})
    later = ops.post("records/customer", {"name": f"后写{uuid4().hex[:6]}", **names})
    build()
    for name in names:
        ops.delete(f"objects/customer/fields/{name}")
    assert drop(timedelta(days=29)) == []
    ops.post(f"objects/customer/fields/{text['name']}/restore", {}, 200)
    assert ops.get(f"records/customer/{kept['id']}")[text["name"]] == "鄞州渔港"
    build()
    ops.delete(f"objects/customer/fields/{text['name']}")
    assert there(parts, place, text["id"])
    assert set(drop()) >= {text["id"], money["id"]}
    assert there(parts, place, text["id"]) == there(parts, place, money["id"]) == []
    assert clean(parts, place)
    ops.patch(f"records/customer/{later['id']}", {"phone": "0574-1"})
    assert clean(parts, place)
    refused = ops.post(f"objects/customer/fields/{text['name']}/restore", {}, 409)["error"]
    assert refused["code"] == "undo_too_late" and refused["remedy"] and "30" in refused["message"]
    assert text["name"] not in {
        each["name"] for each in ops.get("objects/customer/fields", deleted="only")["items"]
    }
    told = ops.get("events", record=kept["id"])["items"]
    assert told[0]["changes"]["name"] == [None, kept["name"]]
    deeds = ops.get("design/history", object="customer")["items"]
    dropped = [each for each in deeds if each["action"] == "schema.field_dropped"]
    assert {text["name"], money["name"]} <= {each["field"]["name"] for each in dropped}
    assert not any(each["can_undo"] for each in deeds if (each["field"] or {}).get("name") in names)
    assert define(ops, "customer", "integer", name=text["name"])["id"] != text["id"]


def test_a_row_changed_behind_the_door_is_still_found(
    ops: Api, parts: Opened, place: Place, drop: Any
) -> None:
    name, ids = holding(ops, ["一", "二"])
    ops.delete(f"objects/{name}/fields/x_v")
    drop()
    assert clean(parts, place)
    with parts.workspaces.begin(place.name, Caller(reason="tests")) as work:
        table = f"{place.schema}.{work.schema.object(name).table.name}"
        work.execute(f"update {table} set name = '别的' where id = %s", [ids[0]])
    assert dict(verify(parts, place.name).counts) == {"row_changed": 1}
    with parts.workspaces.begin(place.name, Caller(reason="tests")) as work:
        work.execute(f"update {table} set name = '第0条' where id = %s", [ids[0]])
    assert clean(parts, place)


def test_the_field_a_type_change_set_aside_goes_too(ops: Api, parts: Opened, place: Place, drop: Any) -> None:
    name, ids = holding(ops, ["12", "约三", "7"])
    old = ops.get(f"objects/{name}/fields/x_v")["id"]
    convert(ops, name, "decimal", leave_blank=True)
    switching.convert_due(parts.workspaces, place)
    convert(ops, name, "text")
    switching.convert_due(parts.workspaces, place)
    ops.patch(f"records/{name}/{ids[2]}", {"x_v": "8"})
    assert old in drop()
    assert there(parts, place, old) == [] and held(ops, name) == ["12", None, "8"]
    assert clean(parts, place)
    deeds = ops.get("design/history", object=name)["items"]
    assert not any(each["can_undo"] for each in deeds if each["action"] == "schema.field_converted")
    ops.delete(f"objects/{name}/fields/x_v")
    drop()
    assert clean(parts, place)


def test_a_removed_object_goes_with_its_table(ops: Api, parts: Opened, place: Place, drop: Any) -> None:
    name = fresh("gone")
    label = {"zh": name, "en": name}
    fields = [said("x_no", "auto_number", options={"pattern": "XS-{0001}"})]
    made = ops.post("objects", {"name": name, "label": label, "fields": fields})
    number = next(each["id"] for each in made["fields"] if each["name"] == "x_no")
    with parts.workspaces.begin(place.name, Caller(reason="tests")) as work:
        table = work.schema.object(name).table.name
    ops.post(f"records/{name}", {"name": "一条"})
    ops.delete(f"objects/{name}")
    assert table not in drop(timedelta(days=29))
    ops.post(f"objects/{name}/restore", {}, 200)
    assert [each["name"] for each in ops.get(f"records/{name}")["items"]] == ["一条"]
    pointing = define(ops, "customer", "reference", options={"object": name})["name"]
    ops.delete(f"objects/customer/fields/{pointing}")
    ops.delete(f"objects/{name}")
    assert table in drop()
    assert there(parts, place, table) == there(parts, place, number) == []
    assert ops.post(f"objects/{name}/restore", {}, 409)["error"]["code"] == "undo_too_late"
    taken = ops.post("objects", {"name": name, "label": label}, 409)["error"]
    assert taken["code"] == "name_spent" and taken["remedy"]
    deeds = ops.get("design/history", limit=5)["items"]
    (gone,) = [each for each in deeds if each["action"] == "schema.object_dropped"]
    assert gone["object"]["name"] == name
    assert clean(parts, place)


def test_the_sweep_finds_what_is_due_and_a_stopped_conversions_columns(
    ops: Api, parts: Opened, place: Place
) -> None:
    name, _ = holding(ops, ["12", "十二"])
    convert(ops, name, "integer")
    switching.convert_due(parts.workspaces, place)
    with parts.workspaces.begin(place.name, Caller(reason="tests")) as work:
        (new,) = work.execute(
            f"select new from {place.schema}._conversion where state = 'stopped' "
            "order by started_at desc limit 1"
        ).fetchone() or ("",)
        due = dropping.due(work)
    assert there(parts, place, new)
    on: Any = Ground(parts.dsn, parts.workspaces, parts.files, parts.keys, parts.settings.seals)
    dropping.sweep(on, place)
    assert there(parts, place, new) == [] and held(ops, name) == ["12", "十二"]
    assert due is None or due > datetime.now(UTC)
    assert clean(parts, place)
