"""What a form asks for is asked by every door: page, API, bulk, import."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.opening import Opened
from tests.conftest import Api
from tests.forms.conftest import layout, publish, section
from tests.imports.conftest import Company

A = ["grade", "=", "A"]


@pytest.fixture(scope="module", autouse=True)
def asked(ops: Api) -> Iterator[None]:
    """A section for grade A alone, whose phone is asked for; a code nobody changes once it is B."""
    said = layout(
        section("资料", "name", "grade", {"field": "code", "read_only": ["grade", "=", "B"]}),
        section("重点客户", {"field": "phone", "required": True}, "industry", visible=A),
    )
    publish(ops, "customer", said)
    yield
    publish(ops, "customer", None)


def name() -> str:
    return f"表单客户{uuid4().hex[:8]}"


def test_the_api_refuses_and_names_field_and_remedy(boss: Api) -> None:
    refused = boss.post("records/customer", {"name": name(), "grade": "A"}, 422)["error"]
    assert refused["code"] == "form_unfilled"
    assert refused["fields"] == {"phone": "「重点客户」里必填"}
    assert "电话" in refused["message"] and "电话" in refused["remedy"]
    boss.post("records/customer", {"name": name(), "grade": "A", "phone": "0574-1"})
    boss.post("records/customer", {"name": name(), "grade": "C"})
    boss.post("records/customer", {"name": name()})


def test_bulk_refuses_the_row_alone(boss: Api) -> None:
    ops = [
        {"op": "create", "data": {"name": name(), "grade": "A"}},
        {"op": "create", "data": {"name": name(), "grade": "B"}},
    ]
    refused, made = boss.post("records/customer/bulk", {"mode": "each", "ops": ops}, 200)["results"]
    assert refused["error"]["fields"].keys() == {"phone"}
    both = [{"op": "update", "id": made["id"], "data": {"grade": "A"}}]
    (again,) = boss.post("records/customer/bulk", {"mode": "each", "ops": both}, 200)["results"]
    assert again["error"]["code"] == "form_unfilled"


def test_a_change_may_not_make_a_gap_nor_leave_one_it_touches(boss: Api, ops: Api) -> None:
    made = boss.post("records/customer", {"name": name(), "grade": "A", "phone": "1"})
    path = f"records/customer/{made['id']}"
    assert boss.patch(path, {"phone": None}, 422)["error"]["fields"].keys() == {"phone"}
    boss.patch(path, {"grade": "B", "phone": None})
    assert boss.patch(path, {"grade": "A"}, 422)["error"]["fields"].keys() == {"phone"}


def test_a_gap_from_before_does_not_stand_in_the_way(boss: Api, ops: Api) -> None:
    publish(ops, "customer", None)
    made = boss.post("records/customer", {"name": name(), "grade": "A"})
    said = layout(
        section("资料", "name", "grade", {"field": "code", "read_only": ["grade", "=", "B"]}),
        section("重点客户", {"field": "phone", "required": True}, "industry", visible=A),
    )
    publish(ops, "customer", said)
    boss.patch(f"records/customer/{made['id']}", {"name": name()})
    boss.patch(f"records/customer/{made['id']}", {"phone": "2"})


def test_what_is_locked_stays(boss: Api) -> None:
    made = boss.post("records/customer", {"name": name(), "grade": "C", "code": f"C-{uuid4().hex[:8]}"})
    path = f"records/customer/{made['id']}"
    boss.patch(path, {"code": f"D-{uuid4().hex[:8]}", "grade": "B"})
    refused = boss.patch(path, {"code": f"E-{uuid4().hex[:8]}"}, 422)["error"]
    assert refused["code"] == "form_locked" and refused["fields"].keys() == {"code"} and refused["remedy"]
    boss.patch(path, {"name": name()})


def test_what_only_the_phone_asks_for_holds_everywhere(boss: Api, ops: Api) -> None:
    said = layout(section("手机", "name", {"field": "industry", "required": ["grade", "=", "B"]}))
    publish(ops, "customer", said, device="pocket")
    refused = boss.post("records/customer", {"name": name(), "grade": "B"}, 422)["error"]
    assert refused["fields"].keys() == {"industry"}
    publish(ops, "customer", None, device="pocket")
    boss.post("records/customer", {"name": name(), "grade": "B"})


@pytest.mark.parametrize("by", ["somebody", "the server"])
def test_an_import_rejects_the_row_and_names_the_field(ops: Api, shop: str, parts: Opened, by: str) -> None:
    bad, good = name(), name()
    content = f"客户名称,等级,电话\n{bad},A,\n{good},A,0574-3\n".encode()
    company = Company(parts, shop, lambda *_: ops)
    if by == "somebody":
        found = company.work_off(company.post("ops", "customer", content)["id"])
    else:
        found = company.bring("customer", content)
    assert (found["created"], found["rejected"]) == (1, 1), found
    rows = ops.get(f"imports/{found['id']}/rows", verdict="rejected")["items"]
    (why,) = [reason for each in rows for reason in each["reasons"]]
    assert "电话" in why and "重点客户" in why
    assert ops.get("records/customer", filter=["name", "in", [bad, good]], count="exact")["count"] == 1


def test_the_system_is_not_asked(inside: Any, shop: str) -> None:
    with inside(shop) as work:
        work.records.create("customer", {"name": name(), "grade": "A"})
