"""Rows that are likely records that are there, in other words."""

from typing import Any

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
