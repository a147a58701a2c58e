"""Undo: as if the file had never come, but for what somebody touched since."""

from typing import Any

from prooftrail.cli.verify import verify
from prooftrail.platform.imports.running import pick_up
from tests.imports.conftest import SYSTEM, Company

ROWS = "name,code,grade\n一,C-1,A\n二,C-2,B\n三,C-3,C\n"


def state(company: Company) -> Any:
    said = {"group": ["grade"], "measures": {"n": ["count"], "sum": ["sum", "annual_purchase"]}}
    return company.api().post("records/customer/aggregate", said, 200)["rows"]


def test_undo_leaves_the_figures_as_before_and_the_history_both(company: Company) -> None:
    company.bring("customer", "name,grade,annual_purchase\n老客户,A,100\n")
    before = state(company)
    told = company.bring("customer", ROWS)
    assert state(company) != before
    undone = company.undo(told["id"])
    assert (undone["state"], undone["undone"]) == ("undone", {"removed": 3, "restored": 0, "left": 0})
    assert state(company) == before and not company.api().get("records/customer", deleted="only")["items"]
    actions = (
        "select action, count(*) from {}._event where record is not null and because ->> %s = %s group by 1"
    )
    assert company.rows(actions, "import", told["id"]) == [("record.created", 3)]
    assert company.rows(actions, "undo", told["id"]) == [("record.removed", 3)]
    assert verify(company.parts, company.name).counts == {}
    again = company.bring("customer", ROWS)
    assert again["created"] == 3


def test_what_was_changed_since_stays_and_is_reported(company: Company) -> None:
    told = company.bring("customer", ROWS)
    api, ids = company.api(), [each["id"] for each in company.all("customer", "id")]
    api.patch(f"records/customer/{ids[0]}", {"grade": "D"})
    api.post("records/deal", {"name": "一号", "customer": ids[1]})
    undone = company.undo(told["id"])
    assert undone["undone"] == {"removed": 1, "restored": 0, "left": 2}
    assert [each["facts"]["count"] for each in undone["warnings"] if each["code"] == "import_rows_left"] == [
        2
    ]
    left = api.get(f"imports/{told['id']}/rows", verdict="left")["items"]
    assert [(each["record"], bool(each["reasons"])) for each in left] == [(ids[0], True), (ids[1], True)]
    assert {each["name"] for each in company.all("customer", "name")} == {"一", "二"}


def test_what_was_put_into_the_trash_since_stays_there(company: Company) -> None:
    told = company.bring("customer", ROWS)
    id = company.all("customer", "id")[0]["id"]
    company.api().delete(f"records/customer/{id}")
    assert company.undo(told["id"])["undone"] == {"removed": 2, "restored": 0, "left": 1}
    assert [each["id"] for each in company.api().get("records/customer", deleted="only")["items"]] == [id]


def test_updates_are_taken_back_where_nobody_touched_them_since(company: Company) -> None:
    company.bring("customer", ROWS)
    content = "code,name,grade,phone\nC-1,一,B,1\nC-2,二改,B,2\nC-3,三,D,3\nC-4,四,A,4\n"
    mapping = {"match": ["code"], "on_match": "update"}
    told = company.bring("customer", content, mapping)
    assert (told["updated"], told["created"]) == (3, 1)
    third = next(each["id"] for each in company.all("customer") if each["code"] == "C-3")
    company.api().patch(f"records/customer/{third}", {"phone": "9"})
    undone = company.undo(told["id"])
    assert undone["undone"] == {"removed": 1, "restored": 2, "left": 1}
    shown = {each["code"]: (each["name"], each["grade"], each["phone"]) for each in company.all("customer")}
    assert shown == {"C-1": ("一", "A", None), "C-2": ("二", "B", None), "C-3": ("三", "D", "9")}


def test_a_record_changed_twice_by_one_file_goes_back_to_its_start(company: Company) -> None:
    company.bring("product", "name,series\nP,0\n")
    mapping = {"match": ["name"], "on_match": "update"}
    told = company.bring("product", "name,series\nP,1\nP,2\nQ,1\nQ,2\n", mapping)
    assert (told["updated"], told["created"]) == (3, 1)
    assert company.undo(told["id"])["undone"] == {"removed": 1, "restored": 1, "left": 0}
    assert company.all("product", "name", "series") == [{"name": "P", "series": "0"}]


def test_rows_of_one_batch_that_point_to_each_other_go_together(company: Company) -> None:
    company.bring("department", "name\n总部\n")
    told = company.bring("department", "name,parent\n东区,总部\n")
    more = company.bring("department", "name,parent\n宁波,东区\n")
    assert company.undo(told["id"])["undone"]["left"] == 1  # a later batch points to it
    assert company.undo(more["id"])["undone"]["removed"] == 1


def test_people_leave_no_rights_behind(company: Company) -> None:
    mapping = {"constants": {"roles": ["rep"]}}
    told = company.bring("person", "name,login\nAnna,anna\n", mapping)
    assert company.undo(told["id"])["undone"] == {"removed": 1, "restored": 0, "left": 0}
    for table in ("_role_of", "_member", "_account"):
        people = "select id from {}.person"
        assert company.rows(f"select count(*) from {{}}.{table} where person not in ({people})") == [(0,)]


def test_an_import_is_undone_once(company: Company) -> None:
    told = company.bring("customer", ROWS)
    api = company.api()
    company.undo(told["id"])
    assert api.post(f"imports/{told['id']}/undo", None, 409)["error"]["code"] == "import_state"
    assert api.post(f"imports/{told['id']}/apply", None, 409)["error"]["code"] == "import_state"


def test_an_administrator_takes_back_what_a_leaver_brought(company: Company) -> None:
    olga = company.hire("olga", "ops")
    id = company.post("olga", "customer", ROWS)["id"]
    assert company.work_off(id)["state"] == "done"
    company.api().patch(f"records/person/{olga}", {"left_on": "2020-01-01"})
    company.api().post(f"imports/{id}/undo", None, 202)
    told = company.work_off(id)
    assert (told["state"], told["undone"]) == ("undone", {"removed": 3, "restored": 0, "left": 0})


def test_the_history_tells_of_the_import_itself(company: Company) -> None:
    told = company.bring("customer", ROWS)
    company.undo(told["id"])
    query = "select action, because from {}._event where action like 'import.%%' order by seq"
    (done, what), (undone, back) = company.rows(query)
    assert (done, undone) == ("import.done", "import.undone")
    assert (what["file"], what["created"], back["removed"]) == ("rows.csv", 3, 3)


def test_old_imports_lose_their_rows_and_are_not_undone(company: Company) -> None:
    told = company.bring("customer", ROWS)
    api, place = company.api(), company.parts.workspaces.directory.find(company.name)
    pick_up(company.parts.ground, place)
    assert company.rows("select count(*) from {}._import_row") == [(3,)]
    with company.parts.workspaces.begin(company.name, SYSTEM) as work:
        work.execute(f"update {place.schema}._import set ended_at = ended_at - interval '31 days'")
    pick_up(company.parts.ground, place)
    assert company.rows("select count(*) from {}._import_row") == [(0,)]
    assert company.rows("select count(*) from {}._file") == [(0,)]
    assert api.post(f"imports/{told['id']}/undo", None, 409)["error"]["code"] == "import_too_old"
    assert api.get(f"imports/{told['id']}")["created"] == 3
