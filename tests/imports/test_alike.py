"""Rows that are likely records that are there, in other words."""

from typing import Any

import pytest

from prooftrail.platform.imports.running import Pace
from prooftrail.sales.dedupe import keeping
from tests.imports.conftest import Company

THERE = "name,phone\n浙江XX阀门有限公司,0574-87654321\n宁波澄川泵业有限公司,\n"
ALIKE = "name,phone,grade\n浙江ＸＸ阀门（有限公司）,,A\n澄川泵业制造,,B\n杭州禾润食品,,C\n"
SAID = {"columns": {"name": "name", "phone": "phone", "grade": "grade"}}


def there(company: Company) -> None:
    """Two customers, and what they are found by."""
    company.bring("customer", THERE)
    while keeping.sweep(company.parts.ground, company.parts.workspaces.directory.find(company.name)):
        pass


def rows(company: Company, told: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = company.api().get(f"imports/{told['id']}/rows", verdict="alike")["items"]
    return found


def test_a_dry_run_names_what_is_likely_there_with_reasons(company: Company) -> None:
    there(company)
    told = company.bring("customer", ALIKE, SAID, dry_run=True)
    assert (told["created"], told["skipped"]) == (3, 0)
    assert {each["code"]: each["facts"]["count"] for each in told["warnings"]} == {"import_rows_alike": 2}
    first, second = rows(company, told)
    assert [first["row"], second["row"]] == [2, 3] and first["verdict"] == "created"
    assert "浙江XX阀门有限公司" in first["reasons"][0] and "%" in first["reasons"][0]
    assert any("公司名相同" in each for each in first["reasons"])


def test_what_is_almost_certain_counts_as_there_where_that_is_asked(company: Company) -> None:
    there(company)
    told = company.bring("customer", ALIKE, SAID | {"alike": "match"}, dry_run=True)
    assert (told["created"], told["skipped"]) == (2, 1)
    told = company.bring("customer", ALIKE, SAID | {"alike": "match", "on_match": "update"})
    assert (told["created"], told["updated"]) == (2, 1)
    kept = {each["name"]: each["grade"] for each in company.all("customer", "name", "grade")}
    assert kept["浙江XX阀门有限公司"] == "A" and len(kept) == 4


def test_an_import_that_is_no_dry_run_looks_for_nothing_unasked(company: Company) -> None:
    there(company)
    assert company.bring("customer", ALIKE, SAID)["warnings"] == []
    assert company.bring("customer", ALIKE, SAID | {"alike": "off"}, dry_run=True)["warnings"] == []


TWICE = (
    "name,phone,grade\n浙江青琅阀门有限公司,0574-87001122,A\n杭州禾润食品,,B\n青琅阀门（集团）,,C\n"
    "宁波青琅食品,,C\n杭州禾润食品有限公司,,A\n"
)


def test_rows_of_one_file_that_are_one_company_are_named_by_the_first(company: Company) -> None:
    told = company.bring("customer", TWICE, SAID, dry_run=True)
    assert (told["created"], told["skipped"]) == (5, 0)
    assert {each["code"]: each["facts"]["count"] for each in told["warnings"]} == {
        "import_rows_alike_in_file": 2
    }
    found = rows(company, told)
    assert [each["row"] for each in found] == [4, 6] and "第 2 行" in found[0]["reasons"][0]
    assert any("公司名相同" in each for each in found[0]["reasons"])
    assert {each["verdict"] for each in found} == {"created"}


def test_only_the_first_of_them_is_written_where_that_is_asked(company: Company) -> None:
    later = TWICE + "青琅阀门（集团）,,B\n"
    said = SAID | {"alike_rows": "skip", "match": ["name"], "on_match": "update"}
    told = company.bring("customer", later, said)
    assert (told["created"], told["updated"], told["skipped"], told["rejected"]) == (3, 1, 2, 0)
    kept = {each["name"]: each["grade"] for each in company.all("customer", "name", "grade")}
    assert kept == {"浙江青琅阀门有限公司": "B", "杭州禾润食品": "B", "宁波青琅食品": "C"}


def test_rows_of_two_chunks_are_compared_too(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pace, "__init__", lambda pace: setattr(pace, "size", 2))
    monkeypatch.setattr(Pace, "took", lambda pace, rows, seconds: None)
    told = company.bring("customer", TWICE, SAID, dry_run=True)
    assert [each["row"] for each in rows(company, told)] == [4, 6]


def test_what_somebody_said_is_not_the_same_warns_no_more(company: Company) -> None:
    names = ("宁波青琅泵业有限公司", "青琅泵业")
    company.bring("customer", "name\n" + "\n".join(names) + "\n")
    while keeping.sweep(company.parts.ground, company.parts.workspaces.directory.find(company.name)):
        pass
    again = "name\n宁波青琅泵业有限公司\n青琅泵业\n"
    told = company.bring("customer", again, {"columns": {"name": "name"}}, dry_run=True)
    assert [each["row"] for each in rows(company, told)] == [2, 3]
    told = company.bring("customer", again, {"columns": {"name": "name"}, "alike": "off"}, dry_run=True)
    assert [each["row"] for each in rows(company, told)] == [3]
    one, other = (each["id"] for each in company.all("customer", "id", "name"))
    company.api().act("reject_duplicate", {"object": "customer", "other": other}, one)
    told = company.bring("customer", again, {"columns": {"name": "name"}}, dry_run=True)
    codes = {each["code"] for each in told["warnings"]}
    assert codes == {"import_rows_alike"}, "the two rows are like two records that are not the same"
    exact = company.bring("customer", "name\n青琅泵业\n", {"columns": {"name": "name"}}, dry_run=True)
    (row,) = rows(company, exact)
    assert "「青琅泵业」" in row["reasons"][0]
