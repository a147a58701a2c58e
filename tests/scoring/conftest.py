"""A company with a past: leads won and lost for reasons that can be learned, and some still open."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Caller, Work
from prooftrail.sales.scoring import sweeping
from tests.conftest import small_demo

CLOSED, OPEN = 520, 40
SOURCES = ("web", "referral", "exhibition", "cold_call")
RANKS = ("owner", "head", "buyer", "engineer")
GOOD = {"referral": 0.45, "owner": 0.3}
"""By how much a referral, and an owner as contact, are likelier won."""


@contextmanager
def inside(parts: Opened, name: str) -> Iterator[Work]:
    """A transaction as the system."""
    with parts.workspaces.begin(name, Caller(reason="tests")) as work:
        yield work


def past(work: Work, count: int = CLOSED, *, learnable: bool = True) -> None:
    """Closed leads of the last year, a third of them won, in the order they came in."""
    dice = random.Random(7)
    rows = [lead(work, dice, at, count) for at in range(count)]
    odds = [_odds(each) for each in rows]
    if not learnable:
        dice.shuffle(odds)
        odds = [sum(odds) / len(odds)] * len(odds)
    changes = []
    for row, chance in zip(rows, odds, strict=True):
        won = dice.random() < chance
        ended = datetime.fromisoformat(row["created_at"]) + timedelta(days=dice.randint(4, 20))
        end = {"status": "converted", "converted_at": ended.isoformat()} if won else {"status": "closed"}
        changes.append(Change("create", "lead", uuid7(), row | end | {"ended_at": ended.isoformat()}))
    work.records.apply(changes, loose=True)


def lead(work: Work, dice: random.Random, at: int, count: int) -> dict[str, Any]:
    """One lead of the last year."""
    created = work.now - timedelta(days=360) + timedelta(days=330) * at / count
    return {
        "name": f"询价{at}", "company": f"公司{at}", "source": dice.choice(SOURCES),
        "contact_rank": dice.choice(RANKS), "estimated_purchase": f"{dice.randint(1, 90) * 10_000}.00",
        "phone": f"1380000{at:04}", "background": "要冷库" * dice.randint(0, 6), "region": "330100",
        "created_at": created.isoformat(),
    }  # fmt: skip


def _odds(row: dict[str, Any]) -> float:
    return 0.08 + GOOD.get(row["source"], 0.0) + GOOD.get(row["contact_rank"], 0.0)


def cleared(work: Work) -> None:
    """No lead but the test's own."""
    rows = work.execute(f"select id from {work.place.schema}.lead where deleted_at is null").fetchall()
    for (each,) in rows:
        work.records.delete("lead", each)


def swept(parts: Opened, name: str) -> None:
    """What the worker does, until there is nothing left to do."""
    place = parts.workspaces.directory.find(name)
    while sweeping.sweep(parts.ground, place):
        pass


def learned(parts: Opened, name: str) -> int:
    """Let a version be learned here and now; its number."""
    from prooftrail.platform.learned import store
    from prooftrail.sales.scoring.learning import learn
    from prooftrail.sales.scoring.training import learn_with

    with inside(parts, name) as work:
        model = store.waiting(work, "lead") or store.ask_for(work, "lead")
    assert learn_with(parts.ground, parts.workspaces.directory.find(name), model.id, learn)
    return model.number


@pytest.fixture(scope="session")
def company(parts: Opened) -> Iterator[str]:
    """A workspace whose leads can be learned from, and whose first version is in force."""
    from prooftrail.platform.learned import store
    from prooftrail.sales.scoring.training import activate

    with small_demo(parts, 12) as name:
        with inside(parts, name) as work:
            cleared(work)
            past(work)
            dice = random.Random(8)
            row = work.execute(f"select id from {work.place.schema}.person where login = 'rep'").fetchone()
            assert row is not None
            changes = [
                Change(
                    "create", "lead", uuid7(), {**lead(work, dice, CLOSED + at, CLOSED), "owner": str(row[0])}
                )
                for at in range(OPEN)
            ]
            work.records.apply(changes, loose=True)
        number = learned(parts, name)
        with inside(parts, name) as work:
            activate(work, store.find(work, "lead", number))
        swept(parts, name)
        yield name
