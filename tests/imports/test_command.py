"""The commands: a new company, its first administrator, files in and out again."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.cli import main
from prooftrail.opening import Opened
from prooftrail.platform.database.install import drop_workspace
from tests.conftest import Callers
from tests.imports.conftest import Company

ROWS = "name,code,grade\n=甬泰,C-1,A\n禾润,C-2,Z\n"


@pytest.fixture
def name(parts: Opened, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A company the command makes, over the tests' own server."""
    monkeypatch.setenv("PROOFTRAIL_DATA", str(parts.settings.data))
    found = f"c{uuid4().hex[:8]}"
    yield found
    drop_workspace(parts.dsn, found)


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What a command printed, by what stands before the colon."""
    lines = capsys.readouterr().out.splitlines()
    return dict(line.split(": ", 1) if ": " in line else line.split(" ", 1) for line in lines)


def test_a_company_is_founded_with_roles_a_process_and_an_administrator(
    name: str, parts: Opened, caller: Callers, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["workspace", "create", name, "--admin", "boss", "--currency", "USD"]) == 0
    password = told(capsys)["first password of boss"]
    boss = caller("boss", name)
    said = {"workspace": name, "login": "boss", "password": password}
    assert boss.client.post("/api/v1/session", json=said).status_code == 200
    me = boss.get("me")
    assert me["currency"] == "USD" and not me["demo"] and "records:migrate" in me["permissions"]
    process = boss.get("processes", object="deal")["items"][0]
    assert [node["key"] for node in process["nodes"]] == [
        "prospecting",
        "engaging",
        "proposal",
        "signed",
        "won",
        "lost",
    ]
    assert boss.post("records/deal", {"name": "一号"})["stage"] == "prospecting"
    assert main(["admin", "--workspace", name, "--login", "boss"]) == 0
    assert told(capsys)["password of boss"] != password
    assert boss.client.post("/api/v1/session", json=said).status_code == 401
    assert main(["admin", "--workspace", name, "--login", "second", "--name", "二号"]) == 0
    assert caller("second", name).get("me")["name"] == "二号"


def test_who_came_by_a_file_is_let_in(
    name: str, parts: Opened, caller: Callers, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["workspace", "create", name, "--admin", "boss"])
    company = Company(parts, name, caller)
    company.bring("person", "name,login\nAnna,anna\n", {"constants": {"roles": ["rep"]}})
    capsys.readouterr()
    assert main(["account", "--workspace", name, "--login", "anna"]) == 0
    said = {"workspace": name, "login": "anna", "password": told(capsys)["password of anna"]}
    assert company.api().client.post("/api/v1/session", json=said).status_code == 200
    assert main(["account", "--workspace", name, "--login", "berta"]) == 1


def test_a_file_is_checked_brought_in_and_taken_back(
    name: str, parts: Opened, caller: Callers, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    main(["workspace", "create", name, "--admin", "boss"])
    company = Company(parts, name, caller)
    file, mapping, rejected = tmp_path / "rows.csv", tmp_path / "mapping.json", tmp_path / "rejected.csv"
    file.write_text(ROWS, "gb18030")
    mapping.write_text(json.dumps({"match": ["code"]}), "utf-8")
    given = [
        "import",
        "--workspace",
        name,
        "--object",
        "customer",
        "--file",
        str(file),
        "--mapping",
        str(mapping),
    ]
    capsys.readouterr()
    assert main([*given, "--dry-run"]) == 0
    dry = told(capsys)
    assert (dry["state"], dry["total"], dry["created"], dry["rejected"]) == ("checked", "2", "1", "1")
    assert company.count("customer") == 0
    assert main(["import", "--workspace", name, "--apply", dry["import"], "--rejected", str(rejected)]) == 0
    done = told(capsys)
    assert (done["state"], done["created"], company.count("customer")) == ("done", "1", 1)
    assert rejected.read_text("utf-8-sig").splitlines()[1].startswith("禾润,C-2,Z,3,")
    assert main(["import", "--workspace", name, "--undo", done["import"]]) == 0
    assert told(capsys)["undone"] == "left 0, removed 1, restored 0" and company.count("customer") == 0
    assert main([*given, "--login", "boss"]) == 0
    assert company.all("customer", "owner")[0]["owner"]["label"] == "boss"


@pytest.mark.parametrize(
    ("content", "more", "code"),
    [
        ("", [], "file_empty"),
        ("name\n\x00", [], "file_has_nul"),
        ('name\n"x', [], "file_quotes"),
        ("name\nx\n", ["--login", "nobody"], "unknown_login"),
        ("other\nx\n", [], "invalid_fields"),
    ],
)
def test_what_fails_ends_with_a_code_and_says_why(
    shared_company: Company, content: str, more: list[str], code: str, tmp_path: Path, monkeypatch: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("PROOFTRAIL_DATA", str(shared_company.parts.settings.data))
    file = tmp_path / "rows.csv"
    file.write_text(content, "utf-8")
    given = ["import", "--workspace", shared_company.name, "--object", "customer", "--file", str(file)]
    assert main([*given, *more]) == 1
    assert code in capsys.readouterr().err


def test_a_command_without_a_file_is_not_understood(shared_company: Company, monkeypatch: Any) -> None:
    monkeypatch.setenv("PROOFTRAIL_DATA", str(shared_company.parts.settings.data))
    assert main(["import", "--workspace", shared_company.name]) == 2
