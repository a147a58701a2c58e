"""The cleaning list: who is on it and why, in the reader's scope, and gone once it is mended."""

from typing import Any
from uuid import uuid4

from tests.conftest import Api

WHOLE = {
    "industry": "food", "region": "330203", "annual_purchase": "60000", "phone": "0574-87651234",
    "place": {"lat": 29.8, "lng": 121.5, "datum": "WGS84", "accuracy_m": 9},
}  # fmt: skip


def code() -> str:
    """A credit code nobody has, with its check digit right."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "91330203MA2" + "".join(signs[uuid4().int % len(signs)] for _ in range(6))
    total = sum(signs.index(sign) * pow(3, at, 31) for at, sign in enumerate(body))
    return body + signs[(31 - total % 31) % 31]


def made(api: Api, **more: Any) -> str:
    said = {**WHOLE, "credit_code": code(), **more}
    values = {name: value for name, value in said.items() if value is not None}
    return str(api.post("records/customer", {"name": f"清洗{uuid4().hex[:8]}", **values})["id"])


def reasons(api: Api, customer: str, **said: Any) -> list[str] | None:
    """Why a customer is on the list; None where he is not."""
    skip = 0
    while True:
        found = api.act("list_cleaning", {**said, "skip": skip})["result"]
        for row in found["rows"]:
            if row["id"] == customer:
                return list(row["reasons"])
        skip += len(found["rows"])
        if not found["rows"] or skip >= found["count"]:
            return None


def test_each_reason_is_named_and_mending_it_takes_the_customer_off(rep: Api) -> None:
    whole = made(rep)
    assert reasons(rep, whole) is None
    gaps = made(rep, industry=None, annual_purchase=None)
    assert reasons(rep, gaps) == ["industry", "annual_purchase", "grade"]
    rep.patch(f"records/customer/{gaps}", {"industry": "food", "annual_purchase": "60000"})
    assert reasons(rep, gaps) is None


def test_an_order_that_counts_tells_the_grade_without_an_amount_on_the_archive(
    rep: Api, manager: Api
) -> None:
    bought = made(rep, annual_purchase=None)
    order = rep.post("records/order", {"name": "订单", "customer": bought, "amount": "70000"})["id"]
    assert reasons(rep, bought) == ["annual_purchase", "grade"]
    manager.act("approve", {"object": "order"}, order)
    assert reasons(rep, bought) == ["annual_purchase"]


def test_it_counts_and_shows_what_the_reader_sees_alone(rep: Api, rep2: Api, admin: Api) -> None:
    gaps = made(rep, region=None)
    assert reasons(rep2, gaps) is None
    assert reasons(rep, gaps, mine=True) == ["region"] == reasons(rep, gaps, reason="region")
    assert reasons(rep, gaps, reason="industry") is None
    assert reasons(admin, gaps, mine=True) is None
    found = rep.act("list_cleaning", {"reason": "region"})["result"]
    assert found["count"] == found["reasons"]["region"] <= found["customers"]


def test_nobody_responsible_is_a_reason_but_for_the_pool(admin: Api) -> None:
    nobody = made(admin)
    admin.patch(f"records/customer/{nobody}", {"owner": None})
    assert reasons(admin, nobody, reason="owner") == ["owner"]


def test_a_page_or_a_reason_that_is_none_is_refused(rep: Api) -> None:
    error = rep.act("list_cleaning", {"reason": "nope"}, status=422)["error"]
    assert (error["code"], error["fields"].keys()) == ("invalid_fields", {"reason"})
    assert rep.act("list_cleaning", {"skip": -1}, status=422)["error"]["fields"].keys() == {"skip"}
