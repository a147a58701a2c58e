"""Sorting and paging: blanks last both ways, every row once under every order, cursors nobody makes up."""

import base64
import json
import random
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from prooftrail.platform.fields import field_types
from prooftrail.platform.records import Query
from tests.conftest import Api
from tests.kernel.conftest import FIELDS
from tests.kernel.kit import code_of, new_id
from tests.kernel.test_filters import POOL

ROWS = 24
SORTABLE = [name for name, (kind, _) in FIELDS.items() if field_types()[kind].sortable]
SYSTEM = ["name", "version", "created_at", "updated_at", "created_by", "origin", "owner", "unit"]
NAMES = ["甬泰", "阿里", "b", "A", "中", "重庆", "长城", "_"]
Row = dict[str, Any]


@pytest.fixture(scope="module")
def mark() -> str:
    return f"排序{new_id()}"


@pytest.fixture(scope="module")
def rows(admin: Api, people: dict[str, str], mark: str) -> list[Row]:
    dice = random.Random(11)
    pool = POOL | {"x_person": [people["rep"], people["rep2"]], "owner": [people["rep"], people["ops"]]}
    ops = []
    for at in range(ROWS):
        chosen = {name: dice.choice([None, None, *values]) for name, values in pool.items()}
        code = f"{mark}{at}" if at % 3 else None
        ops.append({"op": "create", "data": {**chosen, "name": f"{NAMES[at % 8]}{mark}", "x_code": code}})
    admin.post("records/x_thing/bulk", {"mode": "all", "ops": ops}, 200)
    found = list(admin.get("records/x_thing", filter=["name", "contains", mark], limit=500)["items"])
    assert len(found) == ROWS
    return found


def walk(api: Api, path: str, limit: int, **params: Any) -> list[Row]:
    """Every page, one after another."""
    seen: list[Row] = []
    cursor = None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = api.get(path, limit=limit, **params, **more)
        assert len(page["items"]) == limit or page["next"] is None
        seen += page["items"]
        cursor = page["next"]
        if cursor is None:
            return seen


def key(row: Row, field: str) -> Any:
    """What a row is sorted by; names go by their pinyin, which is tested on its own."""
    value = row[field]
    if isinstance(value, dict):
        return Decimal(value["amount"]) if "amount" in value else value["id"]
    if value is not None and FIELDS.get(field, ("",))[0] in ("decimal", "percent"):
        return Decimal(value)
    return value


def check_ids(seen: list[Row], field: str, *, falls: bool) -> None:
    """Among equals the id decides."""
    pairs = [(a["id"], b["id"]) for a, b in pairwise(seen) if a[field] == b[field]]
    assert all((a > b) == falls for a, b in pairs)


@pytest.mark.parametrize("field", [*SORTABLE, *SYSTEM])
def test_every_row_once_blanks_last_both_ways(admin: Api, rows: list[Row], mark: str, field: str) -> None:
    everybody = {row["id"] for row in rows}
    for said in (field, f"-{field}"):
        params = {"filter": ["name", "contains", mark], "sort": said, "fields": field}
        seen = walk(admin, "records/x_thing", 7, **params)
        assert len(seen) == len(everybody) and {row["id"] for row in seen} == everybody, said
        keys = [key(row, field) for row in seen]
        filled = [each for each in keys if each is not None]
        assert keys[: len(filled)] == filled, f"blanks of {said} are not last"
        if field != "name":
            assert filled == sorted(filled, reverse=said.startswith("-")), said
        check_ids(seen, field, falls=said.startswith("-"))


@pytest.mark.parametrize("field", ["x_choice", "x_date", "name"])
def test_the_id_goes_its_own_way_where_said(admin: Api, rows: list[Row], mark: str, field: str) -> None:
    for said, falls in ((f"{field},-id", True), (f"-{field},id", False)):
        params = {"filter": ["name", "contains", mark], "sort": said, "fields": field}
        seen = walk(admin, "records/x_thing", 5, **params)
        assert {row["id"] for row in seen} == {row["id"] for row in rows}
        check_ids(seen, field, falls=falls)


SEVERAL = ["x_choice,-x_integer", "-x_boolean,x_date,-x_money", "x_text,x_text", "id", "-id", "", "-id,name",
           "x_customer,x_code", "owner,-created_at,x_time"]  # fmt: skip


@pytest.mark.parametrize("said", SEVERAL)
def test_several_keys_page_by_page(admin: Api, rows: list[Row], mark: str, said: str) -> None:
    names = [part.lstrip("-") for part in said.split(",") if part]
    params = {"filter": ["name", "contains", mark], "sort": said, "fields": ",".join(["id", *names])}
    whole = walk(admin, "records/x_thing", 500, **params)
    assert {row["id"] for row in whole} == {row["id"] for row in rows}
    for limit in (5, ROWS - 1, ROWS):
        assert walk(admin, "records/x_thing", limit, **params) == whole, limit
    for name in names[:1]:
        filled = [key(row, name) for row in whole if row[name] is not None]
        assert filled == sorted(filled, reverse=said.startswith("-"))


def test_chinese_names_go_by_pinyin(admin: Api, rows: list[Row], mark: str) -> None:
    params = {"filter": ["name", "contains", mark], "sort": "name", "fields": "name"}
    seen = [row["name"].removesuffix(mark) for row in walk(admin, "records/x_thing", 9, **params)]
    shown = [each for each in dict.fromkeys(seen) if not each.isascii()]
    assert shown == ["阿里", "长城", "重庆", "甬泰", "中"]


