"""Migration imports: the past as it was, proving nothing; what comes next asks the gate."""

from tests.imports.conftest import SYSTEM, Company

DEALS = """name,owner,stage,created_at,created_by,opened_on,closed_on,amount
一号,Anna,Won,2016-10-20,Anna,10/20/2016,3/1/2017,1054
二号,Anna,Engaging,2016-11-02 14:30,,11/2/2016,,
三号,Anna,Lost,2017-01-05T08:00:00+08:00,,1/5/2017,2/14/2017,0
"""
MAPPING = {"history": True, "columns": {"stage": {"field": "stage"}}}


def test_stages_authors_and_times_are_as_they_were(company: Company) -> None:
    anna = company.hire("anna", "rep")
    told = company.bring("deal", DEALS, MAPPING)
    assert (told["created"], told["rejected"]) == (3, 0)
    won, engaging, lost = company.all("deal")
    assert [each["stage"] for each in (won, engaging, lost)] == ["won", "engaging", "lost"]
    assert won["created_at"].startswith("2016-10-20T00:00:00+08:00") or won["created_at"].startswith(
        "2016-10-19T16:00"
    )
    assert won["created_by"]["id"] == won["owner"]["id"] == anna
    assert (won["opened_on"], won["closed_on"], won["amount"]["amount"]) == (
        "2016-10-20",
        "2017-03-01",
        "1054.00",
    )
    assert {each["origin"] for each in (won, engaging, lost)} == {"imported"}
    assert won["stage_since"].startswith("2017-03-01") and engaging["stage_since"].startswith("2016-11-02")


def test_the_history_tells_when_it_happened_and_when_it_came(company: Company) -> None:
    company.hire("anna", "rep")
    company.bring("deal", DEALS, MAPPING)
    id = company.all("deal", "id")[1]["id"]
    event = company.api().get("events", record=id)["items"][0]
    assert event["occurred_at"].startswith("2016-11-02T06:30") and not event["recorded_at"].startswith("2016")
    assert event["because"]["import"]


def test_the_next_step_asks_the_gate(company: Company) -> None:
    company.hire("anna", "rep")
    company.bring("deal", DEALS, MAPPING)
    id = company.all("deal", "id")[1]["id"]
    error = company.api().patch(f"records/deal/{id}", {"stage": "proposal"}, 422)["error"]
    assert error["code"] == "evidence_missing"


def test_imported_evidence_proves_nothing(company: Company) -> None:
    company.bring("deal", "name\n一号\n")
    content = "deal,kind,captured_at,state\n" + "一号,site_photo,2026-01-01 09:00,proven\n" * 3
    mapping = {
        "columns": {"deal": {"field": "about", "object": "deal", "by": "name"}, "state": None},
        "history": True,
    }
    assert company.bring("evidence", content, mapping)["created"] == 3
    assert {each["state"] for each in company.all("evidence", "state")} == {"imported"}
    deal = company.all("deal")[0]
    assert deal["stage"] == "prospecting"
    gate = company.api().get(f"records/deal/{deal['id']}/gate")
    assert not gate["open"] and gate["requirements"][0]["have"] == 0


def test_it_takes_a_permission_of_its_own(company: Company) -> None:
    with company.parts.workspaces.begin(company.name, SYSTEM) as work:
        work.execute(
            f"update {work.place.schema}._role set permissions = '{{records:import}}' where key = 'ops'"
        )
    company.hire("olga", "ops")
    assert company.post("olga", "deal", DEALS, MAPPING, 403)["error"]["code"] == "permission_missing"
    assert company.post("olga", "deal", "name\n一号\n")["id"]


def test_a_stage_there_is_none_of_is_named(company: Company) -> None:
    told = company.bring("deal", "name,stage\n一号,negotiating\n", MAPPING)
    assert told["rejected"] == 1
    reasons = company.api().get(f"imports/{told['id']}/rows", verdict="rejected")["items"][0]["reasons"]
    assert len(reasons) == 1
