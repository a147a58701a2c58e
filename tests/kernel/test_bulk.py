"""Bulk: each for itself or all or nothing, through the same door as a single write."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.events.report import Report
from prooftrail.platform.records.verify import verify_rows
from tests.conftest import Api
from tests.kernel.kit import code_of, faults_of, new_id, wait_until_blocked

Aside = Callable[..., "Future[Any]"]
PATH = "records/customer/bulk"


def create(name: str, **values: Any) -> dict[str, Any]:
    return {"op": "create", "data": {"name": name, **values}}


def change(record: str, **values: Any) -> dict[str, Any]:
    return {"op": "update", "id": record, "data": values}


def send(api: Api, mode: str, *ops: Any, status: int = 200) -> Any:
    return api.post(PATH, {"mode": mode, "ops": list(ops)}, status)


def codes(answer: Any) -> list[str | None]:
    return [code_of(each) if "error" in each else None for each in answer["results"]]


def count(api: Api, name: str) -> int:
    return int(api.get("records/customer", filter=["name", "=", name], count="exact", limit=1)["count"])


def test_each_writes_what_can_be_written_in_its_place(rep: Api, rep2: Api, customer: dict[str, Any]) -> None:
    mark, theirs = new_id(), rep2.post("records/customer", {"name": "别人的"})["id"]
    answer = send(
        rep, "each", create(mark), change(customer["id"], phone="1"), change(theirs, phone="1"),
        change(new_id(), phone="1"), create(mark, annual_purchase="x"), change(customer["id"], grade="A"),
        create(mark, grade="A"), {"op": "delete", "id": customer["id"]}, create(mark),
    )  # fmt: skip
    assert codes(answer) == [None, None, "record_missing", "record_missing", "invalid_fields",
                             "twice_in_batch", "field_forbidden", "twice_in_batch", None]  # fmt: skip
    assert count(rep, mark) == 2
    assert answer["results"][1] == {"id": customer["id"], "version": 2}
    assert rep2.get(f"records/customer/{theirs}")["phone"] is None


def test_all_is_all_or_nothing(rep: Api, customer: dict[str, Any]) -> None:
    mark = new_id()
    said = send(rep, "all", create(mark), change(customer["id"], phone="1"), create(""), status=422)
    assert faults_of(said) == {"name"}
    assert count(rep, mark) == 0 and rep.get(f"records/customer/{customer['id']}")["version"] == 1
    assert len(rep.get("events", record=customer["id"])["items"]) == 1
    done = send(rep, "all", create(mark), create(mark), change(customer["id"], phone="1"))
    assert count(rep, mark) == 2 and [each["version"] for each in done["results"]] == [1, 1, 2]


def test_the_same_record_twice_in_all_is_refused(rep: Api, customer: dict[str, Any]) -> None:
    ops = [change(customer["id"], phone="1"), change(customer["id"], industry="x")]
    assert code_of(send(rep, "all", *ops, status=422)) == "twice_in_batch"
    taken = new_id()
    twins = [{"op": "create", "id": taken, "data": {"name": "同"}}] * 2
    assert code_of(send(rep, "all", *twins, status=422)) == "twice_in_batch"
    assert codes(send(rep, "each", *twins)) == [None, "twice_in_batch"]


def test_unique_values_inside_one_batch(rep: Api) -> None:
    code = new_id()[-12:]
    answer = send(
        rep, "each", create("甲", code=code), create("乙", code=code), create("丙", code=f" {code}")
    )
    assert codes(answer) == [None, "duplicate", "duplicate"]
    said = send(rep, "all", create("丁", code=f"{code}x"), create("戊", code=f"{code}x"), status=409)
    assert code_of(said) == "duplicate" and faults_of(said) == {"code"}


def test_each_finds_who_lost_a_race(parts: Opened, kernel: str, rep: Api, inside: Any, aside: Aside) -> None:
    code, mark = new_id()[-12:], new_id()
    with inside(kernel) as work:
        work.records.create("customer", {"name": "先到", "code": code})
        sent = aside(send, rep, "each", create(mark), create("后到", code=code), create(mark))
        wait_until_blocked(parts)
    assert codes(sent.result()) == [None, "duplicate", None]
    assert count(rep, mark) == 2


def test_all_that_loses_a_race_leaves_nothing(
    parts: Opened, kernel: str, rep: Api, inside: Any, aside: Aside
) -> None:
    code, mark = new_id()[-12:], new_id()
    with inside(kernel) as work:
        work.records.create("customer", {"name": "先到", "code": code})
        body = {"mode": "all", "ops": [create(mark), create("后到", code=code)]}
        sent = aside(rep.call, "POST", PATH, body)
        wait_until_blocked(parts)
    assert sent.result().status_code == 409 and code_of(sent.result().json()) == "duplicate"
    assert count(rep, mark) == 0


def test_bulks_over_the_same_records_do_not_deadlock(rep: Api, admin: Api, aside: Aside) -> None:
    made = send(rep, "all", *(create(f"{n}锁") for n in range(20)))
    ids = [each["id"] for each in made["results"]]
    bodies = [
        {"mode": "all", "ops": [change(id, phone=f"{turn}") for id in ids[:: 1 if turn % 2 else -1]]}
        for turn in range(8)
    ]
    calls = [aside((rep, admin)[at % 2].call, "POST", PATH, body) for at, body in enumerate(bodies)]
    assert {each.result().status_code for each in calls} == {200}
    rows = rep.get("records/customer", filter=["id", "in", ids], limit=50)["items"]
    assert {row["version"] for row in rows} == {9} and len({row["phone"] for row in rows}) == 1


def test_versions_count_for_each(rep: Api, admin: Api, customer: dict[str, Any]) -> None:
    admin.patch(f"records/customer/{customer['id']}", {"phone": "她"})
    stale = {**change(customer["id"], phone="我"), "version": 1}
    answer = send(rep, "each", stale, create("别的"))
    assert codes(answer) == ["changed_by_others", None]
    assert answer["results"][0]["error"]["facts"]["fields"]["phone"]["theirs"] == "她"


def test_a_thousand_at_once_and_no_more(rep: Api) -> None:
    mark = new_id()
    done = send(rep, "all", *(create(mark) for _ in range(1000)))
    assert len({each["id"] for each in done["results"]}) == 1000 and count(rep, mark) == 1000
    ops = [change(each["id"], phone=f"{at}") for at, each in enumerate(done["results"])]
    assert {each["version"] for each in send(rep, "each", *ops)["results"]} == {2}
    assert code_of(send(rep, "each", *(create(mark) for _ in range(1001)), status=422)) == "too_many_ops"
    assert send(rep, "each")["results"] == [] and send(rep, "all")["results"] == []


NO_OPS: list[Any] = [
    None, 5, "create", [], {}, {"op": "restore"}, {"op": "update", "data": {}}, {"op": "delete"},
    {"op": "create", "data": []}, {"op": "create", "data": {"name": "x"}, "extra": 1},
    {"op": ["create"]},
    {"op": "update", "id": "x", "data": {}}, {"op": "update", "id": 5, "data": {}},
    {"op": "delete", "id": [1]},
]  # fmt: skip


@pytest.mark.parametrize("op", NO_OPS)
def test_what_is_no_write_is_422(rep: Api, op: Any) -> None:
    for mode in ("each", "all"):
        assert code_of(send(rep, mode, create("好"), op, status=422)) == "invalid_fields"


def test_bodies_of_another_shape_are_422(rep: Api) -> None:
    wrong: list[Any] = [
        {"mode": "some", "ops": []}, {"mode": "all"}, {"ops": []}, {"mode": "all", "ops": {}}, {},
        {"mode": ["all"], "ops": []}, {"mode": "all", "ops": "x"}, {"mode": "all", "ops": [], "x": 1},
    ]  # fmt: skip
    for body in wrong:
        rep.post(PATH, body, 422)
    rep.post("records/nothing/bulk", {"mode": "all", "ops": [create("x")]}, 404)


def test_an_id_of_another_object_is_missing(rep: Api, admin: Api, customer: dict[str, Any]) -> None:
    deal = rep.post("records/deal", {"name": "单", "customer": customer["id"]})
    for api in (rep, admin):
        assert codes(send(api, "each", change(deal["id"], phone="1"))) == ["record_missing"]
        api.get(f"records/customer/{deal['id']}", 404)
        api.patch(f"records/customer/{deal['id']}", {"phone": "1"}, 404)


def test_a_gate_stands_before_bulk_too_and_the_history_keeps_the_try(rep: Api) -> None:
    deal = rep.post("records/deal", {"name": "关口"})["id"]
    ops = [{"op": "update", "id": deal, "data": {"stage": "engaging"}}]
    answer = rep.post("records/deal/bulk", {"mode": "each", "ops": ops}, 200)
    assert codes(answer) == ["evidence_missing"]
    told = [each["action"] for each in rep.get("events", record=deal)["items"]]
    assert told == ["record.created", "attempt.refused"]
    rep.post("records/deal/bulk", {"mode": "all", "ops": ops}, 422)
    told = [each["action"] for each in rep.get("events", record=deal)["items"]]
    assert told == ["record.created", "attempt.refused", "attempt.refused"]


def test_row_and_event_agree_for_every_way_to_write(rep: Api, kernel: str, parts: Opened) -> None:
    made = send(rep, "all", *(create(f"行{n}", phone=f"{n}") for n in range(3)))["results"]
    send(
        rep, "each", change(made[0]["id"], phone="9", annual_purchase="-0"), change(made[1]["id"], phone=None)
    )
    rep.patch(f"records/customer/{made[0]['id']}", {"industry": "x", "name": "改名"})
    report = Report(kernel)
    verify_rows(parts.workspaces, report)
    assert not report.counts and report.rows > 100
