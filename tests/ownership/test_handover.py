"""When somebody leaves: refused at once, handed over whole, counted alike, and taken back."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from prooftrail.platform.blueprint.organisation import open_accounts
from prooftrail.platform.workitems.opening import Opening, open_item
from tests.conftest import Api, Callers
from tests.ownership.conftest import Clock, Inside, People, customer, happened, moment

Hand = Callable[..., dict[str, Any]]


@pytest.fixture
def leaver(inside: Inside, shop: str, people: People, caller: Callers) -> Api:
    """A rep of the manager's team who is about to leave."""
    login = f"l{uuid4().hex[:7]}"
    with inside(shop) as work:
        row = work.execute(
            f"select department from {work.place.schema}.person where id = %s", [people["rep"]]
        ).fetchone()
        assert row is not None
        said = {"name": login, "login": login, "department": str(row[0]), "roles": ["rep"],
                "joined_on": "2020-01-01"}  # fmt: skip
        people[login] = str(work.records.create("person", said, loose=True).id)
        open_accounts(work, {login: UUID(people[login])}, "demo")
    return caller(login, shop)


@pytest.fixture
def left(leaver: Api, admin: Api, people: People) -> Iterator[Callable[[], None]]:
    """`left()`: he has gone; his next request is refused."""

    def gone() -> None:
        leaver.get("records/customer")
        admin.patch(f"records/person/{people[leaver.login]}", {"left_on": admin.get("me")["now"][:10]})
        assert leaver.get("records/customer", 401)["error"]["code"] == "not_signed_in"

    yield gone


def furnished(api: Api, inside: Inside, shop: str) -> dict[str, str]:
    """A customer with one of everything."""
    one = customer(api)
    made = {"customer": one}
    made["contact"] = api.post("records/contact", {"name": "王工", "customer": one})["id"]
    made["deal"] = api.post("records/deal", {"name": "商机", "customer": one})["id"]
    made["activity"] = api.act("log_activity", {"type": "call", "deal": made["deal"], "topic": "问近况"})[
        "records"
    ][0]["id"]
    said = {"subject": "询价邮件", "customer": one, "channel": "mail"}
    made["communication"] = api.post("records/communication", said)["id"]
    for object in ("quotation", "contract"):
        said = {"name": "报价", "deal": made["deal"], "customer": one}
        made[object] = api.post(f"records/{object}", said)["id"]
    with inside(shop) as work:
        words = {"zh": "回访", "en": "Call back"}
        item, _ = open_item(work, Opening(
            words, "tests", [{"by": "owner"}], "request", "info", words, (), "customer", UUID(one),
            episode=one,
        ))  # fmt: skip
        made["work_item"] = str(item)
    return made


def owner(api: Api, object: str, id: str) -> str:
    return str(api.get(f"records/{object}/{id}")["owner"]["id"])


GOES = ("customer", "contact", "deal", "communication", "quotation", "contract", "work_item")


