"""澄川制冷's big deals: twelve nodes, each reached with what its gate asks for, and papers beside them."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any

from tests.blueprints.equipment_files import Blueprint, Row
from tests.blueprints.test_equipment import by, day, moment, place
from tools.demo.places import metres
from tools.demo.projects import COUNTS, PLANTED, SLOTS


def nodes(blueprint: Blueprint) -> dict[str, Any]:
    process = next(each for each in blueprint.said("processes")["processes"] if each["key"] == "project")
    return {each["key"]: each for each in process["nodes"]}


def shown(blueprint: Blueprint) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in blueprint.rows("project_evidence"):
        found[row["about"]].append(row)
    return found


def test_the_twelve_nodes_of_a_project(blueprint: Blueprint) -> None:
    found = nodes(blueprint)
    assert list(found) == [*COUNTS] and len(found) == 13
    assert [key for key, each in found.items() if each.get("end") == "won"] == ["won", "closed_loop"]
    (photos,) = found["site_survey"]["requires"]
    assert [each["key"] for each in photos["slots"]] == [*SLOTS.values()]
    assert (photos["within_m"], photos["camera_only"]) == (200, True)
    assert {each["kind"] for each in found["won"]["requires"]} == {"bank_slip", "contract_file"}
    confirmed = {key: each["requires"][0]["role"] for key, each in found.items()
                 if each.get("requires") and each["requires"][0]["type"] == "confirmation"}  # fmt: skip
    assert confirmed == {"price_approval": "finance", "effective": "legal", "closed_loop": "finance"}
    roles = set(blueprint.said("roles"))
    assert all(each["role"] in roles and each["output"] for key, each in found.items() if key != "lost")


def test_every_node_has_its_projects_and_the_demo_rep_one_of_each(blueprint: Blueprint) -> None:
    projects = blueprint.rows("projects")
    assert Counter(row["stage"] for row in projects) == COUNTS
    first = projects[: len(COUNTS)]
    assert {row["owner"] for row in first} == {"rep"} and {row["stage"] for row in first} == set(COUNTS)
    assert {row["process"] for row in projects} == {"project"}
    assert not {row["name"] for row in projects} & {row["name"] for row in blueprint.rows("deals")}


def test_a_project_stands_where_its_evidence_brought_it(blueprint: Blueprint) -> None:
    path, evidence = nodes(blueprint), shown(blueprint)
    keys = [key for key in path if key != "lost"]
    customers = by(blueprint.rows("customers"), "code")
    for project in blueprint.rows("projects"):
        kinds = Counter(row["kind"] for row in evidence[project["ref"]])
        reached = keys.index(project["stage"]) if project["stage"] != "lost" else None
        for at, key in enumerate(keys[: None if reached is None else reached + 1]):
            asks = [each for each in path[key].get("requires", ()) if each["type"] == "evidence"]
            met = all(kinds[each["kind"]] >= each.get("count", len(each.get("slots", ()))) for each in asks)
            assert met or reached is None, (project["ref"], key)
            assert at > 0 or not asks
        there = place(customers[project["customer"]])
        for row in evidence[project["ref"]]:
            assert row["kind"] != "site_photo" or metres(place(row), there) <= 200


def test_each_slot_has_its_photo_and_the_first_survey_lacks_one(blueprint: Blueprint) -> None:
    lying: dict[str, list[str]] = defaultdict(list)
    for row in blueprint.rows("project_evidence"):
        assert (row["kind"] == "site_photo") == bool(row["slot"])
        if row["slot"]:
            lying[row["about"]].append(row["slot"])
    begun = lying.pop("P-0001")
    assert begun == ["nameplate", "pipework"]
    assert all(each == [*SLOTS.values()] for each in lying.values())


def test_no_month_of_projects_is_empty(blueprint: Blueprint) -> None:
    for rows, column in (
        ([row for row in blueprint.rows("projects") if row["closed_on"]], "closed_on"),
        (blueprint.rows("project_activities"), "occurred_at"),
        (blueprint.rows("contracts"), "signed_on"), (blueprint.rows("quotations"), "issued_on"),
    ):  # fmt: skip
        days = {day(row[column]) for row in rows}
        anchor = date(2026, 1, 1)
        months = {(anchor + timedelta(days=each)).strftime("%Y-%m") for each in days if each < 0}
        assert len(months) >= 10, column


def test_what_happened_lies_behind_in_its_order(blueprint: Blueprint) -> None:
    done: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in blueprint.rows("project_activities"):
        done[row["deal"]].append(moment(row["occurred_at"]))
        assert "{" not in row["topic"] + row["next_step"]
        assert day(row["next_on"]) > day(row["occurred_at"])
    for project in blueprint.rows("projects"):
        times = done[project["ref"]]
        assert times == sorted(times) and times[-1][0] < 0
        assert bool(project["closed_on"]) == (project["stage"] in ("won", "closed_loop", "lost"))
        assert moment(project["created_at"]) <= moment(project["entered_at"])
    created = {row["code"]: moment(row["created_at"])[0] for row in blueprint.rows("customers")}
    assert all(created[row["customer"]] < day(row["opened_on"]) for row in blueprint.rows("projects"))


def test_photos_are_unlike_but_for_the_planted_ones(blueprint: Blueprint) -> None:
    rows = [*blueprint.rows("evidence"), *blueprint.rows("project_evidence")]
    twice = {seed: count for seed, count in Counter(row["seed"] for row in rows).items() if count > 1}
    assert list(twice.values()) == [2] * PLANTED
    copied = [row for row in rows if row["seed"] in twice]
    readme = (blueprint.folder / "README.md").read_text("utf-8")
    assert all(row["about"] in readme and row["draw"] == "photo" for row in copied)


def test_second_persons_confirmed_what_was_passed(blueprint: Blueprint) -> None:
    path = nodes(blueprint)
    keys = [key for key in path if key != "lost"]
    words = {(row["record"], row["node"]): row for row in blueprint.rows("confirmations")}
    for row in words.values():
        (ask,) = path[row["node"]]["requires"]
        assert (ask["key"], ask["role"]) == (row["requirement"], row["by"])
        assert moment(row["at"])[0] < 0
    for project in blueprint.rows("projects"):
        for at, key in enumerate(keys):
            asked = any(each["type"] == "confirmation" for each in path[key].get("requires", ()))
            passed = project["stage"] != "lost" and at <= keys.index(project["stage"])
            assert not asked or (project["ref"], key) in words or not passed


def test_papers_follow_their_projects(blueprint: Blueprint) -> None:
    stage = {row["ref"]: row for row in blueprint.rows("projects")}
    for name in ("quotations", "contracts", "orders"):
        for row in blueprint.rows(name):
            project = stage[row["deal"]]
            assert row["amount"] == project["amount"] and row["owner"] == project["owner"]
            assert row["approved_by"] != row["owner"]
            assert bool(row["approved_by"]) == (row["status"] not in ("submitted", "rejected"))
    quoted = {row["deal"] for row in blueprint.rows("quotations") if row["status"] == "approved"}
    assert {row["deal"] for row in blueprint.rows("contracts")} <= quoted


def test_days_are_filled_from_what_people_logged(blueprint: Blueprint) -> None:
    logged = Counter[tuple[str, int]]()
    for row in (*blueprint.rows("activities"), *blueprint.rows("project_activities")):
        logged[row["owner"], day(row["occurred_at"])] += 1
    lines = Counter(row["workday"] for row in blueprint.rows("workday_lines"))
    days = blueprint.rows("workdays")
    assert len({(row["owner"], row["day"]) for row in days}) == len(days) > 200
    for row in days:
        assert -14 <= day(row["day"]) < 0 < logged[row["owner"], day(row["day"])]
        assert int(row["lines"] or 0) == lines[row["ref"]] and len(row["obstacle"]) <= 50
        assert moment(row["confirmed_at"])[0] < 0 if row["confirmed_at"] else not row["touched"]
    tardy = [row for row in days if row["late"] != "false" or row["list_late"] != "false"]
    assert 0 < len(tardy) < len(days) / 4
