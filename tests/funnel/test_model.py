"""What won deals tell: cycle, dwell and touches to the figure, limits laid on a draft, and who may."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from prooftrail.platform.work import Caller, Work
from tests.conftest import Api, shared_demo, signed_in
from tests.processes.kit import process, publish

ground = shared_demo(20)
admin, rep = signed_in("admin", "ground"), signed_in("rep", "ground")
PATH = ("prospecting", "engaging", "proposal", "signed")
HOURS = ((10, 20, 30, 40), (20, 40, 50, 60), (30, 60, 70, 340))
"""How long each deal stood at each stage."""


@pytest.fixture(scope="module")
def key(parts: Any, ground: str, admin: Api) -> str:
    """A process through which three deals went to be won, and one to be lost after a visit."""
    said = process(key="mined")
    said["nodes"] = [
        {"key": each, "label": {"zh": each, "en": each}, **({"end": each} if each in ("won", "lost") else {})}
        for each in (*PATH, "won", "lost")
    ]
    publish(admin, said)
    with parts.workspaces.begin(ground, Caller(reason="tests")) as work:
        owner = UUID(admin.get("me")["id"])
        for hours in HOURS:
            deal = gone(work, said["key"], owner, [*PATH, "won"], hours)
            for kind in ("visit", "visit", "demo"):
                act(work, deal, kind)
        act(work, gone(work, said["key"], owner, ["prospecting", "lost"], (5,)), "visit")
    return str(said["key"])


def gone(work: Work, key: str, owner: UUID, way: list[str], hours: tuple[int, ...]) -> UUID:
    """A deal that went a way and ended a day ago; stays of it are made by its moves."""
    at = work.now - timedelta(days=1, hours=sum(hours))
    first = {"name": "漏斗", "owner": str(owner), "process": key, "stage_since": at.isoformat()}
    deal = work.records.create("deal", first, loose=True).id
    for to, spent in zip(way[1:], hours, strict=True):
        at += timedelta(hours=spent)
        said = {"stage": to, "stage_since": at.isoformat()}
        work.records.update("deal", deal, said, loose=True, action="stage.carried")
    return deal


def act(work: Work, deal: UUID, kind: str) -> None:
    """Something done about a deal."""
    given = {"type": kind, "deal": str(deal), "topic": "看现场", "next_step": "报价"}
    work.records.create("activity", given, loose=True)


def few(admin: Api, least: int) -> None:
    """So many won deals are enough."""
    admin.act("change_setting", {"key": "funnel.least_won", "value": least})


def test_the_arithmetic(admin: Api, key: str) -> None:
    few(admin, 3)
    told = admin.act("mine_funnel", {"process": key})["result"]
    assert (told["won"], told["lost"], told["enough"]) == (3, 1, True)
    assert told["cycle"] == {"mean_days": "10.69", "median_days": "7.08", "long_days": "15.33"}
    nodes = {each["key"]: each for each in told["nodes"]}
    assert set(nodes) == set(PATH)
    assert [nodes["prospecting"][each] for each in ("times", "mean_hours", "median_hours", "long_hours")] == [
        3, "20.00", "20.00", "26.00",
    ]  # fmt: skip
    assert [nodes[each]["proposed_days"] for each in PATH] == [2, 3, 3, 10]
    assert [(each["type"], each["won"], each["lost"]) for each in told["touches"]] == [
        ("demo", "1.00", "0.00"), ("visit", "2.00", "1.00"),
    ]  # fmt: skip


def test_only_what_ended_in_the_time_counts(admin: Api, key: str) -> None:
    told = admin.act("mine_funnel", {"process": key, "until": "2020-01-31", "since": "2020-01-01"})["result"]
    assert (told["won"], told["lost"], told["cycle"], told["enough"]) == (0, 0, None, False)
    assert all(each["proposed_days"] is None for each in told["nodes"])


def test_limits_become_a_draft_and_nothing_more(admin: Api, key: str) -> None:
    few(admin, 3)
    made = admin.act("propose_funnel", {"process": key, "nodes": ["engaging", "signed"], "revision": 0})
    assert made["result"]["limits"] == {"engaging": 3, "signed": 10}
    shown = next(each for each in admin.get("design/processes", object="deal")["items"] if each["key"] == key)
    drafted = {each["key"]: each["limit_days"] for each in shown["draft"]["nodes"]}
    assert drafted == {"prospecting": None, "engaging": 3, "proposal": None, "signed": 10,
                       "won": None, "lost": None}  # fmt: skip
    assert {each["limit_days"] for each in shown["published"]["nodes"]} == {None}
    late = admin.act("propose_funnel", {"process": key, "revision": 0}, status=409)["error"]
    assert late["code"] == "process_draft_changed"
    admin.act("discard_process_draft", {"process": key})


def test_too_few_to_propose_from(admin: Api, key: str) -> None:
    few(admin, 4)
    refused = admin.act("propose_funnel", {"process": key}, status=409)["error"]
    assert (refused["code"], refused["facts"]["won"]) == ("funnel_too_few", 3)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"process": "moon"}, 404),
        ({}, 422),
        ({"since": "2026-02-30"}, 422),
        ({"since": "2026-02-02", "until": "2026-02-01"}, 422),
        ({"nodes": ["moon"]}, 422),
        ({"nodes": ["won"]}, 422),
    ],
)
def test_what_is_refused(admin: Api, key: str, given: dict[str, Any], status: int) -> None:
    few(admin, 3)
    said = given if "process" in given or not given else {"process": key, **given}
    admin.act("propose_funnel", said, status=status)


def test_who_designs(rep: Api, key: str) -> None:
    rep.act("mine_funnel", {"process": key}, status=403)
    rep.act("propose_funnel", {"process": key}, status=403)
