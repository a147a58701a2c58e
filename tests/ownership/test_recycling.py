"""A customer nobody tends: his owner is reminded, told a last time, and loses him, by a moved clock."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from tests.conftest import Api
from tests.ownership.conftest import DAY, NAMES, Clock, customer, happened, moment, told


def routed(api: Api, record: str) -> tuple[Any, Any, Any]:
    found = api.get(f"records/customer/{record}")
    return found["routing"], (found["owner"] or {}).get("id"), found["pool"]


def test_untended_since_march_reminded_on_the_31st_in_the_pool_on_15_april(
    rep: Api, ops: Api, clock: Clock
) -> None:
    clock("2026-03-01 09:00")
    one = customer(rep)
    clock("2026-03-31 08:59:59")
    assert told(rep, one) == []
    clock("2026-03-31 09:00")
    assert [title.endswith("已 30 天没有跟进") for title in told(rep, one)] == [True]
    due_at = datetime.fromisoformat(ops.get(f"records/customer/{one}")["due_at"])
    assert due_at == moment("2026-04-15 09:00")
    clock("2026-04-15 08:59:59")
    assert routed(ops, one)[0] != "pool" and rep.get(f"records/customer/{one}")["id"] == one
    clock("2026-04-15 09:00")
    assert routed(ops, one) == ("pool", None, "default")
    rep.get(f"records/customer/{one}", 404)


def recycled(ops: Api, one: str) -> list[tuple[str, datetime]]:
    """What happened to him, without what grades and tags him by the way."""
    return [each for each in happened(ops, one) if each[0] in ("customer.reminded", "customer.recycled")]


def test_in_one_step_over_both_days_each_comes_once_and_in_order(rep: Api, ops: Api, clock: Clock) -> None:
    clock("2026-03-01 09:00")
    one = customer(rep)
    clock("2026-05-20 09:00")
    mine = recycled(ops, one)
    assert mine == [
        ("customer.reminded", moment("2026-03-31 09:00")),
        ("customer.recycled", moment("2026-04-15 09:00")),
    ]
    said = [title.removeprefix(NAMES[one]).strip() for title in told(rep, one)]
    assert said == ["已 30 天没有跟进", "已 42 天没有跟进", "已进公海"]
    clock("2026-07-01 09:00")
    assert recycled(ops, one) == mine


def test_whatever_somebody_does_starts_the_days_anew(rep: Api, ops: Api, clock: Clock) -> None:
    clock("2026-03-01 09:00")
    one, by_activity, by_contact, by_deal = (customer(rep) for _ in range(4))
    deal = rep.post("records/deal", {"name": "商机", "customer": by_deal})["id"]
    clock("2026-04-02 10:00")
    assert ops.get(f"records/customer/{by_activity}")["due_at"]
    rep.act("log_activity", {"type": "call", "customer": by_activity, "topic": "问近况"})
    rep.post("records/contact", {"name": "王工", "customer": by_contact})
    rep.patch(f"records/deal/{deal}", {"amount": "1000.00"})
    rep.patch(f"records/customer/{one}", {"industry": "food"})
    for each in (one, by_activity, by_contact, by_deal):
        assert ops.get(f"records/customer/{each}")["due_at"] is None
    clock("2026-05-02 10:00")
    assert [len(told(rep, each)) for each in (one, by_activity, by_contact, by_deal)] == [2, 2, 2, 2]
    assert routed(ops, by_activity)[0] != "pool"
    clock("2026-05-17 10:00")
    assert {routed(ops, each)[0] for each in (one, by_activity, by_contact, by_deal)} == {"pool"}


def test_grades_deals_far_on_and_what_a_head_keeps_are_spared(
    rep: Api, manager: Api, ops: Api, clock: Clock, setting: Callable[[str, Any], None]
) -> None:
    clock("2026-03-01 09:00")
    setting("exempt_grades", ["B"])
    setting("grade_days", {"A": {"remind": 10, "pool": 20}})
    spared, quick, usual, far, kept = (customer(rep, ops, grade=each) for each in ("B", "A", "C", "C", "C"))
    deal = rep.post("records/deal", {"name": "商机", "customer": far})["id"]
    rep.act("keep_customer", {"until": "2026-05-01", "reason": "年后复工"}, kept, 403)
    manager.act("keep_customer", {"until": "2026-05-01"}, kept, 422)
    manager.act("keep_customer", {"until": "2027-05-01", "reason": "年后复工"}, kept, 422)
    manager.act("keep_customer", {"until": "2026-05-01", "reason": "年后复工"}, kept)
    setting("late_stages", [ops.get(f"records/deal/{deal}")["stage"]])
    clock("2026-03-21 09:00")
    assert routed(ops, quick)[0] == "pool"
    clock("2026-04-15 09:00")
    assert routed(ops, usual)[0] == "pool"
    clock("2026-05-01 23:59")
    assert {routed(ops, each)[0] for each in (spared, far, kept)} == {None}
    clock("2026-05-02 00:00")
    assert len(told(rep, kept)) == 1 and routed(ops, kept)[0] is None
    clock("2026-05-05 00:00")
    assert routed(ops, kept)[0] == "pool" and routed(ops, far)[0] is None
    setting("late_stages", [])
    clock("2026-05-20 00:00")
    assert routed(ops, far)[0] == "pool" and routed(ops, spared)[0] is None


def test_a_region_has_a_pool_of_its_own(rep: Api, ops: Api, setting: Callable[[str, Any], None]) -> None:
    setting("pools", [
        {"pool": "华东制药", "regions": ["33", "31"], "industries": ["pharma"]},
        {"pool": "华东", "regions": ["33"], "industries": []},
    ])  # fmt: skip
    pools = []
    for region, industry in (("330212", "pharma"), ("330212", "food"), ("440300", "pharma")):
        one = customer(rep, region=region, industry=industry)
        rep.act("release_customer", {"reason": "wrong_fit"}, one)
        pools.append(routed(ops, one)[2])
    assert pools == ["华东制药", "华东", "default"]


def test_nobody_loses_a_customer_unwarned_where_the_server_was_away(
    rep: Api, ops: Api, clock: Clock, inside: Any, shop: str
) -> None:
    clock("2026-03-01 09:00")
    one = customer(rep)
    with inside(shop) as work:
        work.execute(f"update {work.place.schema}._meta set clock = %s", [moment("2026-06-01 09:00")])
    clock("2026-06-01 09:30")
    assert routed(ops, one)[0] is None
    told_at = next(at for action, at in happened(ops, one) if action == "customer.reminded")
    assert told_at - moment("2026-06-01 09:00") < timedelta(minutes=31)
    clock("2026-06-05 09:30")
    lost = next(at for action, at in happened(ops, one) if action == "customer.recycled")
    assert 3 * DAY <= lost - told_at < 3 * DAY + timedelta(minutes=16)
