"""Demos of a region without a signature: one item, the reps excused, closed by a signature."""

from typing import Any
from uuid import UUID

import pytest

from prooftrail.platform.work import Caller
from prooftrail.sales.learning.supporting import SOURCE, look
from tests.conftest import Api


@pytest.fixture
def company(own_workspace: str, caller: Any) -> Api:
    """A rep of the east, whose demos are the only ones."""
    return caller("rep", own_workspace)  # type: ignore[no-any-return]


def cleared(parts: Any, workspace: str, admin: Api) -> None:
    """No demo but the test's own."""
    known = admin.get("records/activity", filter=["type", "=", "demo"], limit=100)["items"]
    with parts.workspaces.begin(workspace, Caller(reason="tests")) as work:
        for each in known:
            work.records.delete("activity", UUID(each["id"]))


def test_three_demos_in_a_row(company: Api, own_workspace: str, parts: Any, caller: Any) -> None:
    admin = caller("admin", own_workspace)
    cleared(parts, own_workspace, admin)
    customer = company.post("records/customer", {"name": "签认冷链"})["id"]
    deal = company.post("records/deal", {"name": "签认", "customer": customer})["id"]

    def demo(*evidence: dict[str, Any]) -> str:
        said = {"type": "demo", "deal": deal, "topic": "演示", "next_step": "回访", "evidence": [*evidence]}
        return str(company.act("log_activity", said)["result"]["activity"])

    def items() -> list[Any]:
        with parts.workspaces.begin(own_workspace, Caller(reason="tests")) as work:
            look(work)
        return list(admin.get("records/work_item", filter=["source", "=", SOURCE])["items"])

    def rate() -> Any:
        period = {"this": "year"}
        rows = admin.post("metrics/demo_failure_rate/query", {"group": ["owner"], "period": period}, 200)
        return [row["value"] for row in rows["rows"]]

    given = [demo(), demo()]
    assert items() == []
    assert rate() == ["100"]
    given.append(demo())
    (item,) = items()
    assert (item["state"], item["about_object"], item["owner"]["label"]) == ("open", "department", "吴思源")
    assert all(admin.get(f"records/activity/{each}")["excused"] for each in given)
    assert rate() in ([None], [])
    demo()
    assert len(items()) == 1
    signed = demo({"kind": "signature", "file": company.upload(b"%PDF-1.4 signed", "signed.pdf")})
    assert admin.get(f"records/activity/{signed}")["signed"] is True
    (item,) = items()
    assert (item["state"], item["closed_by_rule"]) == ("closed", True)
    assert rate() == ["0"]
