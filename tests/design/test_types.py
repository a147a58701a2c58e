"""The field types designers choose from: each value comes back, is filtered, exported and imported alike."""

import csv
import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from prooftrail.platform.blueprint.pictures import document, photo
from tests.conftest import Api
from tests.design.conftest import define, fresh, said


def made(api: Api, fields: list[dict[str, Any]]) -> str:
    """An object with these fields."""
    name = fresh("typed")
    api.post("objects", {"name": name, "label": {"zh": name, "en": name}, "fields": fields})
    return name


def count(api: Api, object: str, *test: Any) -> int:
    return int(api.get(f"records/{object}", filter=list(test), count="exact")["count"])


SPELT = [
    ("phone", "138 1234 5678", "13812345678"),
    ("phone", "+86-13812345679", "13812345679"),
    ("phone", "０５７４－８７６５４３２１", "0574-87654321"),
    ("phone", "(010) 8765 4321 转 802", "010-87654321-802"),
    ("phone", "4008208820", "400-820-8820"),
    ("phone", "+49 30 123456", "+4930123456"),
    ("email", " Zhao.Qiming＠Example.COM ", "zhao.qiming@example.com"),
    ("url", "Example.com/产品?a=1", "https://example.com/产品?a=1"),
    ("url", "HTTP://example.com:8080", "http://example.com:8080"),
]


@pytest.fixture(scope="module")
def spelt(ops: Api) -> str:
    return made(ops, [said(f"x_{kind}", kind) for kind in ("phone", "email", "url")])


@pytest.mark.parametrize(("kind", "typed", "kept"), SPELT)
def test_one_value_has_one_spelling(ops: Api, spelt: str, kind: str, typed: str, kept: str) -> None:
    field = f"x_{kind}"
    record = ops.post(f"records/{spelt}", {"name": typed, field: typed})
    assert record[field] == kept
    assert ops.patch(f"records/{spelt}/{record['id']}", {field: kept})[field] == kept
    for way, value in (
        ("=", kept if kind == "url" else typed),
        ("starts", kept[:6]),
        ("contains", kept[2:8]),
    ):
        found = ops.get(f"records/{spelt}", filter=[field, way, value])["items"]
        assert record["id"] in {each["id"] for each in found}, way


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("phone", "找小王", "电话"),
        ("email", "a@b", "邮箱"),
        ("email", "两 个@x.com", "邮箱"),
        ("url", "javascript://x%0aalert(1)", "网址"),
        ("url", "http://", "网址"),
        ("phone", 5, "文字"),
    ],
)
def test_what_is_none_is_refused(ops: Api, spelt: str, kind: str, typed: Any, code: str) -> None:
    refused = ops.post(f"records/{spelt}", {"name": "错", f"x_{kind}": typed}, 422)["error"]
    assert code in refused["fields"][f"x_{kind}"]


def test_links_hold_several_and_show_who_may_see(ops: Api, rep: Api) -> None:
    field = define(ops, "product", "links", options={"object": "customer"})["name"]
    mine = rep.post("records/customer", {"name": "多联一"})["id"]
    other = ops.post("records/customer", {"name": "多联二"})["id"]
    product = ops.post("records/product", {"name": "联", "code": fresh(), field: [mine, {"id": other}]})
    assert product[field] == [{"id": mine, "label": "多联一"}, {"id": other, "label": "多联二"}]
    path = f"records/product/{product['id']}"
    seen = rep.get(path)[field]
    assert seen == [{"id": mine, "label": "多联一"}, {"id": other, "label": None}]
    assert ops.get("records/product", filter=[field, "contains", other], count="exact")["count"] == 1
    assert ops.patch(path, {field: [{"by": {"label": "多联二"}}, mine]})[field][0]["id"] == other
    assert list(ops.patch(path, {field: [product["id"]]}, 422)["error"]["fields"]) == [field]
    ops.delete(f"records/customer/{other}")
    assert ops.get(path)[field][0] == {"id": other, "label": None}
    assert ops.patch(path, {field: []})[field] is None


def test_photos_and_signatures_take_pictures_alone(ops: Api) -> None:
    name = made(ops, [said("x_photo", "photo", options={"camera_only": True}), said("x_sign", "signature")])
    picture, paper = ops.upload(photo(1), source="camera"), ops.upload(document(1, "合同"), "a.pdf")
    shown = {each["name"]: each for each in ops.get(f"objects/{name}")["fields"]}
    assert shown["x_photo"]["options"] == {"camera_only": True}
    record = ops.post(f"records/{name}", {"name": "图", "x_photo": [picture]})
    assert record["x_photo"][0]["mime"].startswith("image/")
    if not paper_is_picture(ops, paper):
        refused = ops.post(f"records/{name}", {"name": "纸", "x_sign": [paper]}, 422)["error"]
        assert "图片" in refused["fields"]["x_sign"]
    two = [ops.upload(photo(2)), ops.upload(photo(3))]
    refused = ops.post(f"records/{name}", {"name": "两签", "x_sign": two}, 422)["error"]
    assert list(refused["fields"]) == ["x_sign"]
    assert ops.post(f"records/{name}", {"name": "一签", "x_sign": two[0]})["x_sign"][0]["id"] == two[0]
    assert count(ops, name, "x_photo", "empty", False) == 1


