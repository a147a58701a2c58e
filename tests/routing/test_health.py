"""Figures of the distribution: four wrong of a hundred are an alert, three are none."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.conftest import Api
from tests.routing.conftest import Clock, Inside, Turn, clear, published, rule, team

DAY = datetime(2027, 5, 3, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def figure(api: Api, key: str) -> dict[str, Any]:
    """A metric of that day."""
    period = {"from": "2027-05-03", "to": "2027-05-03", "by": "day"}
    rows: list[dict[str, Any]] = api.post(f"metrics/{key}/query", {"period": period}, 200)["rows"]
    return rows[0]


def test_four_wrong_of_a_hundred_are_an_alert_and_three_are_none(
    ops: Api, rep: Api, people: dict[str, str], inside: Inside, shop: str, turn: Turn, clock: Clock
) -> None:
    clear(inside, shop)
    clock(DAY)
    published(ops, rule("one", team(people["rep"])))
    made = [
        {"op": "create", "data": {"name": f"线索 {n}", "source": "web", "owner": None}} for n in range(100)
    ]
    ids = [each["id"] for each in ops.post("records/lead/bulk", {"mode": "all", "ops": made}, 200)["results"]]
    turn()
    for each in ids[:3]:
        rep.act("decline_lead", {"reason": "wrong_group"}, each)
    three = figure(ops, "misassignment")
    assert (float(three["value"]), three.get("level")) == (3.0, None)
    rep.act("decline_lead", {"reason": "wrong_group"}, ids[3])
    four = figure(ops, "misassignment")
    assert (float(four["value"]), four["level"]) == (4.0, "red")
    assert four["records"]["wrong"]["object"] == "assignment"
    rep.patch(f"records/lead/{ids[9]}", {"status": "working"})
    rep.patch(f"records/lead/{ids[9]}", {"status": "converted"})
    rep.patch(f"records/lead/{ids[8]}", {"status": "closed"})
    over = figure(ops, "protection_conversion")["terms"]
    assert {name: int(each) for name, each in over.items()} == {"converted": 1, "ended": 6}
    assert float(figure(ops, "assign_minutes")["value"]) == 0
    assert float(figure(ops, "lead_conversion")["value"]) == 1.0
