"""Groups of records that are one: A is like B and B like C, and all are judged at once."""

from typing import Any

from tests.conftest import Api
from tests.dedupe.conftest import Settle
from tests.dedupe.test_finding import brand, made
from tests.dedupe.test_reviewing import look


def three(api: Api) -> tuple[str, str, str]:
    """A and C are in two towns and not the same; B, of which no town is known, may be either."""
    name = brand()
    return (
        made(api, name=f"宁波{name}阀门有限公司"),
        made(api, name=f"{name}阀门", phone="13900008888"),
        made(api, name=f"杭州{name}阀门", grade="B"),
    )


def groups(api: Api) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.act("list_duplicates", {"object": "customer"})["result"]["groups"]
    return found


def group_of(api: Api, record: str) -> set[str]:
    """The records listed together with one."""
    found = [{each["id"] for each in group["records"]} for group in groups(api)]
    return next((each for each in found if record in each), set())


def join(api: Api, survivor: str, *losers: str, status: int = 200, **take: str) -> Any:
    return api.act(
        "merge_group", {"object": "customer", "losers": list(losers), "take": take}, survivor, status
    )


def test_what_hangs_together_is_one_group_and_what_was_rejected_is_not(
    admin: Api, manager: Api, settle: Settle
) -> None:
    one, two, three_ = three(manager)
    settle()
    look(admin, settle)
    assert group_of(manager, one) == {one, two, three_}
    manager.act("reject_duplicate", {"object": "customer", "other": three_}, one)
    assert group_of(manager, one) == {one, two}
    assert any(
        {each["one"]["id"], each["other"]["id"]} == {two, three_}
        for each in manager.act("list_duplicates", {"object": "customer"})["result"]["pairs"]
    ), "the pair itself is still to be judged"


def test_a_group_is_merged_and_parted_at_once(admin: Api, manager: Api, settle: Settle) -> None:
    one, two, last = three(manager)
    deal = made(manager, "deal", name="一单", customer=last)
    contact = made(manager, "contact", name="欧阳澄", customer=two)
    settle()
    look(admin, settle)
    said = {"object": "customer", "losers": [two, last]}
    seen = manager.act("preview_group", said, one)["result"]
    takes = {each["field"]: each["takes"] for each in seen["fields"]}
    assert (takes["name"], takes["phone"], takes["grade"]) == (one, two, last)
    assert seen["moves"] == {"contact.customer": 1, "deal.customer": 1}
    done = join(manager, one, two, last, name=two)["result"]
    assert len(done["merges"]) == 2 and done["moved"] == seen["moves"]
    row = manager.get(f"records/customer/{one}")
    assert (row["grade"], row["phone"]) == ("B", "13900008888") and "有限公司" not in row["name"]
    for id in (two, last):
        assert manager.call("GET", f"records/customer/{id}").status_code == 404
    for object, id in (("deal", deal), ("contact", contact)):
        assert manager.get(f"records/{object}/{id}")["customer"]["id"] == one
    assert group_of(manager, one) == set()
    assert manager.act("undo_group", {"merges": done["merges"]})["result"] == {"left": 0}
    assert manager.get(f"records/deal/{deal}")["customer"]["id"] == last
    assert manager.get(f"records/contact/{contact}")["customer"]["id"] == two
    row = manager.get(f"records/customer/{one}")
    assert (row["grade"], row["phone"]) == (None, None) and "有限公司" in row["name"]
    assert group_of(manager, one) == {one, two, last}
    twice = manager.act("undo_group", {"merges": done["merges"]}, status=409)
    assert twice["error"]["code"] == "merge_undone"


def test_the_newest_of_all_survives_where_the_rule_says_so(admin: Api, manager: Api) -> None:
    one, two, last = (made(manager, name=f"{brand()}食品", phone=f"1390000000{at}") for at in range(3))
    manager.patch(f"records/customer/{two}", {"grade": "A"})
    manager.patch(f"records/customer/{two}", {"grade": "C"})
    admin.act("change_setting", {"key": "dedupe.survivors", "value": {"*": "newest"}})
    try:
        join(manager, one, last, two)
    finally:
        admin.act("reset_setting", {"key": "dedupe.survivors"})
    assert manager.get(f"records/customer/{one}")["phone"] == "13900000001"


def test_nothing_of_a_group_is_merged_where_one_may_not_be(manager: Api, rep: Api, rep2: Api) -> None:
    one, two, far = made(rep, name=brand()), made(rep, name=brand()), made(rep2, name=brand())
    assert join(rep2, far, one, two, status=404)["error"]["code"] == "record_missing"
    assert join(manager, one, two, one, status=422)["error"]["code"] == "merge_with_itself"
    assert join(manager, one, two, two, status=422)["error"]["fields"].keys() == {"losers"}
    assert join(manager, one, two, status=422, name=far)["error"]["fields"].keys() == {"take"}
    assert join(manager, one, two, status=422, nothing=two)["error"]["fields"].keys() == {"nothing"}
    assert manager.get(f"records/customer/{two}")["name"]
    said = manager.act("undo_group", {"merges": [one]}, status=404)
    assert said["error"]["code"] == "unknown_merge"
