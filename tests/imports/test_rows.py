"""Rows: each gets a verdict and its reasons; none is lost."""

from tests.imports.conftest import Company, warned

HEAD = "name,code,grade,owner,annual_purchase\n"
TRAPS = HEAD + "\n".join([
    "一厂,C-1,A,Anna,1000.50",
    "二厂,C-1,A,Anna,1",  # the code of the row before
    ",C-3,A,Anna,1",
    "四厂,C-4,Z,Nobody,much",
    "五厂,C-5,A,anna ,1,extra",
    "六厂,C-6",
    "七厂,C-7,A,ANNA,\"2,500.00\"",
])  # fmt: skip


def test_every_row_has_a_verdict_and_every_reason_its_field(company: Company) -> None:
    company.hire("anna", "rep")
    told = company.bring("customer", TRAPS, {"columns": {"grade": {"field": "grade", "values": {}}}})
    assert (told["total"], told["created"], told["rejected"]) == (7, 3, 4)
    api = company.api()
    rows = api.get(f"imports/{told['id']}/rows")["items"]
    assert [each["row"] for each in rows] == [2, 3, 4, 5, 6, 7, 8]
    reasons = {each["row"]: each["reasons"] for each in rows if each["verdict"] == "rejected"}
    assert {row: len(said) for row, said in reasons.items()} == {3: 1, 4: 1, 5: 3, 6: 1}
    assert "2" in reasons[3][0] and any("Nobody" in each for each in reasons[5])
    assert company.count("customer") == 3


def test_an_owner_found_by_other_letters_is_taken_and_named(company: Company) -> None:
    company.hire("anna", "rep")
    told = company.bring("customer", "name,owner\n一,Anna\n二,ANNA\n三,anna\n四,\n")
    ways = {each["said"]: (each["meant"], each["count"]) for each in warned(told, "import_written_two_ways")}
    assert ways == {"ANNA": ("Anna", 1), "anna": ("Anna", 1)} or ways == {"ANNA": ("Anna", 1)}
    assert [each["count"] for each in warned(told, "import_blank_links")] == [1]
    assert [each["owner"] and each["owner"]["label"] for each in company.all("customer", "owner")][:3] == [
        "Anna"
    ] * 3


def test_links_are_found_by_name_code_login_and_id_in_the_callers_sight(company: Company) -> None:
    company.bring("customer", "name,code\n甬泰,C-1\n禾润,C-2\n禾润,C-3\n")
    ids = [each["id"] for each in company.all("customer", "id")]
    content = f"name,customer\na,甬泰\nb,C-2\nc,禾润\nd,{ids[2]}\ne,没有\n"
    told = company.bring("deal", content, {"columns": {"customer": {"field": "customer"}}})
    assert told["rejected"] == 3  # twice the same name, an id without `by`, nobody
    told = company.bring(
        "deal", "name,c\nx," + ids[2] + "\n", {"columns": {"c": {"field": "customer", "by": "id"}}}
    )
    assert told["created"] == 1
    told = company.bring(
        "deal", "name,c\ny,没有\n", {"columns": {"c": {"field": "customer", "missing": "blank"}}}
    )
    assert told["created"] == 1 and warned(told, "import_missing_left_blank")[0]["said"] == "没有"


def test_wrong_values_name_their_field_in_the_callers_language(company: Company) -> None:
    told = company.bring("deal", "name,amount,expected_on\n一,many,31/31/2026\n")
    api = company.api()
    zh = api.call("GET", f"imports/{told['id']}/rejected", headers={"Accept-Language": "zh"}).text
    en = api.call("GET", f"imports/{told['id']}/rejected", headers={"Accept-Language": "en"}).text
    assert "金额：要是数字" in zh and "Amount: Must be a number" in en
    assert "预计签约" in zh and zh.startswith("\ufeffname,amount,expected_on,行号")


def test_the_rejected_file_keeps_the_cells_and_runs_nothing(company: Company) -> None:
    company.hire("anna", "rep")
    told = company.bring("customer", 'name,owner,phone\n=1+1,Nobody,"+86,1"\n@x,Nobody,-5\n')
    text = company.api().call("GET", f"imports/{told['id']}/rejected").text
    lines = text.splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("'=1+1,Nobody,\"'+86,1\",2,")
    assert lines[2].startswith("'@x,Nobody,-5,3,")


def test_what_is_rejected_can_be_mended_and_brought_again(company: Company) -> None:
    told = company.bring("customer", "name,grade\n一,Z\n二,A\n")
    text = company.api().call("GET", f"imports/{told['id']}/rejected").text
    again = company.bring("customer", text.replace("一,Z", "一,B"))
    assert (again["created"], again["rejected"]) == (1, 0)
    assert {each["name"]: each["grade"] for each in company.all("customer", "name", "grade")} == {
        "一": "B",
        "二": "A",
    }


def test_line_breaks_in_a_name_become_spaces_and_are_counted(company: Company) -> None:
    told = company.bring("customer", 'name\n"甬泰\r\n食品"\n')
    assert company.all("customer", "name") == [{"name": "甬泰 食品"}]
    assert warned(told, "import_line_breaks")[0]["count"] == 1


def test_dates_are_read_in_the_order_their_column_shows(company: Company) -> None:
    content = "name,expected_on,closed_on\n一,3/1/2017,25/12/2016\n二,12/31/2017,01/02/2017\n"
    company.bring("deal", content)
    assert company.all("deal", "expected_on", "closed_on") == [
        {"expected_on": "2017-03-01", "closed_on": "2016-12-25"},
        {"expected_on": "2017-12-31", "closed_on": "2017-02-01"},
    ]
    told = company.bring("deal", "name,expected_on\n三,1/2/2017\n", dry_run=True)
    assert warned(told, "import_days_unsure")[0]["column"] == "expected_on"
    company.bring(
        "deal", "name,e\n四,1/2/2017\n", {"columns": {"e": {"field": "expected_on", "dates": "DMY"}}}
    )
    assert company.all("deal", "expected_on")[2] == {"expected_on": "2017-02-01"}


def test_an_empty_file_of_rows_is_done_at_once(company: Company) -> None:
    told = company.bring("customer", "name\n")
    assert (told["state"], told["total"], told["created"]) == ("done", 0, 0)
