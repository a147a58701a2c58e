"""Finding records by what people type: Chinese, pinyin initials, codes; every sign taken as it is."""

from typing import Any

import pytest

from tests.conftest import Api
from tests.kernel.kit import code_of, new_id

BY_TEXT = {
    "宁波甬泰冷链": ["甬泰", "宁波甬泰冷链", "宁", "nbyt", "YTLL", "ytl", "n b y", "  宁波 "],
    "甬江 50%_off": ["50%_", "%_o"],
    "ABC Cold Store": ["cold", "COLD st", "a"],
    "O'Neil\\Söhne": ["o'n", "l\\s", "söh"],
    "'; drop table x; --": ["'; drop", "x; -"],
    "a  b": ["a  b"],
}


@pytest.fixture(scope="module")
def found(rep: Api) -> Any:
    """`found("宁")`: the names of this module's customers that a search shows."""
    tail = new_id()
    names = [*BY_TEXT, "重庆长城"]
    codes = {}
    for name in names:
        code = f"K-{new_id()[-12:]}"
        codes[name] = code
        rep.post("records/customer", {"name": f"{name} {tail}", "code": code})

    def search(said: str, **params: Any) -> set[str]:
        items = rep.get("records/customer", search=said, limit=500, **params)["items"]
        return {row["name"].removesuffix(f" {tail}") for row in items if row["name"].endswith(tail)}

    search.codes = codes  # type: ignore[attr-defined]
    return search


@pytest.mark.parametrize(
    ("name", "said"), [(name, said) for name, texts in BY_TEXT.items() for said in texts]
)
def test_found_by(found: Any, name: str, said: str) -> None:
    assert name in found(said)


@pytest.mark.parametrize(
    "said", ["波宁", "%", "__", "50_", "甬泰x", "ytx", "drop%", "' or '1'='1", "&", "!", ":*", "\\"]
)
def test_signs_are_no_patterns(found: Any, said: str) -> None:
    assert "宁波甬泰冷链" not in found(said)
    assert "重庆长城" not in found(said)


def test_found_by_the_start_of_a_code(found: Any) -> None:
    for name, code in found.codes.items():
        assert name in found(code) and name in found(code[:9])
    assert found("K-%") == set()


def test_blank_is_no_search(found: Any) -> None:
    assert len(found("   ")) == 7


def test_search_with_filter_sort_count_and_pages(rep: Api) -> None:
    mark = new_id()
    for n in range(5):
        rep.post("records/customer", {"name": f"冷库{n}{mark}", "annual_purchase": str(n)})
    params: dict[str, Any] = {"search": f"{mark}", "sort": "-annual_purchase", "limit": 2}
    page = rep.get("records/customer", count="exact", filter=["annual_purchase", ">", "0"], **params)
    assert page["count"] == 4 and [row["name"][:3] for row in page["items"]] == ["冷库4", "冷库3"]
    more = rep.get("records/customer", filter=["annual_purchase", ">", "0"], cursor=page["next"], **params)
    assert [row["name"][:3] for row in more["items"]] == ["冷库2", "冷库1"]


def test_too_long_or_broken_is_422(rep: Api) -> None:
    for said in ("x" * 101, "a\x00b"):
        assert code_of(rep.get("records/customer", 422, search=said)) == "search_too_long"
        assert code_of(rep.get("search", 422, q=said)) == "search_too_long"


def test_search_over_objects_sees_only_ones_own(rep: Api, rep2: Api) -> None:
    mark = new_id()[-8:]
    mine = rep.post("records/customer", {"name": f"总搜{mark}", "code": f"Z{mark}"})
    deal = rep.post("records/deal", {"name": f"总搜单{mark}"})
    items = rep.get("search", q="总搜")["items"]
    shown = {(each["object"], each["id"]): each for each in items}
    assert shown["customer", mine["id"]]["hint"] == f"Z{mark}"
    assert ("deal", deal["id"]) in shown
    assert rep2.get("search", q=mark)["items"] == []
    assert rep.get("search", q="")["items"] == []
    for limit in ("0", "51", "x", "²", "-1", "1e1"):
        assert code_of(rep.get("search", 422, q="x", limit=limit)) == "bad_limit"


def test_hidden_names_are_not_searched(kernel: str, caller: Any, rep: Api) -> None:
    phone = new_id()[-10:]
    rep.post("records/customer", {"name": f"电话{phone[:4]}", "phone": phone})
    assert rep.get("records/customer", search=phone)["items"] == []
    assert caller("legal", kernel).get("records/customer", search=phone)["items"] == []