def test_a_leaver_is_refused_and_everything_of_his_goes_on_counted_alike(
    leaver: Api, left: Callable[[], None], manager: Api, rep: Api, ops: Api, people: People, inside: Inside,
    shop: str,
) -> None:  # fmt: skip
    made, bare = furnished(leaver, inside, shop), customer(leaver)
    lead = leaver.post("records/lead", {"name": "线索", "source": "web"})["id"]
    left()
    who = people[leaver.login]
    before = manager.act("preview_handover", {"leaver": who})["result"]
    listed = {each["customer"]["id"]: each for each in before["items"]}
    assert before["customers"] == 2 and set(listed) == {made["customer"], bare}
    assert listed[made["customer"]]["counts"] == {
        "contact": 1, "deal": 1, "activity": 1, "communication": 1, "quotation": 1, "contract": 1, "order": 0,
        "work_item": 1, "approval": 0,
    }  # fmt: skip
    assert listed[made["customer"]]["moving"] == dict.fromkeys(GOES[1:], 1) and before["rest"] == {"lead": 1}
    result = manager.act("handover", {"leaver": who, "to": people["rep"]})["result"]
    assert result["left"] == 0 and result["equal"] and result["before"] == result["after"]
    assert result["before"] == dict.fromkeys((*GOES[1:], "activity"), 1)
    assert result["moved"] == {**dict.fromkeys(GOES[1:], 1), "customer": 2, "lead": 1}
    assert {owner(ops, each, made[each]) for each in GOES} == {people["rep"]}
    assert owner(ops, "lead", lead) == people["rep"]
    assert owner(ops, "activity", made["activity"]) == who
    assert rep.get(f"records/activity/{made['activity']}")["topic"] == "问近况"
    assert happened(ops, made["deal"])[-1][0] == "record.handed_over"
    assert manager.act("preview_handover", {"leaver": who})["result"]["customers"] == 0
    manager.act("handover", {"leaver": who, "to": people["rep"], "split": []})


def test_undone_after_the_successor_worked_his_work_stays_and_ownership_returns(
    leaver: Api, left: Callable[[], None], manager: Api, rep: Api, ops: Api, people: People, inside: Inside,
    shop: str,
) -> None:  # fmt: skip
    made, moved_on = furnished(leaver, inside, shop), customer(leaver)
    left()
    who = people[leaver.login]
    done = manager.act("handover", {"leaver": who, "to": people["rep"]})["result"]
    rep.patch(f"records/deal/{made['deal']}", {"amount": "88000.00"})
    mine = rep.post("records/contact", {"name": "李总", "customer": made["customer"]})["id"]
    work = rep.act("log_activity", {"type": "call", "customer": made["customer"], "topic": "上门"})
    new = rep.post("records/deal", {"name": "新商机", "customer": made["customer"]})["id"]
    manager.patch(f"records/customer/{moved_on}", {"owner": people["sunhao"]})
    rep.act("undo_handover", {"handover": done["handover"]}, status=403)
    result = manager.act("undo_handover", {"handover": done["handover"]})["result"]
    assert {owner(ops, each, made[each]) for each in GOES} == {who}
    assert ops.get(f"records/deal/{made['deal']}")["amount"]["amount"] == "88000.00"
    assert {owner(ops, "contact", mine), owner(ops, "deal", new)} == {people["rep"]}
    assert owner(ops, "activity", work["records"][0]["id"]) == people["rep"]
    assert [(each["id"], each["why"]) for each in result["left"]] == [(moved_on, "moved_on")]
    assert result["returned"]["customer"] == 1 and owner(ops, "customer", moved_on) == people["sunhao"]
    assert manager.act("undo_handover", {"handover": done["handover"]}, status=409)["error"]["code"] == (
        "handover_undone"
    )
    kept = manager.act("list_handovers", {"leaver": who})["result"]["items"][0]
    assert kept["undone_at"] and not kept["may_undo"] and kept["customers"] == 2


def test_split_among_several_in_batches_and_undone_within_seven_days_only(
    leaver: Api, manager: Api, ops: Api, people: People, clock: Clock, setting: Callable[[str, Any], None]
) -> None:
    clock("2027-09-01 09:00")
    setting("handover_batch", 2)
    ones = [customer(leaver) for _ in range(5)]
    who = people[leaver.login]
    asked = {"leaver": who, "to": people["rep"],
             "split": [{"to": people["sunhao"], "customers": ones[:2]}]}  # fmt: skip
    twice = [*asked["split"], {"to": people["rep"], "customers": ones[:1]}]
    assert manager.act("handover", {**asked, "split": twice}, status=422)["error"]["fields"]["split"]
    result, lefts = manager.act("handover", asked)["result"], []
    while lefts.append(result["left"]) or result["left"]:
        result = manager.act("handover", {**asked, "handover": result["handover"]})["result"]
    assert lefts == [3, 1, 0] and result["customers"] == 5 and result["moved"]["customer"] == 5
    assert [owner(ops, "customer", each) for each in ones] == [people["sunhao"]] * 2 + [people["rep"]] * 3
    clock("2027-09-08 09:00:01")
    said = manager.act("undo_handover", {"handover": result["handover"]}, status=409)["error"]
    assert said["code"] == "handover_too_old"
    clock("2027-09-08 09:00")
    back = manager.act("undo_handover", {"handover": result["handover"]})["result"]
    assert back["returned"] == {"customer": 5} and back["left_count"] == 0


