"""Out of the pool: who may claim what, one at a time, and how many one may open."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from tests.conftest import Api, Callers
from tests.ownership.conftest import NAMES, Clock, Inside, People, customer, happened, pooled, profile

Setting = Callable[[str, Any], None]


@pytest.fixture(autouse=True)
def seniors(inside: Inside, shop: str, people: People, setting: Setting) -> None:
    """Both reps may claim anything, anywhere, as often as they like, unless a test says otherwise."""
    for login in ("rep", "rep2"):
        profile(inside, shop, people[login], level=3, regions=[], skills=[])
    setting("claims_per_day", 100)
    setting("claims_per_week", 100)
    setting("looks_per_day", {"*": 1000})


def refused(api: Api, one: str, status: int = 409) -> dict[str, Any]:
    found: dict[str, Any] = api.act("claim_customer", {}, one, status)["error"]
    return found


def test_who_claims_has_the_customer_with_contacts_and_open_deals(
    rep: Api, rep2: Api, ops: Api, people: People
) -> None:
    one = customer(rep)
    contact = rep.post("records/contact", {"name": "王工", "customer": one})["id"]
    deal = rep.post("records/deal", {"name": "商机", "customer": one})["id"]
    rep.act("log_activity", {"type": "call", "customer": one, "topic": "问近况"})
    rep.act("release_customer", {"reason": "other"}, one, 422)
    rep2.act("release_customer", {"reason": "no_time"}, one, 404)
    rep.act("release_customer", {"reason": "no_time"}, one)
    rep.get(f"records/customer/{one}", 404)
    rep.get(f"records/contact/{contact}", 404)
    result = rep2.act("claim_customer", {}, one)["result"]
    assert result["owner"] == people["rep2"] and result["taken_along"] == 2
    found = rep2.get(f"records/customer/{one}")
    assert (found["routing"], found["pool"], found["owner"]["id"]) == ("kept", None, people["rep2"])
    for object, id in (("contact", contact), ("deal", deal)):
        assert rep2.get(f"records/{object}/{id}")["owner"]["id"] == people["rep2"]
    past = rep2.get("records/activity", filter=["customer", "=", one])["items"]
    assert [each["owner"]["id"] for each in past] == [people["rep"]]
    assert [action for action, _ in happened(ops, one)][-2:] == ["customer.released", "customer.claimed"]


def test_a_novice_cannot_claim_a_high_value_customer_and_reads_why(
    rep: Api, rep2: Api, ops: Api, inside: Inside, shop: str, people: People
) -> None:
    profile(inside, shop, people["rep2"], level=1)
    by_grade, by_purchase = pooled(rep, ops, grade="A"), pooled(rep, ops, annual_purchase="350000.00")
    said = refused(rep2, by_grade)
    assert said["code"] == "claim_level" and (said["facts"]["needs"], said["facts"]["has"]) == (3, 1)
    assert "A 类" in said["message"] and "资历 3" in said["message"] and "主管" in said["remedy"]
    english = rep2.call("POST", "actions/claim_customer", {"record": by_grade, "input": {}},
                        headers={"Accept-Language": "en"}).json()["error"]  # fmt: skip
    assert "seniority 3, yours is 1" in english["message"] and "Grade A" in english["message"]
    assert refused(rep2, by_purchase)["facts"]["needs"] == 2
    items = rep2.act("list_pool", {"search": NAMES[by_grade]})["result"]["items"]
    assert [each["code"] for each in items[0]["against"]] == ["claim_level"]
    profile(inside, shop, people["rep2"], level=3)
    rep2.act("claim_customer", {}, by_grade)


def test_region_and_skill_are_asked_and_all_that_stands_against_it_is_named(
    rep: Api, rep2: Api, inside: Inside, shop: str, people: People, setting: Setting
) -> None:
    setting("industry_skills", {"pharma": "cold_chain"})
    profile(inside, shop, people["rep2"], regions=["3301", "33"], skills=["food"])
    far = pooled(rep, region="440300", industry="food")
    said = refused(rep2, far)
    assert said["code"] == "claim_region" and "浙江" in said["remedy"]
    both = pooled(rep, region="440300", industry="pharma")
    assert refused(rep2, both)["facts"]["against"] == ["claim_region", "claim_skill"]
    near = pooled(rep, region="330212", industry="pharma")
    assert refused(rep2, near)["code"] == "claim_skill"
    profile(inside, shop, people["rep2"], skills=["food", "cold_chain"])
    rep2.act("claim_customer", {}, near)


def test_limits_of_a_day_a_week_and_at_once_refill(
    rep: Api, rep2: Api, clock: Clock, setting: Setting
) -> None:
    clock("2027-03-03 09:00")
    lying = [pooled(rep) for _ in range(5)]
    setting("claims_per_day", 1)
    setting("claims_per_week", 2)
    rep2.act("claim_customer", {}, lying[0])
    said = refused(rep2, lying[1])
    assert said["code"] == "claim_day_full" and "2027-03-04 00:00" in said["remedy"]
    clock("2027-03-04 00:00")
    rep2.act("claim_customer", {}, lying[1])
    clock("2027-03-05 00:00")
    said = refused(rep2, lying[2])
    assert said["code"] == "claim_week_full" and "2027-03-08 00:00" in said["remedy"]
    clock("2027-03-08 00:00")
    rep2.act("claim_customer", {}, lying[2])
    setting("most_held", 1)
    clock("2027-03-09 00:00")
    assert refused(rep2, lying[3])["code"] == "claim_held_full"


def test_who_lost_a_customer_waits_until_he_may_claim_him_again(
    rep: Api, rep2: Api, clock: Clock, people: People
) -> None:
    clock("2027-04-01 09:00")
    one, other = pooled(rep), pooled(rep)
    said = refused(rep, one)
    assert said["code"] == "claim_cooling" and "2027-05-01 09:00" in said["remedy"]
    rep2.act("claim_customer", {}, one)
    clock("2027-05-01 08:59")
    assert refused(rep, other)["code"] == "claim_cooling"
    clock("2027-05-01 09:00")
    assert rep.act("claim_customer", {}, other)["result"]["owner"] == people["rep"]


def test_of_many_who_claim_at_once_exactly_one_wins(rep: Api, caller: Callers, shop: str, ops: Api) -> None:
    one, callers = pooled(rep), [caller("rep2", shop), caller("sunhao", shop)] * 4
    together = Barrier(len(callers))

    def claim(api: Api) -> tuple[int, str]:
        together.wait()
        answer = api.call("POST", "actions/claim_customer", {"record": one, "input": {}})
        return answer.status_code, api.login if answer.status_code == 200 else answer.json()["error"]["code"]

    with ThreadPoolExecutor(len(callers)) as pool:
        answers = list(pool.map(claim, callers))
    won = [login for status, login in answers if status == 200]
    assert len(won) == 1
    assert {said for status, said in answers if status != 200} == {"claim_taken"}
    assert [action for action, _ in happened(ops, one)].count("customer.claimed") == 1


def test_limits_hold_for_who_claims_several_at_once(
    rep: Api, caller: Callers, shop: str, setting: Setting, clock: Clock
) -> None:
    clock("2027-06-01 09:00")
    lying, api = [pooled(rep) for _ in range(6)], caller("rep2", shop)
    setting("claims_per_day", 2)
    with ThreadPoolExecutor(len(lying)) as pool:
        answers = list(pool.map(
            lambda one: api.call("POST", "actions/claim_customer", {"record": one, "input": {}}).status_code,
            lying,
        ))  # fmt: skip
    assert sorted(answers) == [200, 200, 409, 409, 409, 409]


def test_a_head_assigns_out_of_the_pool_to_those_he_heads(
    rep: Api, rep2: Api, manager: Api, ops: Api, inside: Inside, shop: str, people: People
) -> None:
    one = pooled(rep, ops, grade="A")
    rep.act("assign_customer", {"to": people["rep"]}, one, 403)
    manager.act("assign_customer", {"to": people["rep2"]}, one, 403)
    profile(inside, shop, people["sunhao"], level=1, regions=[], skills=[])
    said = manager.act("assign_customer", {"to": people["sunhao"]}, one, 409)["error"]
    assert said["code"] == "assignee_unfit" and said["facts"]["against"] == ["claim_level"]
    assert "资历 3" in said["message"]
    manager.act("assign_customer", {"to": people["sunhao"], "anyway": True}, one, 422)
    given = {"to": people["sunhao"], "anyway": True, "reason": "老客户的老乡"}
    assert manager.act("assign_customer", given, one)["result"]["owner"] == people["sunhao"]
    events = ops.get("events", record=one)["items"]
    because = next(each["because"] for each in events if each["action"] == "customer.assigned")
    assert because["set_aside"] == "claim_level" and because["reason"] == "老客户的老乡"
    manager.act("assign_customer", {"to": people["sunhao"]}, customer(rep), 409)


def test_the_pool_shows_rows_by_which_nobody_can_be_called_and_few_customers_whole(
    rep: Api, rep2: Api, ops: Api, setting: Setting, clock: Clock
) -> None:
    clock("2027-07-01 09:00")
    lying = [customer(rep, phone="0574-88880000") for _ in range(3)]
    rep.post("records/contact", {"name": "王建业", "customer": lying[0], "phone": "13900001111"})
    for each in lying:
        rep.act("release_customer", {"reason": "no_time"}, each)
    rows = rep2.act("list_pool", {"search": "客户"})["result"]
    assert {*lying} <= {each["id"] for each in rows["items"]}
    assert "phone" not in rows["items"][0] and "88880000" not in str(rows)
    rep2.get(f"records/customer/{lying[0]}", 404)
    assert rep2.get("records/contact", filter=["customer", "=", lying[0]])["items"] == []
    setting("looks_per_day", {"*": 2, "manager": 50})
    first = rep2.act("look_at_pool_customer", {}, lying[0])["result"]
    assert first["customer"]["phone"] == "0574-88880000" and first["contacts"][0]["phone"] == "13900001111"
    rep2.act("look_at_pool_customer", {}, lying[1])
    rep2.act("look_at_pool_customer", {}, lying[1])
    said = rep2.act("look_at_pool_customer", {}, lying[2], 409)["error"]
    assert said["code"] == "pool_looks_spent" and "2027-07-02 00:00" in said["remedy"]
    assert ops.act("look_at_pool_customer", {}, lying[2])["result"]["limits"]["looked"] == 0
    clock("2027-07-02 00:00")
    rep2.act("look_at_pool_customer", {}, lying[2])


def test_what_is_not_in_the_pool_is_neither_claimed_nor_looked_at(rep: Api, rep2: Api) -> None:
    mine = customer(rep)
    rep2.act("claim_customer", {}, mine, 404)
    rep2.act("look_at_pool_customer", {}, mine, 404)
    assert refused(rep, mine)["code"] == "customer_not_in_pool"
