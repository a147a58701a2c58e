"""What designing leaves in the history, and that it breaks no proof of it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from psycopg.types.json import Jsonb

from prooftrail.cli.verify import verify
from prooftrail.opening import Opened
from prooftrail.platform.work import Caller, Work
from tests.conftest import Api, Callers
from tests.design.conftest import define, fresh, said

SYSTEM = Caller(reason="tests")


def of_field(api: Api, object: str, name: str) -> list[dict[str, Any]]:
    found = api.get("events", object=object, limit=500, order="newest")["items"]
    return [each for each in found if (each["because"] or {}).get("field", {}).get("name") == name][::-1]


def test_every_row_still_proves_itself(ops: Api, parts: Opened, shop: str, build: Callable[[], None]) -> None:
    """Renamed, hidden with a write in between, restored, left hidden, on an object left hidden: all fit."""
    renamed, hidden = define(ops, "customer", "money")["name"], define(ops, "customer", personal=True)["name"]
    left, new = define(ops, "customer", "integer", options={"indexed": True})["name"], fresh()
    values = {renamed: "9.90", hidden: "私密", left: 4}
    customer = ops.post("records/customer", {"name": "查验冷链", **values})
    other = ops.post("records/customer", {"name": "查验二号", **values})
    path = f"records/customer/{customer['id']}"
    ops.patch(f"objects/customer/fields/{renamed}", {"name": new})
    for name in (hidden, left):
        ops.delete(f"objects/customer/fields/{name}")
    ops.patch(path, {new: "19.90"})
    ops.post(f"objects/customer/fields/{hidden}/restore", {}, 200)
    ops.delete(f"records/customer/{other['id']}")
    object = fresh("proof")
    ops.post("objects", {"name": object, "label": {"zh": object, "en": object}})
    ops.post(f"records/{object}", {"name": "一条"})
    ops.delete(f"objects/{object}")
    build()
    report = verify(parts, shop)
    assert dict(report.counts) == {}
    with parts.workspaces.begin(shop, SYSTEM) as work:
        field = next(each for each in work.schema.object("customer").hidden if each.name == left)
        change = f"update {work.place.schema}.customer set {field.column} = %s where id = %s"
        work.execute(change, [5, customer["id"]])
    assert dict(verify(parts, shop).counts) == {"row_changed": 1}
    with parts.workspaces.begin(shop, SYSTEM) as work:
        work.execute(change, [4, customer["id"]])


def test_who_may_not_read_a_field_is_not_told_of_it(
    ops: Api, caller: Callers, shop: str, inside: Any
) -> None:
    name = define(ops, "customer")["name"]
    with inside(shop) as work:
        rules = {"customer": {name: "hidden"}}
        work.execute(
            f"insert into {work.place.schema}._role (key, label, grants, fields, permissions) "
            'values (\'auditor\', \'{"zh": "审计", "en": "Auditor"}\', %s, %s, \'{events:read}\')',
            [Jsonb({"*": {"read": "all"}}), Jsonb(rules)],
        )
        work.execute(
            f"update {work.place.schema}._role_of set role = 'auditor' where person = "
            f"(select person from {work.place.schema}._account where login = 'finance')"
        )
        work.execute(f"update {work.place.schema}._meta set access_version = access_version + 1")
    auditor = caller("finance", shop)
    assert [each["action"] for each in of_field(ops, "customer", name)] == ["schema.field_defined"]
    assert of_field(auditor, "customer", name) == []
    shown = define(ops, "customer")["name"]
    assert len(of_field(auditor, "customer", shown)) == 1
    assert of_field(caller("rep", shop), "customer", shown) == []
    assert name not in json.dumps(auditor.get("events", limit=500, order="newest"))


def test_a_removal_can_be_undone_for_thirty_days(ops: Api, parts: Opened, shop: str) -> None:
    name = define(ops, "customer")["name"]
    ops.delete(f"objects/customer/fields/{name}")
    long_ago = timedelta(days=30, seconds=1)

    def backdate(work: Work) -> None:
        work.execute(
            f"update {work.place.schema}._field set hidden_at = hidden_at - %s where name = %s",
            [long_ago, name],
        )

    parts.workspaces.design(shop, SYSTEM, backdate)
    refused = ops.post(f"objects/customer/fields/{name}/restore", {}, 409)["error"]
    assert refused["code"] == "undo_too_late" and refused["facts"]["days"] == 30
    assert name not in {each["name"] for each in ops.get("objects/customer/fields", deleted="only")["items"]}


def test_an_import_does_not_match_by_what_is_not_known_to_be_unique(ops: Api) -> None:
    name = define(ops, "customer", unique=True)["name"]
    mapping = {"columns": {"名称": {"field": "name"}, "编码": {"field": name}}, "match": [name]}
    form = {"object": "customer", "mapping": json.dumps(mapping), "dry_run": "true"}
    answer = ops.client.post(
        "/api/v1/imports",
        headers={"Authorization": f"Bearer {ops.key}"},
        data=form,
        files={"file": ("a.csv", "名称,编码\n甲,1\n".encode())},
    )
    assert answer.status_code == 422, answer.text
    assert list(answer.json()["error"]["fields"]) == ["mapping.match"]


def test_a_new_objects_fields_are_live_at_once(ops: Api) -> None:
    name = fresh("whole")
    fields = [said("x_code", unique=True), said("x_when", "date", options={"indexed": True}),
              said("x_who", "reference", options={"object": "customer"})]  # fmt: skip
    made = ops.post("objects", {"name": name, "label": {"zh": name, "en": name}, "fields": fields})
    own = {each["name"]: each["state"] for each in made["fields"] if each["custom"]}
    assert own == {"x_code": "live", "x_when": "live", "x_who": "live"}
    ops.post(f"records/{name}", {"name": "一", "x_code": "K"})
    assert ops.post(f"records/{name}", {"name": "二", "x_code": "K"}, 409)["error"]["code"] == "duplicate"
    wrong = [said("x_a"), {**said("x_a", "choice"), "label": {"zh": "", "en": ""}}]
    bad = {"name": fresh(), "label": {"zh": "坏", "en": "Bad"}, "fields": wrong}
    faults = ops.post("objects", bad, 422)["error"]["fields"]
    assert set(faults) == {"fields.1.name", "fields.1.label", "fields.1.options.choices"}