def test_open_approvals_he_asked_for_go_on_in_his_successors_name(
    leaver: Api, manager: Api, ops: Api, people: People, inside: Inside, shop: str
) -> None:
    one = customer(leaver)
    quote = leaver.post("records/quotation", {"name": "报价", "customer": one, "amount": "2000000.00"})["id"]
    asked = leaver.call("POST", "actions/request_approval", {"record": quote, "input": {
        "flow": flow_of(ops), "note": "请批"}})  # fmt: skip
    assert asked.status_code == 200, asked.text
    approval, who = asked.json()["result"]["approval"], people[leaver.login]
    counts = manager.act("preview_handover", {"leaver": who})["result"]["items"][0]
    assert counts["counts"]["approval"] == 1 and counts["moving"]["approval"] == 1
    done = manager.act("handover", {"leaver": who, "to": people["sunhao"]})["result"]
    assert done["equal"] and done["moved"]["approval"] == 1
    assert owner(ops, "approval", approval) == people["sunhao"]
    assert ops.get(f"records/approval/{approval}")["state"] == "running"
    assert manager.act("undo_handover", {"handover": done["handover"]})["result"]["returned"]["approval"] == 1
    assert owner(ops, "approval", approval) == who


def flow_of(api: Api) -> str:
    """A flow about quotations."""
    items = api.get("approvals/flows")["items"]
    return str(next(each["key"] for each in items if each["object"] == "quotation"))


def test_only_who_heads_him_hands_over_and_only_to_his_own(
    leaver: Api, manager: Api, rep: Api, director: Api, people: People
) -> None:
    customer(leaver)
    who = people[leaver.login]
    for name, said in (
        ("handover", {"leaver": who, "to": people["rep"]}),
        ("preview_handover", {"leaver": who}),
    ):
        assert rep.act(name, said, status=403)["error"]["code"] == "handover_not_yours"
    said = manager.act("handover", {"leaver": who, "to": people["rep2"]}, status=403)["error"]
    assert said["code"] == "successor_out_of_reach"
    manager.act("handover", {"leaver": who}, status=422)
    manager.act("handover", {"leaver": who, "to": who}, status=422)
    manager.act("handover", {"leaver": who, "to": str(uuid4())}, status=422)
    empty = {"leaver": people["sunhao"], "split": [{"to": people["rep"], "customers": [str(uuid4())]}]}
    manager.act("handover", empty, status=422)
    manager.act("undo_handover", {"handover": str(uuid4())}, status=404)
    assert director.act("handover", {"leaver": who, "to": people["rep2"]})["result"]["equal"]


def test_a_customer_handed_over_has_his_days_anew(
    leaver: Api, manager: Api, ops: Api, people: People, clock: Clock
) -> None:
    clock("2028-03-01 09:00")
    one = customer(leaver)
    clock("2028-04-01 09:00")
    assert ops.get(f"records/customer/{one}")["due_at"]
    manager.act("handover", {"leaver": people[leaver.login], "to": people["rep"]})
    assert ops.get(f"records/customer/{one}")["due_at"] is None
    clock("2028-05-01 09:00")
    told = [at for action, at in happened(ops, one) if action == "customer.reminded"]
    assert told == [moment("2028-03-31 09:00"), moment("2028-05-01 09:00")]
