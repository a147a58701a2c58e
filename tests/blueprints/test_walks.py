"""Both industries as people use them: a demo that loads, and a deal walked through a whole process."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.cli.demo import ensure_demo
from prooftrail.cli.verify import verify
from prooftrail.opening import Opened
from prooftrail.platform.blueprint.folder import shipped_blueprint
from prooftrail.platform.blueprint.pictures import document, photo
from prooftrail.platform.database.install import drop_workspace
from prooftrail.platform.work import Caller
from tests.blueprints.fmcg_files import rows
from tests.blueprints.test_equipment import day
from tests.conftest import Api, Callers
from tools.demo import fmcg

HERE = {"lat": "30.27000", "lng": "120.15000", "accuracy_m": "12"}
LATER = 900_000


@pytest.fixture(scope="module", params=["equipment", "fmcg"])
def industry(request: pytest.FixtureRequest, parts: Opened) -> Iterator[tuple[str, str]]:
    """A small demo of each: its key and its workspace."""
    name = f"w{uuid4().hex[:8]}"
    ensure_demo(parts, request.param, name, 30)
    yield request.param, name
    drop_workspace(parts.dsn, name)


def nodes(key: str) -> list[dict[str, Any]]:
    """What each node of the longest process asks for."""
    found = [tree for name, tree in shipped_blueprint(key).components.items() if name.startswith("process/")]
    return list(max(found, key=lambda tree: len(tree["nodes"]))["nodes"])


def prove(api: Api, deal: str, customer: str, ask: dict[str, Any], turn: int) -> None:
    """Hand in what a requirement asks for: pictures from the camera, on the spot."""
    seed, shown = LATER + turn * 10, []
    slots = [each["key"] for each in ask.get("slots", ())]
    for count in range(len(slots) or ask["count"]):
        if "photo" in ask["kind"]:
            now = api.get("me")["now"]
            file = api.upload(photo(seed + count), source="camera", place=HERE, captured_at=now)
        else:
            file = api.upload(document(seed + count, ask["label"]["en"], ["a", "b"]), "paper.pdf")
        shown.append({"kind": ask["kind"], "file": file} | ({"slot": slots[count]} if slots else {}))
    api.act("log_activity", {"type": "call", "deal": deal, "customer": customer, "evidence": shown})


def stage(api: Api, deal: str) -> str:
    return str(api.get(f"records/deal/{deal}")["stage"])


def test_the_longest_process_is_walked_from_end_to_end(industry: tuple[str, str], caller: Callers) -> None:
    key, workspace = industry
    rep, people = caller("rep", workspace), {role: caller(role, workspace) for role in ("finance", "manager")}
    process = "project" if key == "equipment" else "listing"
    people |= {"legal": caller("legal", workspace)} if key == "equipment" else {}
    customer = rep.post("records/customer", {"name": f"走通{uuid4().hex[:6]}", "place": HERE})["id"]
    said = {"name": "走通", "customer": customer, "process": process, "amount": "168000.00"}
    deal = rep.post("records/deal", said | ({"x_cases": 120} if key == "fmcg" else {}))["id"]
    first, *later = [each for each in nodes(key) if each.get("end") != "lost"]
    assert stage(rep, deal) == first["key"]
    for turn, node in enumerate(later):
        refused = rep.act("advance_stage", {"object": "deal"}, deal, 422)["error"]
        assert refused["code"] == "evidence_missing" and refused["facts"]["to"] == node["key"]
        for at, ask in enumerate(node["requires"]):
            if ask["type"] == "evidence":
                prove(rep, deal, customer, ask, turn * 5 + at)
            elif ask["type"] == "confirmation":
                given = {"object": "deal", "requirement": ask["key"]}
                rep.act("confirm_requirement", given, deal, 422)
                people[ask["role"]].act("confirm_requirement", given, deal)
        assert stage(rep, deal) == node["key"], json.dumps(rep.get(f"records/deal/{deal}/gate"), indent=1)
    assert rep.get(f"records/deal/{deal}")["closed_on"] is not None


def test_everything_a_demo_wrote_fits(industry: tuple[str, str], parts: Opened) -> None:
    _, workspace = industry
    with parts.workspaces.begin(workspace, Caller(reason="tests")) as work:
        counts = {
            name: work.execute(f"select count(*) from {work.place.schema}.{name}").fetchone()
            for name in ("customer", "contact", "deal", "activity", "evidence")
        }
    assert all(count and count[0] >= 20 for count in counts.values()), counts
    assert verify(parts, workspace).clean


def test_the_rows_are_as_the_recipe_makes_them() -> None:
    made = fmcg.generate()
    for name, text in made.items():
        assert (fmcg.BLUEPRINTS / "fmcg" / "demo" / name).read_bytes() == text.encode(), name


def test_no_month_of_fmcg_is_empty() -> None:
    anchor, wanted = date(2026, 1, 1), 11
    for file, column in (("deals", "closed_on"), ("activities", "occurred_at"), ("evidence", "captured_at")):
        days = {day(row[column]) for row in rows(file) if row[column]}
        months = {(anchor + timedelta(days=each)).strftime("%Y-%m") for each in days if each < 0}
        assert len(months) >= wanted, file


def test_every_listing_stands_where_its_evidence_brought_it() -> None:
    asked = {each["key"]: each["requires"] for each in nodes("fmcg") if "requires" in each}
    path = [each["key"] for each in nodes("fmcg") if each.get("end") != "lost"]
    shown: dict[str, list[str]] = {}
    for row in rows("evidence"):
        shown.setdefault(row["about"], []).append(row["kind"])
    for deal in rows("deals"):
        if deal["stage"] == "lost":
            assert deal["lost_reason"]
            continue
        kinds = shown.get(deal["ref"], [])
        for key in path[1 : path.index(deal["stage"]) + 1]:
            wants = [each for each in asked[key] if each["type"] == "evidence"]
            assert all(kinds.count(each["kind"]) >= each["count"] for each in wants), (deal["ref"], key)
    seeds = [row["seed"] for row in rows("evidence")]
    assert len(seeds) == len(set(seeds))
    assert len(shipped_blueprint("fmcg").components) >= 12
