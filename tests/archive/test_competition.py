"""Where rivals stand, from when to when, and who reads it."""

from typing import Any
from uuid import UUID, uuid4

from prooftrail.opening import Opened
from prooftrail.platform.work import Caller
from prooftrail.sales.competition import standing_of
from prooftrail.sales.competition.standing import rivals
from tests.archive.conftest import a_customer
from tests.archive.test_chain import a_deal
from tests.conftest import Api


def presence(api: Api, rival: str, status: int = 201, **more: Any) -> Any:
    said = {"name": "在现场看到样机", "competitor": rival, **more}
    return api.post("records/competitor_presence", said, status)


def test_a_presence_in_a_deal_is_at_its_customer(rep: Api, rep2: Api, parts: Opened, shop: str) -> None:
    rival = rep.post("records/competitor", {"name": f"竞品-{uuid4().hex[:6]}"})["id"]
    customer = a_customer(rep)["id"]
    deal = a_deal(rep, customer)
    file = rep.upload(b"quotation", "quotation.txt")
    first = presence(rep, rival, deal=deal, kind="quotation", since="2026-02-01", until="2026-02-20",
                     offer="88000", files=[file])  # fmt: skip
    assert first["customer"]["id"] == customer and first["offer"]["amount"] == "88000.00"
    presence(rep, rival, customer=customer, kind="channel", since="2026-03-01", channel="甬城经销商")
    rep2.get(f"records/competitor_presence/{first['id']}", status=404)
    with parts.workspaces.begin(shop, Caller(reason="tests")) as work:
        found = standing_of(work, "customer", UUID(customer))
        assert [each.kind for each in found] == ["channel", "quotation"]
        [on_the_day] = standing_of(work, "deal", UUID(deal), found[1].until)
        assert on_the_day.kind == "quotation"
        assert standing_of(work, "deal", UUID(deal), found[0].since) == []
        fact = rivals(work, "customer", UUID(customer), 5, "zh")
        assert fact.lines[0].startswith("2026-03-01") and "渠道动作" in fact.lines[0]
        assert rivals(work, "product", UUID(customer), 5, "en").lines == ["No rivals on record"]


def test_another_customers_deal_and_an_early_end_are_refused(rep: Api) -> None:
    rival = rep.post("records/competitor", {"name": f"竞品-{uuid4().hex[:6]}"})["id"]
    deal = a_deal(rep, a_customer(rep)["id"])
    error = presence(rep, rival, 422, deal=deal, customer=a_customer(rep)["id"])["error"]
    assert error["code"] == "presence_elsewhere"
    error = presence(rep, rival, 422, deal=deal, since="2026-02-02", until="2026-02-01")["error"]
    assert error["code"] == "presence_ends_early"


def test_its_figures_open_their_records(rep: Api) -> None:
    rival = rep.post("records/competitor", {"name": f"竞品-{uuid4().hex[:6]}"})["id"]
    presence(rep, rival, customer=a_customer(rep)["id"], since="2026-02-01")
    found = {each["key"]: each for each in rep.get("metrics")["items"]}
    assert found["competitor_presences"]["object"] == "competitor_presence"
