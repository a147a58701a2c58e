"""A customer's journey: what is on it, what is looked for, and who sees what of it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import Api
from tests.journey.conftest import a_customer, a_deal, journey, proven


@pytest.fixture(scope="module")
def customer(rep: Api) -> str:
    """A customer with a deal, an action that is shown, one that is told, a mail, and papers."""
    made = a_customer(rep)
    deal = a_deal(rep, made)
    proven(rep, deal, topic="交冷库方案")
    rep.act("log_activity", {"type": "call", "deal": deal, "topic": "问预算"})
    rep.post("records/communication", {"subject": "邮件往来", "channel": "mail", "customer": made})
    rep.post("records/quotation", {"name": "报价一", "customer": made, "deal": deal})
    rep.post(
        "records/contract", {"name": "合同一", "customer": made, "deal": deal, "signed_on": "2026-01-05"}
    )
    rep.post("records/order", {"name": "订单一", "customer": made, "deal": deal})
    return made


def lanes(found: Any) -> dict[str, int]:
    kept: dict[str, int] = found["lanes"]
    return kept


def test_every_kind_has_its_lane_and_what_nothing_shows_stays_out(rep: Api, customer: str) -> None:
    found = journey(rep, customer)
    expected = {
        "talks": 1,
        "mails": 1,
        "quotation": 1,
        "contract": 1,
        "order": 1,
        "evidence": 1,
        "milestone": 2,
    }
    assert lanes(found) == expected and found["claims"] == 1
    assert found["total"] == len(found["marks"]) == 8 and found["cells"] == []
    by = {mark["object"]: mark for mark in found["marks"] if not mark["milestone"]}
    assert by["activity"]["state"] in ("proven", "waiting") and by["activity"]["title"] == "交冷库方案"
    assert by["activity"]["stage"] is not None and by["activity"]["by"]
    assert {mark["called"] for mark in found["marks"] if mark["milestone"]} == {"opened", "signed"}
    everything = journey(rep, customer, effective=False)
    assert lanes(everything) == {**expected, "calls": 1}


def test_it_is_searched_by_word_kind_type_and_stage(rep: Api, customer: str) -> None:
    found = journey(rep, customer, effective=False)
    assert lanes(journey(rep, customer, text="冷库")) == {"talks": 1}
    assert journey(rep, customer, text="%")["total"] == 0
    assert lanes(journey(rep, customer, lanes=["mails", "order"])) == {"mails": 1, "order": 1}
    assert lanes(journey(rep, customer, type="call", effective=False)) == {"calls": 1}
    [stage] = {each["key"] for each in found["known"]["stages"]}
    of_stage = journey(rep, customer, stage=stage, effective=False)
    assert of_stage["total"] == found["total"] - 1  # the mail is about no deal
    assert journey(rep, customer, stage="no_such_stage")["total"] == 0
    assert found["known"] == of_stage["known"], "what may be chosen does not shrink with the choice"
    assert {"object": "activity", "key": "call", "count": 1} in found["known"]["types"]


def test_a_span_keeps_to_itself(rep: Api, customer: str) -> None:
    year = journey(rep, customer, since="2026-01-01T00:00:00+08:00", until="2026-01-31T00:00:00+08:00")
    assert [mark["called"] for mark in year["marks"]] == ["signed"]
    assert year["marks"][0]["at"].startswith("2026-01-04T16:00") and year["last"] > year["until"]


def test_stages_are_bands_with_what_was_left_and_what_holds(rep: Api) -> None:
    made = a_customer(rep)
    deal = a_deal(rep, made)
    [band] = journey(rep, made)["bands"]
    assert band["deal"] == deal and band["process"] and band["title"].startswith("商机-")
    assert [stay["until"] for stay in band["stages"]] == [None]
    alone = journey(rep, deal, object="deal")
    assert [each["deal"] for each in alone["bands"]] == [deal] and lanes(alone) == {"milestone": 1}


def test_too_many_are_counted_by_stretches_and_none_is_lost(rep: Api, admin: Api) -> None:
    made = a_customer(rep)
    now = datetime.now(UTC)
    many = [
        {"op": "create", "data": {"subject": f"往来 {n}", "channel": "mail", "customer": made,
                                  "said_at": (now - timedelta(hours=n)).isoformat()}}
        for n in range(30)
    ]  # fmt: skip
    rep.post("records/communication/bulk", {"mode": "all", "ops": many}, status=200)
    admin.act("change_setting", {"key": "journey.most_marks", "value": 20})
    try:
        found = journey(rep, made, columns=10)
    finally:
        admin.act("reset_setting", {"key": "journey.most_marks"})
    assert found["marks"] == [] and sum(cell["count"] for cell in found["cells"]) == found["total"] == 30
    assert len(found["cells"]) <= 10
    for cell in found["cells"]:
        assert cell["since"] <= cell["first"] <= cell["last"] <= cell["until"]
    inside = found["cells"][0]
    nearer = journey(rep, made, since=inside["since"], until=inside["until"])
    assert len(nearer["marks"]) == inside["count"]


def test_an_object_of_ones_own_that_names_the_customer_has_a_lane(admin: Api) -> None:
    name = f"x_site_{uuid4().hex[:6]}"
    whose = {"name": "x_customer", "type": "reference", "label": {"zh": "客户", "en": "Customer"},
             "options": {"object": "customer"}}  # fmt: skip
    admin.post("objects", {"name": name, "label": {"zh": "踏勘", "en": "Site walk"}, "fields": [whose]})
    made = a_customer(admin)
    admin.post(f"records/{name}", {"name": "踏勘一", "x_customer": made})
    assert lanes(journey(admin, made)) == {name: 1}


def test_what_one_may_not_see_is_not_on_it_nor_counted(
    rep: Api, rep2: Api, director: Api, admin: Api, customer: str
) -> None:
    journey(rep2, customer, status=404)
    whole = journey(director, customer, effective=False)
    assert whole["total"] == journey(rep, customer, effective=False)["total"]
    role = next(each for each in admin.get("access/roles")["items"] if each["key"] == "director")
    grants = {**role["grants"], "evidence": {"read": "none"}, "quotation": {"read": "none"}}
    fields = {**role["fields"], "activity": {"topic": "hidden"}, "contract": {"customer": "hidden"},
              "deal": {**role["fields"].get("deal", {}), "stage": "hidden"}}  # fmt: skip
    changed = admin.patch(
        "access/roles/director", {"version": role["version"], "grants": grants, "fields": fields}
    )
    try:
        found = journey(director, customer)
        assert lanes(found) == {"talks": 1, "calls": 1, "mails": 1, "order": 1, "milestone": 1}
        assert found["known"]["lanes"] == lanes(found) and found["known"]["stages"] == [] == found["bands"]
        acted = [mark for mark in found["marks"] if mark["object"] == "activity"]
        assert [(mark["title"], mark["state"]) for mark in acted] == [(None, None)] * 2
        assert journey(director, customer, text="冷库")["total"] == 0
    finally:
        back = {"version": changed["version"], "grants": role["grants"], "fields": role["fields"]}
        admin.patch("access/roles/director", back)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"since": "2026-02-01T00:00:00Z", "until": "2026-01-01T00:00:00Z"}, "until"),
        ({"since": "2026-02-01T00:00:00"}, "since"),
        ({"since": "1500-02-01T00:00:00Z"}, "since"),
        ({"text": "长" * 101}, "text"),
        ({"columns": 0}, "columns"),
        ({"object": "lead"}, "object"),
    ],
)
def test_a_wrong_question_is_refused_naming_what(rep: Api, customer: str, said: Any, field: str) -> None:
    refused = journey(rep, customer, status=422, **said)
    assert field in refused["error"]["fields"]


def test_nobodys_journey_is_refused(rep: Api) -> None:
    assert "record" in rep.act("show_journey", {}, status=422)["error"]["fields"]
    journey(rep, str(uuid4()), status=404)
