"""What follows from the date follows it: at the company's midnight every record is computed anew."""

from tests.conftest import Callers
from tests.design.conftest import define


def test_a_day_later_there_is_a_day_more(own_workspace: str, caller: Callers) -> None:
    ops, admin = caller("ops", own_workspace), caller("admin", own_workspace)
    admin.post("dev/clock", {"now": "2026-03-19T09:00:00+08:00"}, 200)
    name = define(ops, "deal", "formula", options={"formula": "今天() - 立项日期"})["name"]
    made = ops.post("records/deal", {"name": "一天天过", "opened_on": "2026-03-01"})
    assert made[name] == "18"
    admin.post("dev/clock", {"now": "2026-03-21T00:00:01+08:00"}, 200)
    found = ops.get(f"records/deal/{made['id']}")
    assert (found[name], found["version"]) == ("20", made["version"])
