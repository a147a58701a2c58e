"""澄川制冷's rows: enough of them, every reference resolving, every claim of a gate held by evidence."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.blueprints.equipment_files import Blueprint, Row
from tools.demo import equipment
from tools.demo.places import Place, metres

FILES = ("customers", "contacts", "products", "deals", "activities", "evidence")
OPENED_BY = {
    "engaging": "site_photo",
    "proposal": "proposal_file",
    "signed": "contract_file",
    "won": "bank_slip",
}
ORDER = ("prospecting", "engaging", "proposal", "signed", "won")
STORY = "甬泰食品·二期冷库制冷机组"


def day(text: str) -> int:
    found = re.fullmatch(r"([+-]\d+|0)d( \d\d:\d\d)?", text)
    assert found, text
    return int(found[1])


def moment(text: str) -> tuple[int, str]:
    assert re.fullmatch(r"([+-]\d+|0)d ([01]\d|2[0-3]):[0-5]\d", text), text
    return day(text), text.split(" ")[1]


def place(row: Row) -> Place:
    return Place(float(row["place_lat"]), float(row["place_lng"]))


def by(rows: list[Row], key: str) -> dict[str, Row]:
    return {row[key]: row for row in rows}


def test_generating_again_changes_nothing(blueprint: Blueprint) -> None:
    made = equipment.generate()
    assert {f"{name}.csv" for name in FILES} < set(made)
    for name, text in made.items():
        assert (blueprint.folder / "demo" / name).read_bytes() == text.encode(), name


def test_there_is_enough_and_not_too_much(blueprint: Blueprint) -> None:
    counts = {name: len(blueprint.rows(name)) for name in FILES}
    assert counts["customers"] == 3000
    assert counts["contacts"] == 4000
    assert counts["products"] == 24
    assert counts["deals"] == 1600
    assert counts["activities"] == 6400
    assert counts["evidence"] > 4000
    assert sum(path.stat().st_size for path in blueprint.folder.rglob("*.*")) < 3_500_000


def test_every_reference_resolves(blueprint: Blueprint) -> None:
    known = defaultdict[str, set[str]](set)
    known["login"] = {person["login"] for person in blueprint.said("organisation")["people"]}
    for entry in blueprint.said("blueprint")["demo"]:
        name, rows = entry["object"], blueprint.rows(entry["file"].removeprefix("demo/").removesuffix(".csv"))
        keys = [row[entry["key"]] for row in rows]
        assert len(keys) == len(set(keys)) and all(keys), name
        for column, target in entry.get("references", {}).items():
            target = target if target == "login" else f"{column}.{target}" if "." not in target else target
            missing = {row[column] for row in rows} - known[target] - {""}
            assert not missing, (name, column, sorted(missing)[:5])
        known[f"{name}.{entry['key']}"] |= set(keys)


def test_what_belongs_together_names_the_same_customer(blueprint: Blueprint) -> None:
    contacts, deals = by(blueprint.rows("contacts"), "ref"), by(blueprint.rows("deals"), "ref")
    activities, owners = by(blueprint.rows("activities"), "ref"), by(blueprint.rows("customers"), "code")
    for row in activities.values():
        assert contacts[row["contact"]]["customer"] == row["customer"]
        assert not row["deal"] or deals[row["deal"]]["customer"] == row["customer"]
        assert row["owner"] == owners[row["customer"]]["owner"]
    for row in deals.values():
        assert row["owner"] == owners[row["customer"]]["owner"]
    for row in blueprint.rows("evidence"):
        assert activities[row["activity"]]["deal"] == row["about"]


def test_keys_of_choices_are_declared(blueprint: Blueprint) -> None:
    objects = blueprint.said("objects")["objects"]
    for name, file in (
        ("customer", "customers"),
        ("contact", "contacts"),
        ("deal", "deals"),
        ("activity", "activities"),
    ):
        for field, said in objects[name]["fields"].items():
            keys = {choice["key"] for choice in said["choices"]}
            used = {row[field] for row in blueprint.rows(file)} - {""}
            assert used | {"first_contact"} == keys | {"first_contact"}, (name, field)
    process = blueprint.said("processes")
    assert {row["stage"] for row in blueprint.rows("deals")} == {
        node["key"] for node in process["processes"][0]["nodes"]
    }
    assert {row["kind"] for row in blueprint.rows("evidence")} <= set(process["evidence_kinds"])


def test_names_and_numbers_are_unique(blueprint: Blueprint) -> None:
    customers, deals, contacts = (blueprint.rows(name) for name in ("customers", "deals", "contacts"))
    for rows, field in ((customers, "name"), (customers, "code"), (deals, "name")):
        assert len({row[field] for row in rows}) == len(rows), field
    phones = [row["phone"] for row in [*customers, *contacts]]
    assert len(phones) == len(set(phones))


def test_no_number_can_be_dialled(blueprint: Blueprint) -> None:
    """Exchange 0000 is given to no mobile, and no landline starts with 0 after its area code."""
    for row in [*blueprint.rows("customers"), *blueprint.rows("contacts")]:
        assert re.fullmatch(r"1\d\d0000\d{4}|0\d{2,3}-0\d{7}", row["phone"]), row["phone"]


def test_customers_stand_where_their_division_is(blueprint: Blueprint) -> None:
    divisions = by(blueprint.rows("divisions"), "code")
    for row in blueprint.rows("customers"):
        assert not row["region"].endswith("00")
        division = divisions[row["region"]]
        there = Place(float(division["lat"]), float(division["lng"]))
        assert metres(place(row), there) < 60_000, row["name"]


def test_grades_follow_purchases(blueprint: Blueprint) -> None:
    grades = Counter(row["grade"] for row in blueprint.rows("customers"))
    assert set(grades) == {"A", "B", "C"} and grades["A"] < grades["B"] < grades["C"]
    for row in blueprint.rows("customers"):
        assert (row["grade"] == "A") == (float(row["annual_purchase"]) >= 500_000), row["name"]


def test_owners_are_skewed_and_every_rep_has_customers(blueprint: Blueprint) -> None:
    reps = {
        person["login"] for person in blueprint.said("organisation")["people"] if person["roles"] == ["rep"]
    }
    owned = Counter(row["owner"] for row in blueprint.rows("customers"))
    assert set(owned) == reps
    assert min(owned.values()) >= 15 and max(owned.values()) > 8 * min(owned.values())


@pytest.mark.parametrize(
    ("file", "counts", "column"),
    [
        ("deals", lambda row: True, "opened_on"),
        ("deals", lambda row: row["stage"] == "won", "closed_on"),
        ("deals", lambda row: row["stage"] == "lost", "closed_on"),
        ("activities", lambda row: True, "occurred_at"),
        ("evidence", lambda row: True, "captured_at"),
    ],
)
def test_no_month_is_empty(
    blueprint: Blueprint, file: str, counts: Callable[[Row], bool], column: str
) -> None:
    """Whatever day the demo is loaded, each of the eleven whole months before it has something in it."""
    days = {day(row[column]) for row in blueprint.rows(file) if counts(row)}
    for shift in range(0, 365, 3):
        anchor = date(2026, 1, 1) + timedelta(days=shift)
        months = {(anchor + timedelta(days=each)).strftime("%Y-%m") for each in days}
        first = anchor.replace(day=1)
        for _ in range(11):
            first = (first - timedelta(days=1)).replace(day=1)
            if (anchor - first).days <= 335:
                assert first.strftime("%Y-%m") in months


def test_nothing_has_happened_yet_that_lies_ahead(blueprint: Blueprint) -> None:
    happened = [("customers", "created_at"), ("contacts", "created_at"), ("deals", "created_at")]
    happened += [("deals", "entered_at"), ("activities", "occurred_at"), ("evidence", "captured_at")]
    for file, column in happened:
        assert all(moment(row[column])[0] < 0 for row in blueprint.rows(file)), (file, column)
    for row in blueprint.rows("deals"):
        closed = row["stage"] in ("won", "lost")
        assert bool(row["closed_on"]) == closed and bool(row["lost_reason"]) == (row["stage"] == "lost")
        assert day(row["opened_on"]) <= day(row["entered_at"]) <= -1
        assert not closed or day(row["closed_on"]) == day(row["entered_at"])
        day(row["expected_on"])


def test_a_customer_is_there_before_anyone_calls_him(blueprint: Blueprint) -> None:
    created = {row["code"]: moment(row["created_at"])[0] for row in blueprint.rows("customers")}
    for row in blueprint.rows("activities"):
        assert created[row["customer"]] < day(row["occurred_at"])


def test_each_activity_says_what_about_and_what_next(blueprint: Blueprint) -> None:
    for row in blueprint.rows("activities"):
        assert row["topic"] and row["next_step"] and "{" not in row["topic"] + row["next_step"]
        assert day(row["next_on"]) > day(row["occurred_at"])
        if row["type"] in ("visit", "survey", "demo"):
            assert row["place_lat"]


def test_evidence_was_taken_at_the_customer(blueprint: Blueprint) -> None:
    customers, deals = by(blueprint.rows("customers"), "code"), by(blueprint.rows("deals"), "ref")
    for row in [*blueprint.rows("evidence"), *blueprint.rows("activities")]:
        code = deals[row["about"]]["customer"] if "about" in row else row["customer"]
        assert row.get("kind") != "site_photo" or row["place_lat"]
        if row["place_lat"]:
            assert metres(place(row), place(customers[code])) <= 200
            assert 0 < int(row["place_accuracy_m"]) <= 100


def test_every_gate_a_deal_has_passed_was_opened_by_evidence(blueprint: Blueprint) -> None:
    shown: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in blueprint.rows("evidence"):
        shown[row["about"]][row["kind"]].append(row)
    for deal in blueprint.rows("deals"):
        kinds = shown[deal["ref"]]
        passed = [
            node for node in ORDER[1:] if len(kinds[OPENED_BY[node]]) >= (3 if node == "engaging" else 1)
        ]
        assert passed == list(ORDER[1 : len(passed) + 1])
        assert deal["stage"] in ("lost", ORDER[len(passed)])
        last = [max(moment(row["captured_at"]) for row in kinds[OPENED_BY[node]]) for node in passed]
        assert all(one < other for one, other in pairwise(last))
        if passed and deal["stage"] != "lost":
            assert moment(deal["entered_at"]) == last[-1]


def test_photos_and_papers_can_be_drawn(blueprint: Blueprint) -> None:
    seeds = [int(row["seed"]) for row in blueprint.rows("evidence")]
    assert len(seeds) == len(set(seeds))
    scenes = {"设备铭牌": 0, "管线走向": 1, "空间尺寸": 2}
    for row in blueprint.rows("evidence"):
        if row["draw"] == "photo":
            assert int(row["seed"]) % 3 == scenes[row["caption"]] and not row["lines"]
        else:
            assert row["draw"] == "document" and row["caption"] and row["lines"].count("|") == 2


def test_the_story_deal_is_one_photo_short(blueprint: Blueprint) -> None:
    deal = by(blueprint.rows("deals"), "name")[STORY]
    assert (deal["stage"], deal["owner"], deal["amount"]) == ("prospecting", "rep", "2680000.00")
    customer = by(blueprint.rows("customers"), "code")[deal["customer"]]
    assert (customer["name"], customer["grade"]) == ("宁波甬泰食品有限公司", "A")
    photos = [row for row in blueprint.rows("evidence") if row["about"] == deal["ref"]]
    assert [row["caption"] for row in photos] == ["设备铭牌", "管线走向"]
    people = [row for row in blueprint.rows("contacts") if row["customer"] == customer["code"]]
    assert {row["decision_role"] for row in people} == {"user", "gatekeeper", "decider"}
