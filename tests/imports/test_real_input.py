"""A real company's pipeline: 8,800 deals of 35 agents, as four files that somebody else wrote.

By the command and by the API; neither the files nor anything made of them is ours to ship.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from prooftrail.cli import main
from prooftrail.cli.verify import verify
from prooftrail.opening import Opened
from prooftrail.platform.database.install import drop_workspace
from prooftrail.platform.people.accounts import set_account
from tests.conftest import Callers
from tests.imports.conftest import SYSTEM, Company, found_company, warned
from tests.imports.real_files import BEFORE, PIPELINE, STAGES, WON, Step, folder

pytestmark = pytest.mark.heavy

Command = Callable[..., list[str]]
MEASURES = {
    "n": ["count"],
    "sum": ["sum", "amount"],
    "first": ["min", "closed_on"],
    "last": ["max", "closed_on"],
}


@pytest.fixture(scope="module")
def company(parts: Opened, caller: Callers, test_data: Path) -> Iterator[Company]:
    """The company with everything in."""
    made = found_company(parts, caller)
    for step in (*BEFORE, PIPELINE):
        bring(made, test_data, step)
    open_accounts(made)
    yield made
    drop_workspace(parts.dsn, made.name)


def bring(company: Company, test_data: Path, step: Step, *, dry_run: bool = False) -> dict[str, Any]:
    """One file over HTTP, worked off as the worker does."""
    content = (folder(test_data) / step.file).read_bytes()
    form = {"dry_run": "true"} if dry_run else {}
    return dict(company.work_off(company.post("boss", step.object, content, step.mapping, **form)["id"]))


def open_accounts(company: Company) -> None:
    """Logins for the managers, whose names the files give."""
    with company.parts.workspaces.begin(company.name, SYSTEM) as work:
        rows = work.execute(
            f"select id, login from {work.place.schema}.person where 'manager' = any(roles)"
        ).fetchall()
        for person, login in rows:
            set_account(work, person, login, None)


def stages(company: Company, login: str = "boss") -> dict[str, Any]:
    said = {"group": ["stage"], "measures": MEASURES}
    return {row["stage"]: row for row in company.api(login).post("records/deal/aggregate", said, 200)["rows"]}


def test_every_deal_is_there_at_its_stage_and_the_won_sum_is_exact(company: Company) -> None:
    found = stages(company)
    assert {stage: row["n"] for stage, row in found.items()} == STAGES
    assert found["won"]["sum"] == {"amount": WON, "currency": "USD"}


def test_dates_are_kept(company: Company) -> None:
    found = stages(company)
    assert (found["won"]["first"], found["won"]["last"]) == ("2017-03-01", "2017-12-31")
    said = {
        "measures": {
            "first": ["min", "opened_on"],
            "made": ["min", "created_at"],
            "n": ["count", "opened_on"],
        }
    }
    row = company.api().post("records/deal/aggregate", said, 200)["rows"][0]
    assert row["first"] == "2016-10-20" and row["made"].startswith("2016-10-1") and row["n"] == 8_300


def test_six_managers_in_three_offices_each_see_their_own_team(company: Company) -> None:
    said = {"group": ["unit"], "measures": {"n": ["count"]}}
    rows = company.api().post("records/deal/aggregate", said, 200)["rows"]
    assert len(rows) == 6 and sum(row["n"] for row in rows) == 8_800
    assert len([each for each in company.all("department") if each["parent"] is None]) == 3
    managers = [each for each in company.all("person") if each["roles"] == ["manager"]]
    assert len(managers) == 6
    by_team = {row["unit"]["label"]: row["n"] for row in rows}
    for manager in managers:
        seen = stages(company, manager["login"])
        assert sum(row["n"] for row in seen.values()) == by_team[manager["name"]]
        owners = company.api(manager["login"]).post(
            "records/deal/aggregate", {"group": ["owner"], "measures": {"n": ["count"]}}, 200
        )["rows"]
        assert {each["owner"]["label"] for each in owners} <= team_of(company, manager["name"])


def team_of(company: Company, name: str) -> set[str]:
    return {
        each["name"]
        for each in company.all("person")
        if each["department"] and each["department"]["label"] == name
    }


def test_thirty_five_agents_have_their_manager(company: Company) -> None:
    agents = [each for each in company.all("person") if each["roles"] == ["rep"]]
    assert len(agents) == 35 and len({each["department"]["label"] for each in agents}) == 6


def test_the_dry_run_names_what_is_odd_and_writes_nothing(company: Company, test_data: Path) -> None:
    step = PIPELINE._replace(mapping={**PIPELINE.mapping, "on_match": "create"})
    told = bring(company, test_data, step, dry_run=True)
    assert (told["state"], told["total"], told["created"], told["rejected"]) == ("checked", 8_800, 8_800, 0)
    assert warned(told, "import_written_two_ways") == [
        {"column": "product", "field": "product", "said": "GTXPro", "meant": "GTX Pro", "count": 1_480}
    ]
    blank = [each for each in warned(told, "import_blank_links") if each["field"] == "customer"]
    assert [each["count"] for each in blank] == [1_425]
    assert any("1,425" in each["message"] for each in told["warnings"])
    assert sum(row["n"] for row in stages(company).values()) == 8_800


def test_the_same_file_again_adds_nothing(company: Company, test_data: Path) -> None:
    told = bring(company, test_data, PIPELINE)
    assert (told["created"], told["skipped"]) == (0, 8_800)


def test_imported_rows_prove_nothing_and_the_next_step_asks_the_gate(company: Company) -> None:
    api = company.api()
    deal = api.get("records/deal", filter=["stage", "=", "engaging"], limit=1)["items"][0]
    assert deal["origin"] == "imported"
    assert (
        api.patch(f"records/deal/{deal['id']}", {"stage": "proposal"}, 422)["error"]["code"]
        == "evidence_missing"
    )
    event = api.get("events", record=deal["id"])["items"][0]
    assert event["occurred_at"] < "2018" < event["recorded_at"]


@pytest.fixture
def command(
    parts: Opened, test_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:  # fmt: skip
    """`command(workspace, step, *flags)`: the lines `prooftrail import` prints."""
    monkeypatch.setenv("PROOFTRAIL_DATA", str(parts.settings.data))

    def run(workspace: str, step: Step, *flags: str) -> list[str]:
        path = tmp_path / "mapping.json"
        path.write_text(json.dumps({k: v for k, v in step.mapping.items() if k != "history"}), "utf-8")
        history = ["--history"] if step.mapping.get("history") else []
        given = ["import", "--workspace", workspace, "--object", step.object, "--mapping", str(path)]
        capsys.readouterr()
        assert main([*given, "--file", str(folder(test_data) / step.file), *history, *flags]) == 0
        return capsys.readouterr().out.splitlines()

    return run


def test_by_the_command_and_back_again(parts: Opened, caller: Callers, command: Command) -> None:
    made = found_company(parts, caller)
    for step in BEFORE:
        assert "rejected: 0" in command(made.name, step)
    made.bring("deal", "name,amount\n早先的,5\n")
    before = stages(made)
    dry = command(made.name, PIPELINE, "--dry-run")
    assert "state: checked" in dry and "created: 8800" in dry
    assert any("GTXPro" in line and "GTX Pro" in line and "1,480" in line for line in dry)
    assert any("1,425" in line for line in dry)
    assert stages(made) == before
    done = command(made.name, PIPELINE)
    assert {"state: done", "created: 8800", "rejected: 0"} <= set(done)
    assert stages(made)["won"]["sum"]["amount"] == WON
    id = done[0].split()[1]
    assert main(["import", "--workspace", made.name, "--undo", id]) == 0
    assert made.shown(UUID(id))["undone"] == {"removed": 8_800, "restored": 0, "left": 0}
    assert stages(made) == before
    assert verify(parts, made.name).counts == {}
    drop_workspace(parts.dsn, made.name)
