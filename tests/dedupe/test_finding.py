"""Who is there already, told while it is typed and only as far as the caller may know."""

from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import Api
from tests.dedupe.conftest import Settle, asked

SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


def brand() -> str:
    """A name nobody has yet."""
    number = uuid4().int
    return "".join(SIGNS[number // len(SIGNS) ** at % len(SIGNS)] for at in range(5))


def made(api: Api, object: str = "customer", **values: Any) -> str:
    return str(api.post(f"records/{object}", values)["id"])


def test_a_company_in_another_dress_is_found_with_reasons(rep: Api, settle: Settle) -> None:
    name = brand()
    record = made(rep, name=f"浙江{name}阀门有限公司", phone="0574-87654321")
    settle()
    dressed = {f"浙江{name}阀门（有限公司）": "sure", f"{name}閥門": "sure", f"{name}阀门制造": "likely",
               f"{name[:-1]}阀门": "likely"}  # fmt: skip
    for typed, level in dressed.items():
        best = asked(rep, name=typed)["matches"][0]
        assert (best["record"], best["level"]) == (record, level), typed
        assert best["reasons"][0]["role"] == "company"
    found = asked(rep, name=name, phone="+86 574 8765 4321")["matches"][0]
    assert found["level"] == "sure"
    assert {each["role"]: each["level"] for each in found["reasons"]} == {"phone": "same", "company": "short"}
    assert found["owner"]["label"]


def test_one_company_in_three_dresses(rep: Api, rep2: Api, settle: Settle) -> None:
    record = made(rep, name="浙江XX阀门有限公司")
    settle()
    for typed in ("浙江ＸＸ阀门（有限公司）", "XX阀门", "浙江XX阀门有限公司"):
        best = asked(rep, name=typed)["matches"][0]
        assert (best["record"], best["level"]) == (record, "sure"), typed
        assert asked(rep2, name=typed)["hidden"][0]["level"] == "sure", typed


def test_a_second_team_hears_of_the_first_before_its_visit(rep: Api, rep2: Api, settle: Settle) -> None:
    name = brand()
    made(rep, name=f"浙江{name}阀门有限公司")
    own = made(rep2, name=f"{name}阀门")
    settle()
    (first,) = asked(rep2, record=own)["hidden"]
    assert (first["object"], first["level"]) == ("customer", "sure") and first["ask"]


def test_the_beginning_of_a_name_and_its_initials_find_it(rep: Api, settle: Settle) -> None:
    record = made(rep, name="宁波鼋鼍鼇鼈阀门有限公司")
    settle()
    for typed in ("鼋鼍", "鼋鼍鼇鼈", "ytab", "ytabfm"):
        found = {each["record"]: each["level"] for each in asked(rep, name=typed)["matches"]}
        assert record in found, typed
    assert asked(rep, name="ytab")["matches"][0]["level"] == "begins"


def test_out_of_sight_only_whom_to_ask_is_said(rep: Api, rep2: Api, settle: Settle) -> None:
    name = brand()
    made(rep, name=f"浙江{name}阀门有限公司")
    settle()
    found = asked(rep2, name=f"{name}阀门")
    assert found["matches"] == []
    (hidden,) = found["hidden"]
    assert set(hidden) == {"object", "level", "ask"} and hidden["ask"]
    assert asked(rep2, name=name[:2]) == {"matches": [], "hidden": []}, "a beginning gives nothing away"


def test_a_lead_may_be_a_customer_already(rep: Api, admin: Api, settle: Settle) -> None:
    name = brand()
    record = made(rep, name=f"{name}泵业有限公司")
    settle()
    best = asked(admin, "lead", company=f"{name}泵业")["matches"][0]
    assert (best["object"], best["record"]) == ("customer", record)


def test_a_contact_is_one_of_the_same_customer(rep: Api, settle: Settle) -> None:
    customer = made(rep, name=f"{brand()}泵业")
    contact = made(rep, "contact", name="欧阳澄川", customer=customer, phone="13900001234")
    settle()
    assert asked(rep, "contact", name="欧阳澄川", customer=customer)["matches"][0]["record"] == contact
    assert asked(rep, "contact", name="欧阳", phone="139 0000 1234")["matches"][0]["record"] == contact


def test_what_changed_or_went_is_found_as_it_is(rep: Api, manager: Api, settle: Settle) -> None:
    old, new = brand(), brand()
    record = made(rep, name=f"{old}阀门")
    settle()
    rep.patch(f"records/customer/{record}", {"name": f"{new}阀门"})
    settle()
    assert asked(rep, name=f"{old}阀门")["matches"] == []
    assert asked(rep, name=f"{new}阀门")["matches"][0]["record"] == record
    assert asked(rep, record=record)["matches"] == [], "a record is no duplicate of itself"
    manager.delete(f"records/customer/{record}")
    settle()
    assert asked(rep, name=f"{new}阀门")["matches"] == []
    manager.act("restore_record", {"object": "customer", "id": record})
    settle()
    assert asked(rep, name=f"{new}阀门")["matches"][0]["record"] == record


def test_what_cannot_be_asked_is_refused(rep: Api) -> None:
    said = rep.act("find_duplicates", {"object": "product"}, status=422)
    assert said["error"]["code"] == "dedupe_no_object"
    said = rep.act("find_duplicates", {"object": "customer", "values": {"nothing": "x"}}, status=422)
    assert said["error"]["fields"].keys() == {"nothing"}


@pytest.mark.parametrize(
    "code, refused",
    [("91350100M000100Y48", "credit_code_digit"), ("91350100M000100Y4", "credit_code_length")],
)
def test_a_wrong_credit_code_is_refused(rep: Api, code: str, refused: str) -> None:
    answer = rep.call("POST", "records/customer", {"name": brand(), "credit_code": code})
    said = answer.json()["error"]
    assert (answer.status_code, said["code"]) == (422, refused)
    assert said["fields"].keys() == {"credit_code"}
    if refused == "credit_code_digit":
        assert said["facts"]["right"] == "3" and "第 18 位" in said["message"]


def test_a_right_code_has_one_spelling_and_a_foreign_number_is_left(rep: Api) -> None:
    for said, kept in (("9135 0100 m000100y43", "91350100M000100Y43"), ("DE 123", "DE 123")):
        record = made(rep, name=brand(), credit_code=said)
        assert rep.get(f"records/customer/{record}")["credit_code"] == kept
