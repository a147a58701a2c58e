"""A demo lives its last weeks through again by rules in force: decisions, protections, the queue."""

from collections import Counter
from datetime import timedelta

from prooftrail.sales.routing.demonstrating import live_through
from tests.conftest import Callers
from tests.routing.conftest import Inside

SMALL, LARGE = "200000", "900000"
CAME = ("referral", "web", "exhibition", "campaign", "web")


def test_the_last_weeks_are_given_out_by_the_engine(
    caller: Callers, inside: Inside, own_workspace: str
) -> None:
    ops = caller("ops", own_workspace)
    with inside(own_workspace) as work:
        for nth in range(20):
            came = work.now - timedelta(days=40 - 2 * nth)
            work.records.create("lead", {
                "name": f"甬澄 {nth}", "company": f"甬澄{nth}食品有限公司", "source": CAME[nth % 5],
                "estimated_purchase": SMALL if nth % 5 == 1 else LARGE, "owner": None,
                "industry": "food", "answered_at": (came + timedelta(hours=2)).isoformat(),
                "status": "working", "created_at": came.isoformat(),
            }, loose=True)  # fmt: skip
        now = work.now
        live_through(work)
        assert work.now == now
    shown = ops.act("show_distribution", {"about": "lead"})["result"]
    assert (shown["live"]["number"], shown["draft"]["number"]) == (1, 2)
    assert shown["live"]["published_by"]
    rows = ops.get("records/assignment", limit="500")["items"]
    outcomes = Counter(each["outcome"] for each in rows)
    assert outcomes["person"] >= 20 and outcomes["queue"] >= 3
    assert {each["reason"] for each in rows if each["outcome"] == "queue"} == {"no_rule"}
    assert Counter(each["how"] for each in rows)["hand"] == 1
    assert any(each["converted"] for each in rows) and any(each["misassigned"] for each in rows)
    late = [each for each in rows if each["how"] == "rule" and float(each["waited_minutes"]) >= 15]
    assert not [(each["title"], each["round"], each["decided_at"], each["waited_minutes"]) for each in late]
    leads = ops.get("records/lead", filter=["routing", "in", ["assigned", "accepted"]], limit="500")["items"]
    assert len(leads) >= 5 and all(each["protected_until"] > now.isoformat() for each in leads)
    assert not ops.get("records/lead", filter=["routing", "=", "waiting"])["items"]
