"""The calls of the contract, as whoever hands the file in sees them."""

from tests.imports.conftest import SYSTEM, Company

FILE = "name,code,grade\n一,C-1,A\n二,C-2,Z\n三,C-3,C\n"


def test_a_dry_run_writes_nothing_until_it_is_applied(company: Company) -> None:
    api, id = company.api(), company.post("boss", "customer", FILE, dry_run="true")["id"]
    first = api.get(f"imports/{id}")
    assert (first["state"], first["total"], first["dry_run"]) == ("checking", 0, True)
    company.work_off(id)
    told = api.get(f"imports/{id}")
    assert told["state"] == "checked"
    assert [told[name] for name in ("total", "created", "updated", "skipped", "rejected")] == [3, 2, 0, 0, 1]
    assert company.count("customer") == 0
    assert api.post(f"imports/{id}/apply", None, 202)["state"] == "applying"
    company.work_off(id)
    told = api.get(f"imports/{id}")
    assert (told["state"], told["created"], told["rejected"]) == ("done", 2, 1)
    assert company.count("customer") == 2
    assert api.post(f"imports/{id}/undo", None, 202)["undoing"]
    company.work_off(id)
    told = api.get(f"imports/{id}")
    assert (told["state"], told["undone"]["removed"]) == ("undone", 2)
    assert company.count("customer") == 0


def test_without_dry_run_it_is_written_at_once(company: Company) -> None:
    id = company.post("boss", "customer", FILE)["id"]
    assert company.work_off(id)["state"] == "done"
    shown = company.all("customer")
    assert [each["name"] for each in shown] == ["一", "三"]
    assert {each["owner"]["label"] for each in shown} == {"boss"}


