"""The API's description: valid, true to the application, to the contract and to the caller."""

import importlib
import json
import pkgutil
import re
from typing import Any

import httpx
import jsonschema_rs
import pytest
import schemathesis

from prooftrail.app import actions, shipped
from prooftrail.http import routes
from prooftrail.http.openapi import Ground
from prooftrail.http.openapi import described as text_of
from prooftrail.platform.access.grants import SYSTEM
from prooftrail.platform.schema import Schema, build_schema
from prooftrail.platform.values import Locale
from tests.conftest import Api, Callers
from tools.laws.tables import codes, rows
from tools.laws.tree import ROOT

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture
def document(client: httpx.Client, caller: Callers, demo: str) -> dict[str, Any]:
    return described(caller("admin"))


def described(api: Api, **headers: str) -> dict[str, Any]:
    answer = api.client.get("/openapi.json", headers={"Authorization": f"Bearer {api.key}", **headers})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def calls(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (method.upper(), path): operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }


def nameless(path: str) -> str:
    return re.sub(r"\{\w+\}", "{}", path)


def test_it_is_valid(document: dict[str, Any], client: httpx.Client) -> None:
    for each in (document, client.get("/openapi.json").json()):
        schemathesis.openapi.from_dict(each).validate()
        for name in each["components"]["schemas"]:
            schema = {"$ref": f"#/components/schemas/{name}", "components": each["components"]}
            jsonschema_rs.Draft202012Validator(schema)
        ids = [operation["operationId"] for operation in calls(each).values()]
        assert len(ids) == len(set(ids))


def test_every_route_is_described_and_nothing_else(document: dict[str, Any]) -> None:
    routed = {
        (method, nameless(route.path))
        for module in pkgutil.iter_modules(routes.__path__)
        for route in importlib.import_module(f"{routes.__name__}.{module.name}").router.routes
        for method in route.methods
    }
    described = {(method, nameless(each["x-route"])) for (method, _), each in calls(document).items()}
    assert described == routed


def test_it_is_the_contract(document: dict[str, Any]) -> None:
    described = {(method, nameless(each["x-route"])) for (method, _), each in calls(document).items()}
    assert described == set(live((ROOT / "docs/contract.md").read_text("utf-8")))


def live(page: str) -> list[tuple[str, str]]:
    """Calls of the contract's live lines: a method alone goes with the path that follows it."""
    found: list[tuple[str, str]] = []
    waiting: list[str] = []
    for row in rows(page):
        for said in codes(row.cells[0]) if row.cells[-1] == "live" else ():
            method, _, path = said.partition(" ")
            if said in METHODS:
                waiting.append(said)
            elif method in METHODS and path.startswith("/"):
                found += [(each, nameless(path)) for each in [*waiting, method]]
                waiting = []
    return found


def test_lines_of_the_contract_are_read() -> None:
    page = "| line | what | state |\n|---|---|---|\n"
    page += "| `GET`, `PATCH /a/{id}`, `POST /b` | x | live |\n| `GET /c` | y | issue 3 |\n"
    assert live(page) == [("GET", "/a/{}"), ("PATCH", "/a/{}"), ("POST", "/b")]


def test_every_refusal_and_both_languages_are_there(document: dict[str, Any]) -> None:
    for (_, path), each in calls(document).items():
        assert each["summary"] and each["x-label-zh"] and each["x-label-en"] and each["description"], path
        assert set(each["responses"]) <= {
            *map(str, range(200, 300)),
            *map(str, (400, 401, 403, 404, 409, 413, 415, 422, 429, 503)),
        }
        for status, answer in each["responses"].items():
            assert status.startswith("2") or answer == {"$ref": f"#/components/responses/r{status}"}


def test_it_speaks_the_callers_language(caller: Callers, demo: str) -> None:
    for locale in ("zh", "en"):
        found = described(caller("rep"), **{"Accept-Language": locale})
        operation = found["paths"]["/api/v1/records/customer"]["post"]
        assert operation["summary"] == operation[f"x-label-{locale}"]


def test_it_tells_nobody_of_what_he_may_not_read(caller: Callers, demo: str) -> None:
    legal, store = described(caller("legal")), described(caller("store"))
    customer = legal["components"]["schemas"]["record.customer"]["properties"]
    assert "name" in customer and "phone" not in customer and "annual_purchase" not in customer
    assert "annual_purchase" not in json.dumps(legal["paths"]["/api/v1/records/customer"])
    for each in (legal, store):  # verbs are the product's and described to all; records are not
        assert not [path for path in each["paths"] if path.startswith("/api/v1/records/lead")]
        assert not [name for name in each["components"]["schemas"] if name.endswith(".lead")]
    rep = described(caller("rep"))["components"]["schemas"]
    assert "grade" in rep["record.customer"]["properties"]
    assert "grade" not in rep["create.customer"]["properties"]


def test_signed_out_it_describes_what_is_shipped(client: httpx.Client) -> None:
    found = client.get("/openapi.json").json()
    assert "/api/v1/records/deal" in found["paths"] and "/api/v1/actions/log_activity" in found["paths"]
    wrong = {"Authorization": "Bearer pt_demo_" + "x" * 43}
    assert client.get("/openapi.json", headers=wrong).status_code == 401


def test_values_are_written_as_the_contract_says(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert list(schemas["record.deal"]["properties"])[:2] == ["id", "version"]
    assert schemas["create.customer"]["required"] == ["name"] and schemas["create.deal"]["required"] == [
        "name"
    ]
    assert set(schemas["create.lead"]["required"]) == {"name", "source"}
    change = {"$ref": "#/components/schemas/change.deal", "components": document["components"]}
    checked = jsonschema_rs.Draft202012Validator(change)
    product = "0197b0f6-3f4e-7c2a-9c11-5d7ef0a1b2c3"
    for right in (
        {"amount": "500000.00"},
        {"amount": {"amount": "500000.00", "currency": "CNY"}},
        {"amount": 5, "version": 3},
        {"product": {"by": {"code": "C-1"}}},
        {"product": product},
        {"product": {"id": product, "label": "x"}, "expected_on": "2026-03-01"},
        {"amount": None},
    ):
        assert checked.is_valid(right), right
    for wrong in ({"amount": "five"}, {"product": 5}, {"nothing": 1}, {"name": None}, {"version": 0}):
        assert not checked.is_valid(wrong), wrong


def test_it_is_made_once_for_a_schema_rights_and_language() -> None:
    def ground(schema: Schema, locale: Locale = "zh") -> Ground:
        return Ground(schema, SYSTEM, actions(), locale)

    one, other = (build_schema("s", version, shipped()) for version in (1, 2))
    assert text_of(ground(one)) is text_of(ground(one))
    assert text_of(ground(one)) is not text_of(ground(one, "en"))
    assert text_of(ground(one)) != text_of(ground(other))
