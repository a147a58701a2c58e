"""What a file seems to be, before anybody says it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.imports.rules.content import Content
from prooftrail.platform.imports.rules.header import header_line
from prooftrail.platform.imports.rules.matching import Fillable, guess_fields, meanings, nearest
from prooftrail.platform.imports.rules.spelling import day_of_serial, digits_of, squeeze
from tests.imports.conftest import Company
from tests.imports.real_files import folder
from tests.imports.workbooks import workbook

WORDS = st.text(st.sampled_from("abcAB 客户名称-_.12"), max_size=8)


def content(*cells: str) -> Content:
    made = Content()
    for cell in cells:
        made.look(cell)
    return made


def ask(company: Company, object: str, file: bytes, mapping: Any = None, status: int = 200) -> dict[str, Any]:
    """The guess over HTTP."""
    api = company.api()
    answer = api.client.post(
        "/api/v1/imports/guess", data={"object": object, "mapping": json.dumps(mapping or {})},
        files={"file": ("rows.csv", file)},
        headers={"Authorization": f"Bearer {api.key}", "Accept-Language": "en"},
    )  # fmt: skip
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def targets(told: dict[str, Any]) -> dict[str, list[str]]:
    """Column to fields."""
    return {each["name"]: [one["field"] for one in each["targets"]] for each in told["columns"]}


def values(told: dict[str, Any], column: str) -> dict[str, tuple[Any, str, int]]:
    """The words of a column: what each is taken for, how, and how often it stands there."""
    found = next(each for each in told["columns"] if each["name"] == column)
    return {each["said"]: (each["meant"], each["how"], each["count"]) for each in found["values"]}


TEXT = Fillable("name", "text", ("客户名称", "Name"), required=True, title=True)
PHONE = Fillable("phone", "text", ("电话", "Phone"))
AMOUNT = Fillable("amount", "money", ("金额", "Amount"))
GRADE = Fillable("grade", "choice", ("等级", "Grade"), choices=frozenset({"a", "b", "a类", "b类"}))


def test_labels_names_and_synonyms_find_their_fields() -> None:
    columns = {
        "Name": content("甲"),
        "联系电话": content("1"),
        "close_value": content("5"),
        "x": content("A", "B"),
    }
    found = guess_fields(columns, [TEXT, PHONE, AMOUNT, GRADE], "customer", ("客户", "Customer"))
    assert {column: (each.field, each.how) for column, each in found.items()} == {
        "Name": ("name", "label"), "联系电话": ("phone", "synonym"), "close_value": ("amount", "synonym"),
        "x": ("grade", "values"),
    }  # fmt: skip


def test_cells_of_another_kind_speak_against_a_name() -> None:
    assert guess_fields({"金额": content("看情况", "面议", "5")}, [AMOUNT], "deal") == {}
    assert guess_fields({"金额": content("¥1,200", "300 元")}, [AMOUNT], "deal")["金额"].field == "amount"


def test_a_word_that_could_be_two_is_none() -> None:
    offered = {"GTX Pro": (), "GTX Plus Pro": (), "MG": (), "M-G": ()}
    found = meanings(["GTXPro", "GTX Pro", "mg", "GTX Plus Pri", "zzz"], offered)
    assert (found["GTXPro"].meant, found["GTXPro"].how) == ("GTX Pro", "spelled")
    assert found["GTX Pro"].how == "exact" and found["mg"].meant == "MG"
    assert (found["GTX Plus Pri"].meant, found["GTX Plus Pri"].how) == ("GTX Plus Pro", "similar")
    assert found["zzz"].how == "none"
    assert meanings(["m.g"], offered)["m.g"].meant is None


def test_days_and_digits_of_spreadsheets() -> None:
    assert day_of_serial("45000") == "2023-03-15" and day_of_serial("45000.5") == "2023-03-15 12:00:00"
    assert day_of_serial("1380") is None and day_of_serial("99999") is None
    assert digits_of("1.38E+10") == ("13800000000", True)
    assert digits_of("1.3800138001E+10") == ("13800138001", False)
    assert digits_of("1E10") is None and digits_of("1.38E+99") is None


def test_the_row_of_names_is_below_a_title() -> None:
    assert header_line([["客户名单", "", ""], ["名", "电话", "日"], ["甲", "1", "2"]]) == 2
    assert header_line([["a", "b"], ["1", "2"]]) == 1 and header_line([]) == 1


@given(st.dictionaries(WORDS, st.lists(WORDS, max_size=5), max_size=6))
def test_no_field_is_guessed_twice_and_every_guess_fits(cells: dict[str, list[str]]) -> None:
    columns = {name: content(*each) for name, each in cells.items()}
    fields = [TEXT, PHONE, AMOUNT, GRADE]
    found = guess_fields(columns, fields, "customer", ("客户", "Customer"))
    names = [each.field for each in found.values()]
    assert len(set(names)) == len(names) and set(found) <= set(columns)
    assert found == guess_fields(columns, fields, "customer", ("客户", "Customer"))


@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8))
def test_every_word_gets_a_meaning_that_is_offered_or_none(said: list[str], offered: list[str]) -> None:
    found = meanings(said, dict.fromkeys(offered, ()))
    assert set(found) == set(said)
    for word, each in found.items():
        assert each.meant is None or each.meant in offered
        assert (each.how == "none") == (each.meant is None)
        if each.how == "spelled" and each.meant:
            assert squeeze(each.meant) == squeeze(word)


@given(WORDS, st.lists(WORDS, max_size=6))
def test_the_nearest_is_one_of_those_offered(said: str, offered: list[str]) -> None:
    assert nearest(said, offered) in (None, *offered)


@given(st.lists(st.lists(WORDS, max_size=5), max_size=25))
def test_the_row_of_names_is_a_row(rows: list[list[str]]) -> None:
    at = header_line(rows)
    assert at == 1 or any(each.strip() for each in rows[at - 1])


@given(st.integers(0, 99_999), st.decimals(1, 9, places=4))
def test_restored_text_is_a_day_or_digits(day: int, short: Any) -> None:
    found = day_of_serial(f"{day:05}")
    assert found is None or (len(found) == 10 and "1954" <= found < "2120")
    restored = digits_of(f"{short}E+10")
    assert restored is not None and len(restored[0]) == 11 and restored[0].isdigit()


def test_a_guess_over_http(company: Company) -> None:
    company.bring("product", "name\nGTX Pro\nMG Special\n")
    company.bring("customer", "name\n甲\n")
    rows = [["商机名称", "客户", "产品", "阶段", "合同金额", "备注二"],
            ["一", "甲", "GTXPro", "赢单", 5, ""], ["二", "乙", "GTX Pro", "wonn", 6, "x"],
            ["二", "甲", "MG Special", "won", 7, "x"]]  # fmt: skip
    told = ask(company, "deal", workbook(rows))
    assert targets(told) == {
        "商机名称": ["name"], "客户": ["customer"], "产品": ["product"], "阶段": ["stage"],
        "合同金额": ["amount"], "备注二": [],
    }  # fmt: skip
    assert values(told, "产品")["GTXPro"] == ("GTX Pro", "spelled", 1)
    assert values(told, "客户") == {"甲": ("甲", "exact", 2), "乙": (None, "none", 1)}
    assert values(told, "阶段")["赢单"] == ("won", "exact", 1)
    assert values(told, "阶段")["wonn"][1] in ("none", "similar")
    assert told["history"] is True and told["match"] == ["name"] and told["missing"] == []
    assert told["duplicates"] == {"rows": 1, "examples": [{"value": "二", "count": 2}]}
    assert (told["rows"], told["sheet"], told["sheets"]) == (3, "Sheet1", ["Sheet1"])
    again = ask(
        company, "deal", workbook(rows), {"columns": {"产品": "name", "商机名称": None}, "history": False}
    )
    assert targets(again)["产品"] == ["name"] and targets(again)["商机名称"] == []
    assert again["history"] is False


def test_a_guess_needs_the_right_to_import(company: Company) -> None:
    company.hire("rita", "rep")
    api = company.api("rita")
    answer = api.client.post(
        "/api/v1/imports/guess", data={"object": "customer"}, files={"file": ("a.csv", b"name\n1\n")},
        headers={"Authorization": f"Bearer {api.key}"},
    )  # fmt: skip
    assert answer.status_code == 403
    assert ask(company, "nonsense", b"name\n1\n", status=422)["error"]["fields"] == {
        "object": ask(company, "nonsense", b"name\n1\n", status=422)["error"]["fields"]["object"]
    }
    assert ask(company, "customer", b"", status=422)["error"]["code"] == "file_empty"


@pytest.mark.parametrize(
    ("object", "file", "wanted"),
    [
        ("customer", "maven_accounts.csv", {"account": ["name"], "sector": ["industry"]}),
        ("product", "maven_products.csv", {"product": ["name"], "sales_price": ["list_price"]}),
        ("person", "maven_sales_teams.csv", {"sales_agent": ["name"], "manager": []}),
        ("deal", "maven_sales_pipeline.csv",
         {"opportunity_id": ["name"], "sales_agent": ["owner"], "product": ["product"],
          "account": ["customer"], "deal_stage": ["stage"], "engage_date": ["opened_on"],
          "close_date": ["closed_on"], "close_value": ["amount"]}),
    ],
)  # fmt: skip
def test_a_real_companys_files(
    shared_company: Company, test_data: Path, object: str, file: str, wanted: dict[str, list[str]]
) -> None:
    told = ask(shared_company, object, (folder(test_data) / file).read_bytes())
    found = targets(told)
    assert {name: found[name] for name in wanted} == wanted
