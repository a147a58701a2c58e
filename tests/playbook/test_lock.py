"""T+1: a log of 10 March is open until 11 March 24:00, and never after, through any door."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from tests.conftest import Api
from tests.playbook.conftest import at, attempts, log, new_customer, new_deal, slip

Clock = Callable[[str], None]


@pytest.fixture
def logged(people: dict[str, Api], clock: Clock) -> dict[str, str]:
    """A log of 10 March with a piece of evidence: the ids."""
    clock("2031-03-10 09:00")
    rep = people["rep"]
    customer = new_customer(rep)
    deal = new_deal(rep, customer)
    made = rep.act("log_activity", {"type": "call", "deal": deal, "topic": "报价", "evidence": [slip(rep)]})
    found = made["result"]
    return {
        "customer": customer, "deal": deal, "activity": found["activity"],
        "evidence": found["evidence"][0]["id"],
    }  # fmt: skip


def doors(people: dict[str, Api], held: dict[str, str]) -> list[Callable[[], Any]]:
    """Every way to change the entry or what shows it; each answers with a refusal."""
    rep, admin, path = people["rep"], people["admin"], f"records/activity/{held['activity']}"
    via = {"object": "activity", "id": held["activity"]}
    about = {"object": "deal", "id": held["deal"]}
    bulk = {"mode": "all", "ops": [{"op": "update", "id": held["activity"], "data": {"topic": "改"}}]}
    return [
        lambda: rep.patch(path, {"topic": "改"}, 409),
        lambda: admin.patch(path, {"occurred_at": at("2031-03-09 09:00")}, 409),
        lambda: admin.patch(path, {"owner": admin.get("me")["id"]}, 409),
        lambda: rep.post("records/activity/bulk", bulk, 409),
        lambda: admin.delete(path, 409),
        lambda: rep.post("records/evidence", {**slip(rep), "about": about, "via": via}, 409),
        lambda: admin.delete(f"records/evidence/{held['evidence']}", 409),
    ]


def test_open_until_the_end_of_the_next_day_and_never_after(
    people: dict[str, Api], clock: Clock, logged: dict[str, str]
) -> None:
    rep, path = people["rep"], f"records/activity/{logged['activity']}"
    clock("2031-03-11 23:59:59")
    assert rep.patch(path, {"topic": "报价与交期"})["topic"] == "报价与交期"
    clock("2031-03-12 00:00")
    for door in doors(people, logged):
        error = door()["error"]
        error = error if error["code"] != "bulk_refused" else error["facts"]["results"][0]["error"]
        assert (error["code"], error["kind"]) == ("entry_locked", "locked"), error
        assert error["facts"]["locked_at"] == "2031-03-12 00:00"
        assert "更正" in error["remedy"]
    assert rep.get(path)["topic"] == "报价与交期"
    assert set(attempts(people["admin"], logged["activity"])) == {"entry_locked"}
    clock("2032-01-01 09:00")
    assert rep.patch(path, {"topic": "改"}, 409)["error"]["code"] == "entry_locked"


def test_writing_what_is_there_already_is_no_change(
    people: dict[str, Api], clock: Clock, logged: dict[str, str]
) -> None:
    clock("2031-03-13 09:00")
    assert people["rep"].patch(f"records/activity/{logged['activity']}", {"topic": "报价"})["version"] == 1


def test_a_correction_is_a_new_entry_that_points_back(
    people: dict[str, Api], clock: Clock, logged: dict[str, str]
) -> None:
    clock("2031-03-13 09:00")
    again = log(people["rep"], "call", logged["customer"], corrects=logged["activity"])
    shown = people["rep"].get(f"records/activity/{again}")
    assert shown["corrects"]["id"] == logged["activity"] and not shown["late"]


def test_what_was_deleted_in_time_does_not_come_back_later(
    people: dict[str, Api], clock: Clock, logged: dict[str, str]
) -> None:
    admin, path = people["admin"], f"records/activity/{logged['activity']}"
    admin.delete(path)
    clock("2031-03-12 00:00")
    refused = admin.act("restore_record", {"object": "activity"}, logged["activity"], 409)
    assert refused["error"]["code"] == "entry_locked"


def test_late_is_told_later_than_the_day_after(people: dict[str, Api], clock: Clock) -> None:
    clock("2031-03-10 09:00")
    rep = people["rep"]
    customer = new_customer(rep)
    for day, late in (("2031-03-10", False), ("2031-03-09", False), ("2031-03-08", True)):
        made = log(rep, "visit", customer, occurred_at=at(f"{day} 08:00"))
        shown = rep.get(f"records/activity/{made}")
        assert shown["late"] is late, day
        assert shown["received_at"] == rep.get("me")["now"]
    moved = rep.patch(f"records/activity/{made}", {"occurred_at": at("2031-03-09 08:00")})
    assert moved["late"] is False


def test_nobody_sets_what_the_system_says(people: dict[str, Api], logged: dict[str, str]) -> None:
    for field, value in (("late", False), ("received_at", at("2031-03-20 09:00")), ("flags", [])):
        refused = people["admin"].patch(f"records/activity/{logged['activity']}", {field: value}, 403)
        assert refused["error"]["code"] == "field_forbidden"


def test_the_system_still_judges_what_waits(
    people: dict[str, Api], clock: Clock, logged: dict[str, str], inside: Any, clocked: str
) -> None:
    """The lock is for people: what follows from other writes goes on."""
    clock("2031-03-20 09:00")
    people["admin"].delete(f"records/customer/{new_customer(people['rep'])}")
    with inside(clocked) as work:
        change = work.records.update("evidence", UUID(logged["evidence"]), {"state": "waiting"}, loose=True)
        assert change.after["state"] == "waiting"


def test_what_lies_ahead_did_not_happen(people: dict[str, Api], clock: Clock) -> None:
    clock("2031-03-10 09:00")
    rep = people["rep"]
    customer = new_customer(rep)
    refused = log(rep, "call", customer, 422, occurred_at=at("2031-03-10 09:15:01"))
    assert refused["code"] == "not_yet_happened" and "occurred_at" in refused["fields"]
    assert log(rep, "call", customer, occurred_at=at("2031-03-10 09:15"))
    assert attempts(people["admin"], customer) == ["not_yet_happened"]
