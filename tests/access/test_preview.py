"""The preview is the truth: what it says of anybody is what he finds after publishing."""

import random
from typing import Any

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.access.design.publishing import OneChange, PreviewInput, preview_draft
from prooftrail.platform.work import Caller
from tests.access.conftest import change, preview, publish, role_of
from tests.conftest import Api, Callers

REACHES = ("none", "own", "team", "subtree", "all")
SEEN = ("customer", "contact", "deal", "activity", "evidence", "lead", "product")
LOGINS = ("rep", "rep2", "manager", "director", "finance", "store")
RULED = {"customer": ("phone", "annual_purchase", "grade"), "deal": ("amount", "expected_on"),
         "activity": ("objection",)}  # fmt: skip


def counts(api: Api) -> dict[str, int | None]:
    """How many records of each object somebody's lists hold."""
    found: dict[str, int | None] = {}
    for object in SEEN:
        said = api.call("GET", f"records/{object}", params={"count": "exact", "limit": "1"})
        found[object] = said.json()["count"] if said.status_code == 200 else 0
    return found


def fields(api: Api) -> dict[str, set[str]]:
    """The fields of each object he is told of."""
    said = {each["name"]: each for each in api.get("objects")["items"]}
    return {name: {each["name"] for each in said[name]["fields"]} if name in said else set() for name in SEEN}


def drawn(chance: random.Random, role: dict[str, Any]) -> dict[str, Any]:
    """Random grants and rules for one role."""
    grants = dict(role["grants"])
    for object in chance.sample(SEEN, 3):
        read = chance.choice(REACHES)
        write = chance.choice(REACHES[: REACHES.index(read) + 1])
        grants[object] = {
            "read": read, "write": write, "create": chance.random() < 0.5, "export": chance.random() < 0.3,
            "delete": False, "through": chance.random() < 0.6,
        }  # fmt: skip
    rules = {object: {name: chance.choice(("hidden", "read")) for name in names if chance.random() < 0.4}
             for object, names in RULED.items()}  # fmt: skip
    return {"grants": grants, "fields": rules}


SEEDS = [*range(4), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(4, 24))]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_previewed_is_what_happens(seed: int, admin: Api, caller: Callers, office: str) -> None:
    chance = random.Random(seed)
    keys = chance.sample(("rep", "manager", "director", "finance", "store"), 2)
    draft = [change(admin, key, **drawn(chance, role_of(admin, key))) for key in keys]
    eyes = {login: caller(login, office) for login in LOGINS}
    before = {login: (counts(api), fields(api)) for login, api in eyes.items()}
    said = {each["login"]: each for each in preview(admin, *draft)["people"]}
    assert {login: counts(api) for login, api in eyes.items()} == {at: each[0] for at, each in before.items()}
    known = {each["id"] for each in deeds(admin)}
    publish(admin, *draft)
    try:
        for login, api in eyes.items():
            now, seen = counts(api), fields(api)
            told = {each["object"]: each for each in said.get(login, {"objects": []})["objects"]}
            for object in SEEN:
                reading = told.get(object, {}).get("read")
                was = before[login][0][object], now[object]
                if reading is None:
                    assert was[0] == was[1], (login, object)
                else:
                    assert (reading["before"], reading["after"]) == was, (login, object, told[object])
                    assert reading["after"] - reading["before"] == reading["gained"] - reading["lost"]
                old, new = before[login][1][object], seen[object]
                if old and new:
                    rules = told.get(object, {}).get("fields_read", {"gained": [], "lost": []})
                    assert (set(rules["gained"]), set(rules["lost"])) == (new - old, old - new)
    finally:
        restore(admin, known)


def deeds(admin: Api) -> list[dict[str, Any]]:
    """The newest of the history of access."""
    return list(admin.get("access/history", limit=50)["items"])


def restore(admin: Api, known: set[str]) -> None:
    """Undo what was done to access since, the newest first."""
    for each in deeds(admin):
        if each["id"] not in known and not each["undone"] and "undoes" not in each["about"]:
            admin.post(f"access/history/{each['id']}/undo", {}, 200)


def test_counting_leaves_the_time_a_statement_may_take_as_it_was(
    admin: Api, parts: Opened, office: str
) -> None:
    """What is only estimated comes after what was counted, and would be cut off with it."""
    draft = PreviewInput(changes=[OneChange(**change(admin, "rep", grants=role_of(admin, "rep")["grants"] | {
        "customer": {"read": "team", "write": "own", "create": True}}))])  # fmt: skip
    with parts.workspaces.begin(office, Caller(reason="tests")) as work:
        limit = work.execute("show statement_timeout").fetchone()
        told = preview_draft(work, draft)
        assert told["people"] and not told["estimated"]
        assert work.execute("show statement_timeout").fetchone() == limit
