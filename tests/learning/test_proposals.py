"""A quotation beside similar ones: reasons, differences, outcome, and nothing out of sight."""

from typing import Any

from tests.conftest import Api


def quotation(api: Api, name: str, amount: str, **deal: Any) -> str:
    """A quotation of a deal of a customer in the seafood trade."""
    said = {"name": f"{name}的客户", "industry": "seafood"}
    customer = api.post("records/customer", said)["id"]
    about = api.post("records/deal", {"name": name, "customer": customer, **deal})["id"]
    values = {"name": f"{name}冷库机组报价方案", "customer": customer, "deal": about, "amount": amount,
              "issued_on": "2026-03-01", "valid_until": "2026-03-31"}  # fmt: skip
    return str(api.post("records/quotation", values)["id"])


def test_what_is_similar_and_what_differs(rep: Api, admin: Api, caller: Any, ground: str) -> None:
    product = admin.post("records/product", {"name": "双机并联", "code": "SJ-9"})["id"]
    here = quotation(rep, "甬港水产一期", "110000.00", product=product)
    near = quotation(rep, "甬港水产二期", "100000.00", product=product)
    far = quotation(rep, "别处", "900000.00")
    foreign = quotation(caller("rep2", ground), "甬港水产三期", "100000.00", product=product)
    said = rep.act("compare_proposal", {}, here)["result"]["similar"]
    assert [each["id"] for each in said] == [near, far]
    first = said[0]
    assert (first["score"], first["reasons"]) == (100, ["product", "industry", "size", "text"])
    assert first["outcome"] == "open" and first["passages"]
    (amount,) = [each for each in first["differences"] if each["field"] == "amount"]
    assert amount["change_percent"] == "10.0"
    assert foreign in [each["id"] for each in admin.act("compare_proposal", {}, here)["result"]["similar"]]
    rep.act("compare_proposal", {}, foreign, status=404)


def test_amounts_nobody_may_read_are_not_told(rep: Api, caller: Any, ground: str) -> None:
    here, _ = quotation(rep, "保密一期", "110000.00"), quotation(rep, "保密二期", "100000.00")
    said = caller("presales", ground).act("compare_proposal", {}, here)["result"]["similar"]
    assert said and all("size" not in each["reasons"] and each["amount"] is None for each in said)
    assert not any(row["field"] == "amount" for each in said for row in each["differences"])
