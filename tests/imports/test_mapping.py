"""Mappings: columns find their fields; what cannot be done is refused part by part before anything runs."""

from typing import Any

import pytest

from tests.imports.conftest import Company, warned

PEOPLE = "客户名称,客户编码,等级,电话,闲话\n甬泰食品,C-1,A 类,0574-1,好\n禾润冷链,C-2,b类,0574-2,\n"


def test_columns_find_their_fields_by_name_and_label(company: Company) -> None:
    told = company.bring("customer", PEOPLE, dry_run=True)
    assert told["state"] == "checked" and told["created"] == 2
    guessed = {each["column"]: each["field"] for each in warned(told, "import_column_guessed")}
    assert guessed == {"客户名称": "name", "客户编码": "code", "等级": "grade", "电话": "phone"}
    assert [each["column"] for each in warned(told, "import_column_unused")] == ["闲话"]
    assert company.count("customer") == 0


def test_what_is_ignored_by_wish_warns_of_nothing(company: Company) -> None:
    mapping = {"columns": {"闲话": None, "电话": None}, "ignore": ["等级"]}
    told = company.bring("customer", PEOPLE, mapping)
    assert not warned(told, "import_column_unused")
    assert company.all("customer", "name", "code", "grade", "phone")[0] == {
        "name": "甬泰食品", "code": "C-1", "grade": None, "phone": None,
    }  # fmt: skip


def test_values_go_by_the_mapping_then_by_key_and_label(company: Company) -> None:
    content = "name,grade\n一,A\n二,Grade B\n三,VIP\n四,-\n五,b 类\n"
    mapping = {"columns": {"grade": {"field": "grade", "values": {"vip": "A"}}}, "blanks": ["-"]}
    told = company.bring("customer", content, mapping)
    assert told["rejected"] == 0
    assert [each["grade"] for each in company.all("customer", "grade")] == ["A", "B", "A", None, "B"]


def test_one_column_may_fill_two_fields_and_constants_fill_the_rest(company: Company) -> None:
    mapping = {"columns": {"kunde": ["name", "code"]}, "constants": {"grade": "C"}}
    company.bring("customer", "kunde\nK1\n", mapping)
    assert company.all("customer", "name", "code", "grade") == [{"name": "K1", "code": "K1", "grade": "C"}]


@pytest.mark.parametrize(
    ("mapping", "faults"),
    [
        ([], {"mapping": "not_an_object"}),
        ({"colums": {}}, {"mapping.colums"}),
        ({"columns": [], "match": "name"}, {"mapping.columns", "mapping.match"}),
        ({"history": 1}, {"mapping.history"}),
        ({"on_match": "replace"}, {"mapping.on_match"}),
        ({"encoding": "ebcdic", "delimiter": "x"}, {"mapping.encoding", "mapping.delimiter"}),
        ({"columns": {"gone": "name"}}, {"columns.gone"}),
        ({"columns": {"b": "nmae"}}, {"columns.b"}),
        ({"columns": {"b": {"field": "grade", "values": {"x": 1}}}}, {"columns.b"}),
        ({"columns": {"b": {"field": "owner", "by": "shoe_size"}}}, {"columns.b"}),
        ({"columns": {"b": {"field": "grade", "by": "name"}}}, {"columns.b"}),
        ({"columns": {"name": "name", "b": "name"}}, {"name"}),
        ({"columns": {"name": "name"}, "constants": {"name": "x"}}, {"name"}),
        ({"match": ["code"]}, {"mapping.match"}),
        ({"columns": {"b": "place"}, "match": ["place"]}, {"mapping.match"}),
        ({"on_match": "update"}, {"mapping.match"}),
        ({"columns": {"name": None}}, {"name"}),
        ({"history": True, "on_match": "update", "match": ["name"]}, {"mapping.on_match"}),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_refused_by_its_parts(
    shared_company: Company, mapping: Any, faults: set[str]
) -> None:
    error = shared_company.post("boss", "customer", "name,b\nx,y\n", mapping, 422)["error"]
    assert error["code"] == "invalid_fields"
    assert set(error["fields"]) == set(faults)
    assert all(error["fields"].values())


def test_only_a_migration_sets_what_is_fixed(shared_company: Company) -> None:
    mapping = {"columns": {"b": "created_at"}}
    error = shared_company.post("boss", "customer", "name,b\nx,y\n", mapping, 403)["error"]
    assert error["code"] == "field_forbidden" and "migration" in error["fields"]["created_at"]
    for name in ("version", "updated_at", "origin"):
        mapping = {"columns": {"b": name}, "history": True}
        assert shared_company.post("boss", "customer", "name,b\nx,y\n", mapping, 403)["error"][
            "fields"
        ].keys() == {name}


def test_unknown_objects_and_missing_rights_are_refused(company: Company) -> None:
    assert company.post("boss", "kunde", "name\nx\n", {}, 422)["error"]["fields"].keys() == {"object"}
    assert company.post("boss", "", "name\nx\n", {}, 422)["error"]["fields"].keys() == {"object"}
    company.hire("anna", "rep")
    assert company.post("anna", "customer", "name\nx\n", {}, 403)["error"]["code"] == "permission_missing"
    assert company.post("boss", "customer", "name\nx\n", {}, 422, dry_run="perhaps")["error"][
        "fields"
    ].keys() == {"dry_run"}


def test_a_blank_cell_may_stand_for_a_word(company: Company) -> None:
    rows = "name,grade\n一,A\n二,\n三,-\n"
    said = {"columns": {"grade": {"field": "grade", "values": {"": "C"}}}, "blanks": ["-"]}
    assert company.bring("customer", rows, said)["rejected"] == 0
    assert [each["grade"] for each in company.all("customer", "grade")] == ["A", "C", "C"]
