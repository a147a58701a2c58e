"""Look-ups and roll-ups: kept as columns, right within a turn of the worker, never a new version."""

from collections.abc import Callable
from typing import Any

from prooftrail.opening import Opened
from prooftrail.platform.events.report import Report
from prooftrail.platform.records.verify import verify_rows
from tests.conftest import Api
from tests.design.conftest import define

Turn = Callable[[], None]


def rollup(api: Api, object: str, status: int = 201, **options: Any) -> dict[str, Any]:
    return define(api, object, "rollup", status, options=options)


def test_a_lookup_is_asked_like_any_field(ops: Api, turn: Turn) -> None:
    made = define(ops, "deal", "lookup", options={"link": "customer", "field": "grade"})
    assert (made["type"], made["result"]) == ("lookup", "choice")
    name = made["name"]
    customer = ops.post("records/customer", {"name": "查找客户", "grade": "A"})
    deal = ops.post("records/deal", {"name": "查找商机", "customer": customer["id"]})
    assert deal[name] == "A"
    ops.patch(f"records/customer/{customer['id']}", {"grade": "C"})
    turn()
    listed = ops.get("records/deal", filter=["and", [name, "=", "C"], ["name", "=", "查找商机"]])
    assert [row["id"] for row in listed["items"]] == [deal["id"]]
    assert listed["items"][0]["version"] == deal["version"]


def test_rollups_follow_children(ops: Api, turn: Turn) -> None:
    count = rollup(ops, "customer", **{"from": "deal"}, link="customer", how="count")["name"]
    total = rollup(ops, "customer", **{"from": "deal"}, link="customer", how="sum", field="amount")["name"]
    open_ones = rollup(
        ops, "customer", **{"from": "deal"}, link="customer", how="max", field="amount",
        filter=["stage", "!=", "lost"],
    )["name"]  # fmt: skip
    mean = rollup(ops, "customer", **{"from": "deal"}, link="customer", how="avg", field="amount")["name"]
    customer = ops.post("records/customer", {"name": "汇总客户"})
    path = f"records/customer/{customer['id']}"
    assert (customer[count], customer[total], customer[open_ones]) == (
        0,
        {"amount": "0.00", "currency": "CNY"},
        None,
    )
    deals = [
        ops.post("records/deal", {"name": f"单{n}", "customer": customer["id"], "amount": f"{n}00.10"})
        for n in (1, 2, 4)
    ]
    turn()
    found = ops.get(path)
    assert found[count] == 3 and found["version"] == customer["version"]
    assert found[total]["amount"] == "700.30" and found[mean]["amount"] == "233.43"
    assert found[open_ones]["amount"] == "400.10"
    ops.patch(f"records/deal/{deals[2]['id']}", {"amount": "1"})
    ops.delete(f"records/deal/{deals[1]['id']}")
    turn()
    found = ops.get(path)
    assert (found[count], found[total]["amount"], found[open_ones]["amount"]) == (2, "101.10", "100.10")
    other = ops.post("records/customer", {"name": "另一个汇总客户"})
    ops.patch(f"records/deal/{deals[0]['id']}", {"customer": other["id"]})
    ops.act("restore_record", {"object": "deal"}, deals[1]["id"])
    turn()
    assert ops.get(path)[count] == 2 and ops.get(f"records/customer/{other['id']}")[count] == 1
    events = [each for each in ops.get("events", record=customer["id"])["items"] if each["version"] is None]
    assert [each["action"] for each in events] == ["derived.changed"] * len(events) and events
    assert events[0]["changes"][count] == [0, 3]


def test_chains_over_objects_settle_in_one_turn(ops: Api, turn: Turn) -> None:
    total = rollup(ops, "customer", **{"from": "deal"}, link="customer", how="sum", field="amount")["name"]
    share = define(ops, "customer", "formula", options={"formula": f"IF({total} > 0, {total} / 2, 0)"})[
        "name"
    ]
    back = define(ops, "deal", "lookup", options={"link": "customer", "field": share})["name"]
    customer = ops.post("records/customer", {"name": "环环相扣"})
    deal = ops.post("records/deal", {"name": "扣", "customer": customer["id"], "amount": "9"})
    turn()
    assert ops.get(f"records/customer/{customer['id']}")[share]["amount"] == "4.50"
    assert ops.get(f"records/deal/{deal['id']}")[back]["amount"] == "4.50"
    refused = rollup(ops, "customer", 422, **{"from": "deal"}, link="customer", how="sum", field="phone")
    assert set(refused["error"]["fields"]) == {"options.field"}
    refused = rollup(ops, "customer", 422, **{"from": "deal"}, link="product", how="count")
    assert set(refused["error"]["fields"]) == {"options.link"}
    assert ops.delete(f"objects/customer/fields/{total}", 409)["error"]["code"] == "field_in_formula"


def test_a_circle_over_objects_is_refused(ops: Api) -> None:
    field = define(ops, "contact", "formula", options={"formula": "LEN(姓名)"})["name"]
    total = rollup(ops, "customer", **{"from": "contact"}, link="customer", how="sum", field=field)["name"]
    body = {"options": {"formula": f"customer.{total} + 1"}}
    assert ops.patch(f"objects/contact/fields/{field}", body, 422)["error"]["code"] == "formula_cycle"


def test_rows_verify_after_all_that(parts: Opened, shop: str, ops: Api, turn: Turn) -> None:
    turn()
    report = Report(shop)
    verify_rows(parts.workspaces, report)
    assert report.rows > 0 and report.clean, report.named