def paper_is_picture(api: Api, file: str) -> bool:
    return api.call("GET", f"files/{file}").headers["content-type"].startswith("image/")


def numbered(api: Api, **options: Any) -> str:
    field = said("x_no", "auto_number", options={"pattern": "XS-{yyyy}-{0001}", **options})
    return made(api, [field])


@pytest.mark.parametrize("gapless", [True, False])
def test_numbers_are_given_in_order_and_never_twice(ops: Api, gapless: bool) -> None:
    name = numbered(ops, **({"gapless": True} if gapless else {}))
    year = ops.get("me")["now"][:4]
    first = ops.post(f"records/{name}", {"name": "一"})
    assert first["x_no"] == f"XS-{year}-0001"
    assert (
        ops.patch(f"records/{name}/{first['id']}", {"x_no": "X"}, 403)["error"]["code"] == "field_forbidden"
    )
    batch = [{"op": "create", "data": {"name": f"批{n}"}} for n in range(5)]
    ops.post(f"records/{name}/bulk", {"mode": "all", "ops": batch}, 200)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: ops.post(f"records/{name}", {"name": f"同时{n}"}), range(24)))
    numbers = sorted(each["x_no"] for each in ops.get(f"records/{name}", limit=100)["items"])
    assert len(set(numbers)) == 30
    if gapless:
        assert numbers == [f"XS-{year}-{n:04}" for n in range(1, 31)]


def test_a_gapless_number_is_not_used_up_by_what_was_refused(ops: Api) -> None:
    name = numbered(ops, gapless=True)
    ops.post(f"records/{name}", {"name": "x" * 500}, 422)
    code = [{"op": "create", "data": {"name": "好"}}, {"op": "create", "data": {"name": "坏" * 300}}]
    ops.post(f"records/{name}/bulk", {"mode": "each", "ops": code}, 200)
    assert ops.post(f"records/{name}", {"name": "又"})["x_no"].endswith("-0002")


def test_a_number_added_later_leaves_old_records_blank(ops: Api, build: Callable[[], None]) -> None:
    name = made(ops, [])
    old = ops.post(f"records/{name}", {"name": "旧"})
    ops.post(
        f"objects/{name}/fields", said("x_no", "auto_number", options={"pattern": "{001}"}, required=True)
    )
    build()
    assert ops.get(f"objects/{name}/fields/x_no")["unique"]
    assert ops.get(f"records/{name}/{old['id']}")["x_no"] is None
    assert ops.post(f"records/{name}", {"name": "新"})["x_no"] == "001"


@pytest.mark.parametrize("pattern", ["", "XS", "{0001}{001}", "{yyy}-{001}", "{001"])
def test_a_pattern_without_one_count_is_refused(ops: Api, pattern: str) -> None:
    refused = define(ops, "product", "auto_number", 422, options={"pattern": pattern})["error"]
    assert list(refused["fields"]) == ["options.pattern"]


def test_items_of_a_record_are_seen_and_go_with_it(ops: Api, rep: Api) -> None:
    name = made(ops, [said("x_for", "reference", options={"object": "customer", "on_delete": "own"})])
    customer = ops.post("records/customer", {"name": "有明细"})
    item = ops.post(f"records/{name}", {"name": "一项", "x_for": customer["id"]})
    ops.delete(f"records/customer/{customer['id']}")
    ops.get(f"records/{name}/{item['id']}", 404)
    ops.act("restore_record", {"object": "customer"}, customer["id"])
    assert ops.get(f"records/{name}/{item['id']}")["name"] == "一项"


def test_out_and_in_again_is_the_same(ops: Api, spelt: str) -> None:
    ops.post(f"records/{spelt}", {"name": "往返", "x_phone": "0574-11112222", "x_url": "a.example.com"})
    answer = ops.call(
        "GET", f"records/{spelt}/export", params={"format": "csv", "filter": '["name","=","往返"]'}
    )
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    labels = {"x_phone": "字段phone", "x_url": "字段url"}
    assert (
        rows[0][labels["x_phone"]] == "0574-11112222" and rows[0][labels["x_url"]] == "https://a.example.com"
    )
    mapping = {"columns": {labels["x_phone"]: {"field": "x_phone"}, "名称": {"field": "name"}}}
    text = "名称,字段phone\n表格号,1.3812345670E+10\n丢了尾,1.38E+10\n".encode()
    answer = ops.client.post(
        "/api/v1/imports", headers={"Authorization": f"Bearer {ops.key}"},
        data={"object": spelt, "mapping": json.dumps(mapping), "dry_run": "true"},
        files={"file": ("a.csv", text)},
    )  # fmt: skip
    assert answer.status_code == 202, answer.text
