"""No event is lost and none comes twice, in whatever order transactions begin and end."""

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.platform.work import Work
from tests.conftest import Api, Callers

Begin = Callable[..., AbstractContextManager[Work]]


class Reader:
    """Reads on from its cursor, a few events at a time, and keeps what it was told."""

    def __init__(self, api: Api) -> None:
        self.api, self.told, self.cursor = api, [], ""
        self.read(500)
        self.told.clear()

    def read(self, limit: int = 3) -> list[dict[str, Any]]:
        """Everything there is now."""
        found = []
        while True:
            how = {"after": self.cursor} if self.cursor else {}
            page = self.api.get("events", limit=limit, object="customer", **how)
            found += page["items"]
            if page["next"] == self.cursor:
                self.told += found
                return found
            self.cursor = page["next"]


@pytest.fixture
def readers(demo: str, caller: Callers) -> list[Reader]:
    return [Reader(caller(login)) for login in ("rep", "manager", "director", "admin")]


@pytest.fixture
def owner(caller: Callers) -> str:
    return str(caller("rep").get("me")["id"])


@contextmanager
def written(inside: Begin, owner: str) -> Iterator[str]:
    """A customer written by a transaction that is still open."""
    with inside() as work:
        values = {"name": f"慢事务{uuid4().hex[:8]}", "owner": owner}
        yield str(work.records.create("customer", values).id)


def test_what_a_slow_transaction_wrote_first_is_told_first(
    inside: Begin, owner: str, readers: list[Reader]
) -> None:
    with written(inside, owner) as slow:
        with written(inside, owner) as fast:
            pass
        assert all(reader.read() == [] for reader in readers), "told before the slow one ended"
    for reader in readers:
        assert [each["record"] for each in reader.read()] == [slow, fast]
        assert reader.read() == []


@pytest.mark.parametrize("seed", range(3))
def test_every_interleaving_is_told_once_and_in_one_order(
    seed: int, inside: Begin, owner: str, readers: list[Reader]
) -> None:
    dice = random.Random(seed)
    open_ones: list[tuple[AbstractContextManager[str], str]] = []
    kept: set[str] = set()
    for _ in range(30):
        if open_ones and (len(open_ones) == 8 or dice.random() < 0.5):
            work, record = open_ones.pop(dice.randrange(len(open_ones)))
            kept.add(record)
            work.__exit__(None, None, None)
        else:
            begun = written(inside, owner)
            open_ones.append((begun, begun.__enter__()))
        dice.choice(readers).read()
    for work, record in open_ones:
        kept.add(record)
        work.__exit__(None, None, None)
    orders = []
    for reader in readers:
        reader.read()
        orders.append([each["record"] for each in reader.told])
        assert len(orders[-1]) == len(kept) and set(orders[-1]) == kept, reader.api.login
    assert all(order == orders[0] for order in orders)


def test_a_transaction_that_is_undone_tells_nothing_and_stops_nobody(
    inside: Begin, owner: str, readers: list[Reader]
) -> None:
    undone = written(inside, owner)
    undone.__enter__()
    with written(inside, owner) as kept:
        pass
    assert not undone.__exit__(KeyError, KeyError("undo"), None)
    assert all([each["record"] for each in reader.read()] == [kept] for reader in readers)


def test_stretches_judged_by_parents_end_where_their_page_ends(
    monkeypatch: pytest.MonkeyPatch, caller: Callers, demo: str
) -> None:
    """With a stretch of forty events a page, a rep is told the same as with one of thousands."""
    rep = caller("rep")

    def whole() -> list[str]:
        found, cursor = [], ""
        while True:
            page = rep.get("events", limit=50, **({"after": cursor} if cursor else {}))
            found += [each["cursor"] for each in page["items"]]
            if page["next"] == cursor:
                return found
            cursor = page["next"]

    told = whole()
    monkeypatch.setattr("prooftrail.platform.events.parents.STRETCH", 40)
    assert whole() == told and len(told) > 100