def test_newest_first_where_nothing_is_said(rep: Api) -> None:
    made = [rep.post("records/customer", {"name": f"先后{n}"})["id"] for n in range(3)]
    assert [row["id"] for row in rep.get("records/customer", limit=3)["items"]] == made[::-1]


def test_a_scope_of_many_reasons_shows_every_row_once(
    admin: Api, rep: Api, rep2: Api, people: dict[str, str]
) -> None:
    mark = new_id()
    values = [{"name": f"{n}{mark}", "annual_purchase": f"{n % 3}"} for n in range(7)]
    own = [rep.post("records/customer", each)["id"] for each in values]
    shared = [rep2.post("records/customer", {"name": f"{n}{mark}"})["id"] for n in range(5)]
    for record in [*shared, own[0]]:
        admin.act("share_record", {"object": "customer", "person": people["rep"]}, record)
    for customer in [*own[:2], *shared[:2]]:
        admin.post("records/contact", {"name": mark, "customer": customer, "owner": people["rep2"]})
    admin.post("records/contact", {"name": mark, "customer": own[0], "owner": people["rep"]})
    for said in ("name", "-annual_purchase", "owner,name", ""):
        filter = ["name", "contains", mark]
        seen = walk(rep, "records/customer", 4, filter=filter, sort=said, fields="id")
        assert sorted(row["id"] for row in seen) == sorted(own + shared), said
        sort = "customer" if said else ""
        found = walk(rep, "records/contact", 2, filter=["name", "=", mark], sort=sort, fields="id")
        assert len(found) == len({row["id"] for row in found}) == 5
    page = rep.get("records/customer", filter=["name", "contains", mark], limit=2, count="exact")
    assert page["count"] == 12
    assert rep.get("records/contact", filter=["name", "=", mark], limit=1, count="exact")["count"] == 5


def test_rows_that_come_and_go_between_pages_disturb_no_others(admin: Api) -> None:
    mark = new_id()
    ids = [admin.post("records/x_thing", {"name": f"{n:02}{mark}", "x_integer": n})["id"] for n in range(9)]
    path, filter = "records/x_thing", ["name", "contains", mark]
    first = admin.get(path, filter=filter, sort="x_integer", limit=4)
    admin.post(path, {"name": f"新{mark}", "x_integer": -1})
    admin.delete(f"{path}/{ids[3]}")
    second = admin.get(path, filter=filter, sort="x_integer", limit=4, cursor=first["next"])
    assert [row["id"] for row in second["items"]] == ids[4:8]


NO_ORDERS = ["nope", "x_place", "x_long", "x_choices", "-", ",-", "salt", "x_customer.name", "--name",
             "x_text,x_code,x_date,x_time", "name desc", "\x00", "id,nope"]  # fmt: skip


@pytest.mark.parametrize("said", NO_ORDERS)
def test_what_cannot_be_sorted_by_is_422(admin: Api, said: str) -> None:
    assert code_of(admin.get("records/x_thing", 422, sort=said)) == "bad_sort"


def test_cursors_of_other_lists_are_422(admin: Api, rows: list[Row]) -> None:
    right = admin.get("records/x_thing", sort="x_integer", limit=3)["next"]
    for sort in ("x_decimal", "-x_integer", "x_integer,name", "", "id"):
        assert code_of(admin.get("records/x_thing", 422, sort=sort, cursor=right)) == "bad_cursor"
    plain = admin.get("records/x_thing", limit=3)["next"]
    assert code_of(admin.get("records/customer", 422, cursor=plain)) == "bad_cursor"


def test_made_up_cursors_are_422(admin: Api, rows: list[Row]) -> None:
    right = admin.get("records/x_thing", sort="x_integer", limit=3)["next"]
    keys, tag = json.loads(base64.urlsafe_b64decode(right + "=" * (-len(right) % 4)))
    changed = [
        [["x", keys[1]], tag], [[None, keys[1]], tag], [[keys[0], None], tag], [[*keys, "1"], tag], [keys],
        keys, [keys, None], {"keys": keys}, 5, None, [["NaN", keys[1]], tag], [[{"a": 1}, keys[1]], tag],
    ]  # fmt: skip
    made = [base64.urlsafe_b64encode(json.dumps(each).encode()).decode() for each in changed]
    signs = ["x", "=", "%", "é", "[" * 9000, "\x00"]
    for cursor in [*made, *signs, right[:-3], right + "AAAA", right.swapcase()]:
        said = admin.get("records/x_thing", 422, sort="x_integer", cursor=cursor)
        assert code_of(said) == "bad_cursor", cursor


def test_deals_without_a_process_are_sorted_by_stage_too(empty_workspace: str, inside: Any) -> None:
    with inside(empty_workspace) as work:
        made = {str(work.records.create("deal", {"name": f"{n}"}).id) for n in range(4)}
        for record, stage in zip(sorted(made), "ab", strict=False):
            work.execute(f"update {work.place.schema}.deal set stage = %s where id = %s", [stage, record])
        for said, stages in (("stage", ["a", "b"]), ("-stage", ["b", "a"])):
            seen, cursor = [], None
            for _ in range(4):
                page = work.records.page("deal", Query(sort=said, limit=1, cursor=cursor))
                seen += json.loads(page.items)
                cursor = page.next
            assert {row["id"] for row in seen} == made and cursor is None
            assert [row["stage"] for row in seen] == [*stages, None, None]
