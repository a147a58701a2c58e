"""A shut gate at every door: the same refusal, kept once; and two last pieces at once advance once."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.blueprint.pictures import document
from prooftrail.platform.imports.running import Run
from tests.conftest import Api, Callers
from tests.processes.kit import FILE, Said, attempts, deal, error, node, process, publish, stage, words

Door = Callable[[Api, Said, str], str]


@pytest.fixture(scope="module")
def key(admin: Api) -> str:
    """A process whose second and third node take a file each."""
    said = process(node("offered", FILE), node("signed", {**FILE, "kind": "contract_file"}, advance="ask"))
    publish(admin, said)
    return str(said["key"])


def by_patch(api: Api, deal: Said, to: str) -> str:
    return str(error(api.patch(f"records/deal/{deal['id']}", {"stage": to}, 422))["code"])


def by_drag(api: Api, deal: Said, to: str) -> str:
    seen = {"stage": to, "version": deal["version"]}
    return str(error(api.patch(f"records/deal/{deal['id']}", seen, 422))["code"])


def by_action(api: Api, deal: Said, to: str) -> str:
    return str(error(api.act("advance_stage", {"object": "deal", "to": to}, deal["id"], 422))["code"])


def by_bulk(api: Api, deal: Said, to: str) -> str:
    ops = [{"op": "update", "id": deal["id"], "data": {"stage": to}}]
    done = api.post("records/deal/bulk", {"mode": "each", "ops": ops}, 200)
    return str(done["results"][0]["error"]["code"])


def by_bulk_all(api: Api, deal: Said, to: str) -> str:
    ops = [{"op": "update", "id": deal["id"], "data": {"stage": to}}]
    return str(error(api.post("records/deal/bulk", {"mode": "all", "ops": ops}, 422))["code"])


def by_phone(api: Api, deal: Said, to: str) -> str:
    """A phone's op that says what no phone would: the stage, as if nobody asked for evidence."""
    op = {"key": uuid4().hex, "call": "change_deal", "record": deal["id"], "input": {"stage": to}}
    [done] = api.post("sync/push", {"ops": [op]}, 200)["results"]
    return str(done["error"]["code"])


DOORS = [by_patch, by_drag, by_action, by_bulk, by_bulk_all, by_phone]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("to", "code"), [("offered", "evidence_missing"), ("signed", "out_of_turn"), ("won", "out_of_turn")]
)
def test_the_same_refusal_at_every_door_kept_once(rep: Api, key: str, door: Door, to: str, code: str) -> None:
    made = deal(rep, key)
    assert door(rep, made, to) == code
    kept = attempts(rep, made)
    assert [(each["because"]["code"], each["because"]["facts"]["to"]) for each in kept] == [(code, to)]
    assert kept[0]["actor"]["id"] == rep.get("me")["id"] and kept[0]["version"] is None
    shown = rep.get(f"records/deal/{made['id']}")
    assert (shown["stage"], shown["version"]) == ("begun", 1)


def test_a_record_made_in_the_middle_is_refused_and_kept_without_a_record(
    rep: Api, key: str, admin: Api
) -> None:
    name = f"跳级{uuid4().hex[:8]}"
    refused = error(rep.post("records/deal", {"name": name, "process": key, "stage": "signed"}, 422))
    assert refused["code"] == "out_of_turn"
    found = admin.get("events", object="deal", order="newest", limit=50)["items"]
    kept = [each for each in found if each["action"] == "attempt.refused" and each["record"] is None]
    assert kept and kept[0]["because"]["facts"]["to"] == "signed"
    assert rep.get("records/deal", filter=["name", "=", name])["items"] == []


def test_an_import_finds_the_gate_shut_for_what_it_changes_and_what_it_makes(
    parts: Opened, shop: str, rep: Api, admin: Api, caller: Callers, key: str
) -> None:
    made, role = deal(rep, key), f"bringer{uuid4().hex[:8]}"
    grants = {"deal": {"read": "all", "write": "all", "create": True}, "person": {"read": "all"}}
    said = {"key": role, "label": words("导入"), "grants": grants, "permissions": ["records:import"]}
    admin.post("access/roles", said)
    admin.post("access/people", {"name": "导", "login": role, "roles": [role]})
    bringer = caller(role, shop)
    fresh = f"导入{uuid4().hex[:8]}"
    rows = f"name,stage\n{made['name']},offered\n{fresh},signed\n"
    mapping = {"match": ["name"], "on_match": "update"}
    form = {"object": "deal", "mapping": json.dumps(mapping), "dry_run": "false"}
    answer = bringer.client.post(
        "/api/v1/imports", data=form, files={"file": ("rows.csv", rows.encode())},
        headers={"Authorization": f"Bearer {bringer.key}"},
    )  # fmt: skip
    assert answer.status_code == 202, answer.text
    id = answer.json()["id"]
    Run(parts.workspaces, parts.files, shop, UUID(id)).go(lambda: False)
    told = bringer.get(f"imports/{id}")
    assert (told["state"], told["rejected"], told["updated"], told["created"]) == ("done", 2, 0, 0)
    assert [each["because"]["code"] for each in attempts(rep, made)] == ["evidence_missing"]
    found = admin.get("events", object="deal", order="newest", limit=100)["items"]
    mine = [each for each in found if each["actor"]["id"] == bringer.get("me")["id"]]
    refused = [each["because"] for each in mine if each["action"] == "attempt.refused"]
    assert {each["code"] for each in refused} == {"evidence_missing", "out_of_turn"} and len(refused) == 2
    assert stage(rep, made) == "begun"


def test_two_last_pieces_at_once_advance_once(rep: Api, key: str) -> None:
    for _ in range(3):
        made = deal(rep, key)
        files = [rep.upload(document(uuid4().int % 10**9, "方案", ["一"]), "p.pdf") for _ in range(2)]

        def bring(file: str, of: Said = made) -> Any:
            given = {"kind": "proposal_file", "file": [file], "about": {"object": "deal", "id": of["id"]}}
            return rep.call("POST", "records/evidence", given)

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(bring, files))
        assert [each.status_code for each in answers] == [201, 201], [each.text for each in answers]
        events = rep.get("events", record=made["id"])["items"]
        moved = [each for each in events if each["action"] == "stage.advanced"]
        assert len(moved) == 1 and stage(rep, made) == "offered"