def test_a_key_in_the_header_starts_one_import_however_often_it_is_sent(company: Company) -> None:
    api = company.api()
    headers = {"Authorization": f"Bearer {api.key}", "Idempotency-Key": "once"}
    answers = [
        api.client.post(
            "/api/v1/imports", data={"object": "customer"}, files={"file": ("a.csv", FILE)}, headers=headers
        )
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    assert len(api.get("imports")["items"]) == 1


def test_files_that_cannot_be_read_are_refused_at_once(company: Company) -> None:
    for content, code in ((b"", "file_empty"), (b"a,b\n\x00,1", "file_has_nul"), (b'name\n"x', None)):
        status = 202 if code is None else 422
        answer = company.post("boss", "customer", content, {"columns": {}}, status)
        if code is not None:
            assert answer["error"]["code"] == code
        else:
            told = company.work_off(answer["id"])
            assert (told["state"], told["error"]["code"]) == ("failed", "file_quotes")
            assert told["error"]["facts"]["line"] == 2


def test_a_file_past_the_limit_is_too_large(company: Company) -> None:
    with company.parts.workspaces.begin(company.name, SYSTEM) as work:
        work.execute(
            f"insert into {work.place.schema}._setting (key, value, since) "
            "values ('files.largest_mb', '1', '2000-01-01'), ('imports.most_rows', '2', '2000-01-01')"
        )
    answer = company.post("boss", "customer", b"name\n" + b"x" * 1_100_000, {}, 413)
    assert answer["error"]["code"] == "file_too_large"
    told = company.work_off(company.post("boss", "customer", FILE)["id"])
    assert (told["state"], told["error"]["code"]) == ("failed", "import_too_many_rows")


def test_others_imports_are_missing_unless_one_may_migrate(company: Company) -> None:
    id = company.post("boss", "customer", FILE)["id"]
    with company.parts.workspaces.begin(company.name, SYSTEM) as work:
        work.execute(
            f"update {work.place.schema}._role set permissions = '{{records:import}}' where key = 'manager'"
        )
    company.hire("mia", "manager")
    mia = company.api("mia")
    for call in ("", "/rows", "/rejected"):
        assert mia.get(f"imports/{id}{call}", 404)["error"]["code"] == "record_missing"
    for call in ("apply", "cancel", "undo"):
        assert mia.post(f"imports/{id}/{call}", None, 404)
    assert mia.get("imports")["items"] == []
    mine = company.post("mia", "customer", "name\n我的\n")["id"]
    assert [each["id"] for each in mia.get("imports")["items"]] == [mine]
    assert [each["id"] for each in company.api().get("imports")["items"]] == [mine, id]


def test_it_runs_with_the_rights_of_who_started_it(company: Company) -> None:
    with company.parts.workspaces.begin(company.name, SYSTEM) as work:
        work.execute(
            f"update {work.place.schema}._role set permissions = '{{records:import}}' where key = 'rep'"
        )
    company.hire("anna", "rep")
    company.hire("berta", "rep")
    content = "name,owner\n我的,Anna\n她的,Berta\n"
    told = company.work_off(company.post("anna", "customer", content)["id"])
    assert (told["created"], told["rejected"]) == (1, 1)
    company.bring("customer", "name,code,owner\n别人的,C-9,Berta\n")
    told = company.work_off(company.post("anna", "deal", "name,customer\n一号,别人的\n")["id"])
    assert told["rejected"] == 1
    told = company.work_off(company.post("anna", "customer", "name,code\n抢,C-9\n")["id"])
    row = company.api("anna").get(f"imports/{told['id']}/rows")["items"][0]
    assert row["verdict"] == "rejected" and "别人的" not in str(row)


def test_a_keys_scopes_hold_for_what_it_left_running(company: Company) -> None:
    api = company.callers("boss", company.name, ["customer:write", "permission:records:import"])
    data, files = {"object": "customer", "mapping": "{}"}, {"file": ("a.csv", "name,owner\n一,boss\n")}
    headers = {"Authorization": f"Bearer {api.key}"}
    id = api.client.post("/api/v1/imports", data=data, files=files, headers=headers).json()["id"]
    told = company.work_off(id)
    assert (told["created"], told["rejected"]) == (0, 1)  # the key may not read people


def test_who_left_leaves_nothing_running(company: Company) -> None:
    company.hire("olga", "ops")
    id = company.post("olga", "customer", FILE)["id"]
    person = company.rows("select id from {}.person where login = 'olga'")[0][0]
    company.api().patch(f"records/person/{person}", {"left_on": "2020-01-01"})
    told = company.work_off(id)
    assert (told["state"], told["error"]["code"]) == ("failed", "import_orphaned")
    assert company.count("customer") == 0


def test_cancel_stops_it_and_apply_goes_on(company: Company) -> None:
    api, id = company.api(), company.post("boss", "customer", FILE, dry_run="1")["id"]
    company.work_off(id)
    api.post(f"imports/{id}/apply", None, 202)
    api.post(f"imports/{id}/cancel", None, 202)
    told = company.work_off(id)
    assert (told["state"], told["error"]["code"], told["created"]) == ("failed", "import_cancelled", 0)
    api.post(f"imports/{id}/apply", None, 202)
    assert company.work_off(id)["created"] == 2


def test_unknown_parameters_and_ids_are_refused(company: Company) -> None:
    api = company.api()
    assert api.get("imports", 422, shape="round")
    assert api.get("imports", 422, limit="0")
    assert api.get("imports/nonsense", 404)
    assert api.get("imports/01900000-0000-7000-8000-000000000000", 404)


def test_the_list_pages_backwards_in_time(company: Company) -> None:
    ids = [company.post("boss", "product", f"name\nP{n}\n")["id"] for n in range(3)]
    page = company.api().get("imports", limit="2")
    assert [each["id"] for each in page["items"]] == ids[:0:-1]
    rest = company.api().get("imports", limit="2", cursor=page["next"])
    assert [each["id"] for each in rest["items"]] == ids[:1] and rest["next"] is None
