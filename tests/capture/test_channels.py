"""Channel quality: what each source brought and cost, in the reader's scope, figures with their records."""

from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import Api

YEAR = {"since": "2031-01-01", "until": "2031-12-31"}


@pytest.fixture(scope="module")
def source(ops: Api) -> str:
    """A source nobody else has, with three leads and two amounts spent on it."""
    name = f"s_{uuid4().hex[:8]}"
    for more in ({"cost": "100", "margin": "9000"}, {"cost": "50.50"}, {}):
        lead = ops.post("records/lead", {"name": "渠道测试", "source": name, **more})
        assert lead["source"] == name
    for day, amount in (("2026-01-31", "800"), ("2026-02-01", "49.50")):
        spent = {"source": name, "spent_on": day, "amount": amount, "note": "展位"}
        ops.post("records/channel_spend", spent)
    return name


def row(api: Api, source: str, **said: Any) -> dict[str, Any] | None:
    """The row of a source."""
    found = api.act("look_at_channels", said)["result"]["rows"]
    return next((each for each in found if each["source"] == source), None)


def year(ops: Api) -> str:
    """The year the tests run in, as the company sees it."""
    return str(ops.get("me")["now"])[:4]


def test_a_source_has_its_leads_its_cost_and_its_margin(ops: Api, source: str) -> None:
    found = row(ops, source, since="2026-01-01", until=f"{year(ops)}-12-31")
    assert found is not None
    assert (found["leads"], found["converted"], found["conversion"], found["cycle"]) == (3, 0, "0.0", None)
    assert (found["cost"], found["spend"], found["paid"]) == ("150.50", "849.50", "1000.00")
    assert (found["per_lead"], found["per_conversion"]) == ("333.33", None)
    assert (found["margin"], found["left"], found["back"]) == ("9000.00", "8000.00", "900.0")


def test_every_figure_opens_just_its_records(ops: Api, source: str) -> None:
    found = row(ops, source, since="2026-01-01", until=f"{year(ops)}-12-31")
    assert found is not None
    counts = {
        name: ops.get(f"records/{door['object']}", filter=door["filter"], count="exact")["count"]
        for name, door in found["records"].items()
    }
    assert counts == {"leads": 3, "converted": 0, "cost": 2, "margin": 1, "spend": 2}


def test_a_period_keeps_to_its_days_both_included(ops: Api, source: str) -> None:
    january = row(ops, source, since="2026-01-01", until="2026-01-31")
    assert january is not None and (january["leads"], january["spend"]) == (0, "800.00")
    assert row(ops, source, **YEAR) is None
    whole = ops.act("look_at_channels", {})["result"]
    assert whole["total"]["leads"] == sum(each["leads"] for each in whole["rows"])


def test_who_may_not_see_spending_sees_none_and_his_own_leads_alone(ops: Api, rep: Api, source: str) -> None:
    mine = rep.post("records/lead", {"name": "我的", "source": source})
    found = row(rep, source)
    assert found is not None and found["leads"] == 1 and found["spend"] is None
    assert "spend" not in found["records"]
    rep.get("records/channel_spend", status=200)
    ops.delete(f"records/lead/{mine['id']}")


def test_a_period_that_is_none_is_refused(ops: Api) -> None:
    for said in ({"since": "2026-02-01", "until": "2026-01-01"}, {"since": "1900-01-01"}):
        refused = ops.act("look_at_channels", said, status=422)["error"]
        assert refused["fields"]
