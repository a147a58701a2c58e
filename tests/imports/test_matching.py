"""Rows that are the same as records, or as each other."""

from tests.imports.conftest import Company

FIRST = "name,code,grade\n甬泰,C-1,A\n禾润,C-2,B\n"


def grades(company: Company) -> dict[str, str]:
    return {each["code"]: each["grade"] for each in company.all("customer", "code", "grade")}


def test_matched_rows_are_skipped_unless_something_else_is_said(company: Company) -> None:
    company.bring("customer", FIRST)
    told = company.bring("customer", "name,code,grade\n新,C-1,C\n新,C-3,C\n", {"match": ["code"]})
    assert (told["created"], told["skipped"]) == (1, 1)
    assert grades(company) == {"C-1": "A", "C-2": "B", "C-3": "C"}


def test_an_update_writes_what_changed_and_leaves_blanks_alone(company: Company) -> None:
    company.bring("customer", FIRST)
    mapping = {"match": ["code"], "on_match": "update"}
    told = company.bring("customer", "code,grade,name\nC-1,C,甬泰\nC-2,,禾润\nC-9,A,新来\n", mapping)
    assert (told["updated"], told["skipped"], told["created"]) == (1, 1, 1)
    assert grades(company) == {"C-1": "C", "C-2": "B", "C-9": "A"}
    company.bring("customer", "code,grade\nC-1,\n", {**mapping, "clear": True})
    assert grades(company)["C-1"] is None


def test_a_file_that_holds_nothing_new_changes_nothing(company: Company) -> None:
    company.bring("customer", FIRST)
    told = company.bring("customer", FIRST, {"match": ["code"], "on_match": "update"})
    assert (told["skipped"], told["updated"]) == (2, 0)
    assert company.rows("select count(*) from {}._event where action = 'record.updated'") == [(0,)]


def test_rows_of_one_file_are_the_same_as_each_other(company: Company) -> None:
    content = "name,grade\n甬泰,A\n禾润,B\n甬泰,C\n"
    told = company.bring("customer", content, {"match": ["name"]})
    assert (told["created"], told["skipped"]) == (2, 1)
    told = company.bring("product", "name,series\nP,1\nP,2\nP,3\n", {"match": ["name"], "on_match": "update"})
    assert (told["created"], told["updated"], told["rejected"]) == (1, 2, 0)
    assert company.all("product", "name", "series") == [{"name": "P", "series": "3"}]


def test_a_row_stands_in_for_one_before_it_that_was_rejected(company: Company) -> None:
    told = company.bring("customer", "name,grade\n甬泰,Z\n甬泰,A\n甬泰,B\n", {"match": ["name"]})
    assert (told["created"], told["skipped"], told["rejected"]) == (1, 1, 1)
    assert company.all("customer", "grade") == [{"grade": "A"}]


def test_several_fields_match_together_also_through_a_link(company: Company) -> None:
    company.bring("customer", "name\n甬泰\n禾润\n")
    mapping = {"match": ["name", "customer"]}
    company.bring("contact", "name,customer\n张三,甬泰\n", mapping)
    told = company.bring("contact", "name,customer\n张三,禾润\n张三,甬泰\n", mapping)
    assert (told["created"], told["skipped"]) == (1, 1)


def test_what_matches_two_records_is_not_guessed(company: Company) -> None:
    company.bring("customer", "name\n甬泰\n甬泰\n")
    told = company.bring("customer", "name,grade\n甬泰,A\n", {"match": ["name"], "on_match": "update"})
    assert (told["rejected"], told["updated"]) == (1, 0)


def test_an_export_comes_back_by_its_ids(company: Company) -> None:
    company.bring("customer", FIRST)
    id = company.all("customer", "id")[0]["id"]
    mapping = {"columns": {"id": "id"}, "match": ["id"], "on_match": "update"}
    told = company.bring("customer", f"id,grade\n{id},D\nnot-an-id,D\n", mapping)
    assert (told["updated"], told["rejected"]) == (1, 1)
    assert grades(company)["C-1"] == "D"


def test_what_was_exported_is_read_back_as_it_was(company: Company) -> None:
    company.bring("customer", 'name,code,phone,grade,annual_purchase\n=甬泰,C-1,+86 574,A,"1,200.50"\n')
    before = company.all("customer", "name", "code", "phone", "grade", "annual_purchase")
    text = company.api().call("GET", "records/customer/export").content
    assert b"'=" in text
    told = company.bring("customer", text, {"match": ["code"], "on_match": "update"})
    assert (told["skipped"], told["rejected"]) == (1, 0)
    assert company.all("customer", "name", "code", "phone", "grade", "annual_purchase") == before


def test_updates_ask_the_gate_and_the_attempt_is_kept(company: Company) -> None:
    company.bring("deal", "name\n一号\n")
    id = company.all("deal", "id")[0]["id"]
    mapping = {"match": ["name"], "on_match": "update"}
    assert company.bring("deal", "name,stage\n一号,engaging\n", mapping, dry_run=True)["rejected"] == 1
    assert not company.rows("select 1 from {}._event where action = 'attempt.refused'")
    told = company.bring("deal", "name,stage\n一号,engaging\n", mapping)
    assert (told["rejected"], told["updated"]) == (1, 0)
    assert (
        "三张现场照片"
        in company.api().call("GET", f"imports/{told['id']}/rejected", headers={"Accept-Language": "zh"}).text
    )
    events = company.api().get("events", record=id)["items"]
    assert [each["action"] for each in events] == ["record.created", "attempt.refused"]
    assert company.all("deal", "stage") == [{"stage": "prospecting"}]


def test_a_new_deal_starts_at_the_start_unless_it_is_history(company: Company) -> None:
    told = company.bring("deal", "name,stage\n一号,won\n二号,prospecting\n")
    assert (told["created"], told["rejected"]) == (1, 1)
