"""Blueprints in a workspace: in and out again, side by side, brought up to date, taken away."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest

from prooftrail.cli.workspace import found as found_workspace
from prooftrail.opening import Opened
from prooftrail.platform.blueprint import applying
from prooftrail.platform.blueprint.actions import exported
from prooftrail.platform.blueprint.folder import Blueprint, read_blueprint, read_texts, shipped_blueprint
from prooftrail.platform.blueprint.planning import Plan, differences, plan
from prooftrail.platform.blueprint.store import installed, standing
from prooftrail.platform.database.install import drop_workspace
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design import fields as design
from prooftrail.platform.schema.design.undoing import history, undo
from prooftrail.platform.work import Caller, Work
from tests.blueprints.cold import Parts, cold, fields, slip, texts, words
from tests.conftest import Callers
from tools.scaffold.__main__ import main as scaffold

Result = TypeVar("Result")
CALLER = Caller(reason="tests")


@dataclass
class Shop:
    """A workspace of one test."""

    parts: Opened
    name: str

    def alone(self, run: Callable[[Work], Result]) -> Result:
        return self.parts.workspaces.design(self.name, CALLER, run)

    def inside(self, run: Callable[[Work], Result]) -> Result:
        with self.parts.workspaces.begin(self.name, CALLER) as work:
            return run(work)

    def install(self, blueprint: Blueprint, **chosen: Any) -> Plan:
        return self.alone(lambda work: applying.install(work, blueprint, chosen.get("chosen")))

    def upgrade(self, blueprint: Blueprint, chosen: Any = None) -> Plan:
        return self.alone(lambda work: applying.upgrade(work, blueprint, chosen))

    def plan(self, blueprint: Blueprint) -> Any:
        return self.inside(lambda work: plan(work, blueprint).json())

    def change(self, field: str, **said: Any) -> None:
        self.alone(lambda work: design.change_field(work, "customer", field, said))

    def differences(self, blueprint: Blueprint) -> list[Any]:
        return self.inside(lambda work: differences(work, blueprint))

    def customer(self, **said: Any) -> Any:
        return self.inside(lambda work: work.records.create("customer", {"name": uuid4().hex, **said}).id)

    def components(self) -> Any:
        return self.inside(lambda work: standing(work).components)


@pytest.fixture
def shop(parts: Opened) -> Iterator[Shop]:
    """A workspace as `workspace create` leaves it."""
    name = f"b{uuid4().hex[:8]}"
    found_workspace(parts, name)
    yield Shop(parts, name)
    drop_workspace(parts.dsn, name)


def conflicts(told: Any) -> dict[str, str]:
    return {each["path"]: each["why"] for each in told["conflicts"]}


@pytest.mark.parametrize("key", ["base", "equipment", "fmcg"])
def test_installed_exported_and_compared_nothing_differs(parts: Opened, key: str) -> None:
    name = f"b{uuid4().hex[:8]}"
    found_workspace(parts, name, blueprint=key)
    shop, blueprint = Shop(parts, name), shipped_blueprint(key)
    files = shop.inside(lambda work: exported(work, key))
    assert read_texts(files).components == blueprint.components
    assert shop.differences(blueprint) == []
    assert shop.inside(lambda work: exported(work, key)) == files
    drop_workspace(parts.dsn, name)


def test_every_kind_comes_and_goes(shop: Shop) -> None:
    before = shop.components()
    shop.install(cold())
    blueprint = cold()
    assert {each: tree for each, tree in shop.components().items() if each in blueprint.components} == (
        blueprint.components
    )
    assert shop.differences(cold()) == []
    with pytest.raises(Refusal, match="blueprint_installed"):
        shop.install(cold())
    done = shop.alone(lambda work: applying.remove(work, "cold"))
    assert (done["kept"], shop.components()) == ([], before)
    shop.install(cold())
    assert shop.differences(cold()) == []


def test_a_copy_of_a_workspace_is_the_same_bytes(shop: Shop, parts: Opened) -> None:
    shop.install(cold())
    shop.change("x_volume", name="x_litres")
    files = shop.inside(lambda work: exported(work, "copy"))
    name = f"b{uuid4().hex[:8]}"
    found_workspace(parts, name, blueprint="base")
    other = Shop(parts, name)
    other.alone(lambda work: applying.remove(work, "base"))
    other.install(read_texts(files))
    assert other.inside(lambda work: exported(work, "copy")) == files
    drop_workspace(parts.dsn, name)


def test_what_two_blueprints_say_differently_is_named(shop: Shop) -> None:
    def other(said: Parts) -> None:
        fields(said)["x_volume"]["label"]["zh"] = "体积"
        said["processes.yaml"]["processes"][0]["nodes"].pop(1)
        said["roles.yaml"]["keeper"]["grants"] = {"product": {"read": "all"}}

    shop.install(cold())
    twin = cold(1, other, "warm")
    assert conflicts(shop.plan(twin)) == {
        "field/customer.x_volume": "both_added", "process/cold_sale": "both_added",
    }  # fmt: skip
    with pytest.raises(Refusal, match="blueprint_conflicts") as refused:
        shop.install(twin)
    assert refused.value.facts["places"] == ["field/customer.x_volume", "process/cold_sale"]
    assert set(shop.inside(installed)) == {"base", "cold"}
    shop.install(twin, chosen=dict.fromkeys(refused.value.facts["places"], "mine"))
    grants = shop.components()["role/keeper"]["grants"]
    assert {"customer", "x_room", "product"} == set(grants)
    done = shop.alone(lambda work: applying.remove(work, "warm"))
    assert {each["why"] for each in done["kept"]} == {"shared"}
    assert shop.components()["field/customer.x_volume"]["label"]["zh"] == "容积"


def test_both_changed_one_label(shop: Shop) -> None:
    shop.install(cold())
    shop.change("x_volume", label=words("库容", "Capacity"))
    newer = cold(2, lambda said: fields(said)["x_volume"]["label"].update(zh="体积"))
    told = shop.plan(newer)
    assert conflicts(told) == {"field/customer.x_volume/label/zh": "both_changed"}
    assert {each["path"] for each in told["kept"]} == {"field/customer.x_volume/label/en"}
    with pytest.raises(Refusal, match="blueprint_conflicts"):
        shop.upgrade(newer)
    assert shop.inside(installed)["cold"].version == 1
    shop.upgrade(newer, {"field/customer.x_volume/label/zh": "theirs"})
    assert shop.components()["field/customer.x_volume"]["label"] == words("体积", "Capacity")
    assert shop.inside(installed)["cold"].version == 2


def test_a_field_removed_here_and_changed_there(shop: Shop) -> None:
    shop.install(
        cold(1, lambda said: (fields(said).pop("x_half"), said.pop("forms.yaml"), said.pop("views.yaml")))
    )
    record = shop.customer(x_volume=300)
    shop.alone(lambda work: design.hide_field(work, "customer", "x_volume"))

    def change(said: Parts) -> None:
        fields(said).pop("x_half"), said.pop("forms.yaml"), said.pop("views.yaml")
        fields(said)["x_volume"]["label"]["zh"] = "体积"

    newer = cold(2, change)
    assert conflicts(shop.plan(newer)) == {"field/customer.x_volume": "removed_here"}
    shop.upgrade(newer, {"field/customer.x_volume": "theirs"})
    assert shop.components()["field/customer.x_volume"]["label"]["zh"] == "体积"
    assert '"x_volume":300' in shop.inside(lambda work: work.records.get("customer", record)).replace(" ", "")


def test_a_field_with_values_removed_there(shop: Shop) -> None:
    shop.install(cold())
    shop.customer(x_volume=300, x_kind="hot")

    def change(said: Parts) -> None:
        del fields(said)["x_kind"]
        said["forms.yaml"]["forms"][0]["layout"]["tabs"][0]["sections"][0]["items"][1] = {"field": "x_volume"}

    newer = cold(2, change)
    told = shop.plan(newer)
    assert conflicts(told) == {"field/customer.x_kind": "removed_there"}
    assert told["conflicts"][0]["records"] == 1
    shop.upgrade(newer, {"field/customer.x_kind": "mine"})
    assert "field/customer.x_kind" in shop.components()
    assert shop.plan(cold(3, change))["conflicts"] == []


def test_another_type_is_asked_and_not_made_this_way(shop: Shop) -> None:
    shop.install(cold())
    newer = cold(2, lambda said: fields(said)["x_volume"].update(type="decimal"))
    assert conflicts(shop.plan(newer)) == {"field/customer.x_volume/type": "retyped"}
    with pytest.raises(Refusal, match="blueprint_retypes"):
        shop.upgrade(newer, {"field/customer.x_volume/type": "theirs"})
    shop.upgrade(newer, {"field/customer.x_volume/type": "mine"})
    assert shop.components()["field/customer.x_volume"]["type"] == "integer"


def test_a_choice_renamed_there(shop: Shop) -> None:
    shop.install(cold())
    shop.customer(x_kind="hot")
    relabelled = cold(
        2, lambda said: fields(said)["x_kind"]["options"]["choices"][0]["label"].update(zh="中温")
    )
    shop.upgrade(relabelled)
    choices = shop.components()["field/customer.x_kind"]["options"]["choices"]
    assert [each["label"]["zh"] for each in choices] == ["中温", "低温"]
    rekeyed = cold(3, lambda said: fields(said)["x_kind"]["options"]["choices"][0].update(key="warm"))
    told = shop.plan(rekeyed)
    place = "field/customer.x_kind/options/choices/hot"
    assert conflicts(told) == {place: "removed_there"} and told["conflicts"][0]["records"] == 1
    with pytest.raises(Refusal, match="bad_design"):
        shop.upgrade(rekeyed, {place: "theirs"})
    shop.upgrade(rekeyed, {place: "mine"})
    choices = shop.components()["field/customer.x_kind"]["options"]["choices"]
    assert {each["key"] for each in choices} == {"hot", "cold", "warm"}


def test_a_gate_tightened_with_records_on_their_way(shop: Shop) -> None:
    shop.install(cold())

    def begin(work: Work) -> Any:
        written = work.records.apply(
            [Change("create", "deal", None, {"name": "一", "process": "cold_sale"})], loose=True
        )[0]
        return written.id

    record = shop.inside(begin)

    def tighten(said: Parts) -> None:
        said["processes.yaml"]["processes"][0]["nodes"][2]["requires"] = [slip(2)]

    newer = cold(2, tighten)
    told = shop.plan(newer)
    assert told["conflicts"] == []
    assert told["notes"] == [{"code": "in_flight", "component": "process/cold_sale", "records": 1}]
    shop.upgrade(newer)
    row = shop.inside(
        lambda work: work.execute(
            f"select process_version, stage from {work.place.schema}.deal where id = %s", [record]
        ).fetchone()
    )
    assert row == (1, "begun")
    later = shop.inside(begin)
    row = shop.inside(
        lambda work: work.execute(
            f"select process_version from {work.place.schema}.deal where id = %s", [later]
        ).fetchone()
    )
    assert row == (2,)


def test_a_renamed_field_follows_its_key(shop: Shop) -> None:
    shop.install(cold())
    shop.change("x_volume", name="x_litres")

    def change(said: Parts) -> None:
        fields(said)["x_volume"]["label"]["zh"] = "体积"
        said["views.yaml"]["views"]["big"]["filter"] = ["x_volume", ">", 200]
        said["forms.yaml"]["forms"][0]["layout"]["tabs"][0]["label"] = words("冷库", "Rooms")

    told = shop.upgrade(cold(2, change)).json()
    assert told["conflicts"] == []
    found = shop.components()["field/customer.x_volume"]
    assert (found["name"], found["label"]["zh"]) == ("x_litres", "体积")
    (left,) = [each for each in shop.differences(cold(2, change)) if "formula" not in each["path"]]
    assert left["path"] == "field/customer.x_volume/name"


def test_what_is_used_or_changed_stays_and_is_named(shop: Shop) -> None:
    shop.install(cold())
    shop.customer(x_volume=300)
    shop.change("x_kind", label=words("库温", "Temperature"))
    done = shop.alone(lambda work: applying.remove(work, "cold"))
    why = {each["component"]: each["why"] for each in done["kept"]}
    assert why["field/customer.x_volume"] == "used" and why["field/customer.x_kind"] == "changed"
    assert "view/big" in done["removed"] and "process/cold_sale" in done["removed"]
    assert "cold" not in shop.inside(installed)


def test_each_step_is_in_the_history_and_fields_can_be_undone(shop: Shop) -> None:
    shop.install(cold(1, lambda said: [said.pop(name) for name in ("forms.yaml", "views.yaml")]))
    table = shop.inside(lambda work: work.events.table)
    actions = shop.inside(lambda work: {
        row[0] for row in work.execute(f"select distinct action from {table}").fetchall()
    })  # fmt: skip
    assert {
        "blueprint.installed", "schema.object_defined", "schema.field_defined", "access.role_defined",
        "schema.process_published", "schema.object_staged", "blueprint.choices_changed",
        "blueprint.evidence_kinds_changed", "blueprint.setting_changed",
    } <= actions  # fmt: skip
    items = shop.inside(lambda work: history(work, work.schema.object("customer"), None, 50))["items"]
    half = next(each for each in items if each["field"]["name"] == "x_half")
    shop.alone(lambda work: undo(work, UUID(half["id"])))
    assert "field/customer.x_half" not in shop.components()


def test_only_who_designs_and_administers_may(own_workspace: str, caller: Callers) -> None:
    admin, ops, rep = (caller(login, own_workspace) for login in ("admin", "ops", "rep"))
    given = {"files": texts()}
    for api in (ops, rep):
        api.get("blueprints", 403)
        api.get("blueprints/export", 403)
        api.post("blueprints/preview", given, 403)
        api.act("install_blueprint", given, status=403)
    assert admin.post("blueprints/preview", given, 200)["conflicts"] == []
    assert admin.act("install_blueprint", given)["result"]["verb"] == "install"
    listed = {each["key"]: each for each in admin.get("blueprints")["items"]}
    assert listed["cold"]["shipped"] is None and listed["cold"]["installed"]["version"] == 1
    assert listed["equipment"]["installed"] and not listed["fmcg"]["installed"]
    answer = admin.call("GET", "blueprints/export")
    assert answer.headers["content-type"] == "application/zip" and answer.content[:2] == b"PK"
    upgraded = admin.act("upgrade_blueprint", {"files": texts(2)})["result"]
    assert (upgraded["from"], upgraded["to"], upgraded["changes"]) == (1, 2, [])
    kept = admin.act("remove_blueprint", {"blueprint": "cold"})["result"]["kept"]
    assert kept == [{"component": "choices/deal.lost_reason", "why": "shared"}]


@pytest.mark.parametrize(("name", "text", "place"), [
    ("roles.yaml", "x: {label: 1}", "roles.yaml/x/label"),
    ("objects.yaml", "objects: {customer: {fields: {x_a: {type: nothing, label: {zh: 甲, en: A}}}}}",
     "objects.yaml/customer/fields/x_a/type"),
    ("settings.yaml", "a: &a [1]\nb: *a", "settings.yaml"),
    ("settings.yaml", "settings: [", "settings.yaml"),
    ("secrets.yaml", "a: 1", "secrets.yaml"),
])  # fmt: skip
def test_what_cannot_be_read_is_named(name: str, text: str, place: str) -> None:
    head = f"key: bad\nversion: 1\nlabel: {{zh: 坏, en: Bad}}\nfiles: [{name}]\n"
    with pytest.raises(Refusal, match="bad_blueprint") as refused:
        read_texts({"blueprint.yaml": head, name: text})
    assert place in refused.value.fields


def test_a_scaffolded_industry_can_be_installed_and_upgraded_twice(shop: Shop, tmp_path: Path) -> None:
    scaffold("blueprint", "cold_calls", tmp_path)
    fresh = read_blueprint(tmp_path / "blueprints" / "cold_calls")
    clash = shop.plan(fresh)["conflicts"]
    shop.install(fresh, chosen={each["path"]: "mine" for each in clash})
    for _ in range(2):
        assert shop.upgrade(fresh).json()["changes"] == []


def test_what_is_malformed_is_refused(shop: Shop) -> None:
    def condition(said: Parts) -> None:
        said["forms.yaml"]["forms"][0]["layout"]["tabs"][0]["visible"] = ["and", 5]

    def question(said: Parts) -> None:
        said["views.yaml"]["views"]["big"]["filter"] = []

    def number(said: Parts) -> None:
        said["settings.yaml"]["settings"] = {"trash.days": -1}

    def library(said: Parts) -> None:
        said["settings.yaml"]["settings"] = {"playbook.actions": {"visit": {"asks": "all"}}}

    for change in (condition, question, number, library):
        with pytest.raises(Refusal, match="bad_blueprint"):
            shop.install(cold(1, change))


def test_a_blueprint_that_names_what_is_not_there_changes_nothing(shop: Shop) -> None:
    before = shop.components()

    def change(said: Parts) -> None:
        said["processes.yaml"]["processes"][0]["nodes"][2]["requires"][0]["kind"] = "nothing"

    with pytest.raises(Refusal, match="bad_process"):
        shop.install(cold(1, change))
    assert shop.components() == before and set(shop.inside(installed)) == {"base"}
