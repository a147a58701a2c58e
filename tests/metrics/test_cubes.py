"""Cubes say what the records say: for every reader, after every kind of write, followed or not."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from typing import Any

import pytest

from prooftrail.app import open_keys
from prooftrail.opening import Opened
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.metrics.asking import ask_many
from prooftrail.platform.metrics.cubes import answering, checking, feeding
from prooftrail.platform.people.accounts import create_key, token_hash
from prooftrail.platform.records.change import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Caller, Work
from tests.conftest import shared_demo

mart = shared_demo(120)
READERS = ("rep", "manager", "director", "finance", "presales")
KEYS = ("new_deals", "won_amount", "win_rate", "mean_won_amount", "days_to_win", "open_deals", "open_amount",
        "deals_over_limit", "actions", "actions_per_customer", "complete_visits", "late_entries")  # fmt: skip


@pytest.fixture(scope="module")
def on(parts: Opened) -> Ground:
    """What a sweep works with."""
    return Ground(parts.dsn, parts.workspaces, parts.files, open_keys(parts.settings), parts.settings.seals)


@pytest.fixture(scope="module")
def reading(parts: Opened, mart: str) -> Callable[[str], Any]:
    """`with reading("rep") as work:` a transaction of somebody's."""
    with parts.workspaces.begin(mart, Caller(reason="tests")) as work:
        tokens = {login: token_hash(create_key(work, login, None, "tests").text) for login in READERS}

    @contextmanager
    def begin(login: str) -> Iterator[Work]:
        with parts.workspaces.begin(mart, Caller(token=tokens[login])) as work:
            yield work

    return begin


@pytest.fixture(scope="module")
def followed(on: Ground, mart: str, parts: Opened) -> Callable[[], None]:
    """Let the cubes be made and follow."""
    place = parts.workspaces.directory.find(mart)
    return lambda: feeding.settle(on, place)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each thing asked of cubes was answered by one."""
    found: list[bool] = []
    plain = answering.answered

    def seen(*said: Any) -> Any:
        answer = plain(*said)
        found.append(answer is not None)
        return answer

    monkeypatch.setattr("prooftrail.platform.metrics.measuring.answered", seen)
    return found


def live(work: Work, asks: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the records say."""
    with monkeypatch.context() as without:
        without.setattr("prooftrail.platform.metrics.measuring.answered", lambda *_: None)
        return ask_many(work, asks)


GROUPS = [[], ["owner"], ["unit"], ["owner", "unit"], ["product"], ["stage"], ["type"], ["owner", "type"]]


def ids(work: Work, table: str) -> list[Any]:
    """Every record's id and whether it is there."""
    query = f"select id, deleted_at is null from {work.place.schema}.{table} order by id"
    return work.execute(query).fetchall()


def a_question(drawn: random.Random, work: Work) -> dict[str, Any]:
    """A random one, of what is kept and what is not."""
    person, start = str(drawn.choice(ids(work, "person"))[0]), work.today - timedelta(drawn.randrange(500))
    filters: list[Any] = [
        None, None, ["owner", "=", person], ["unit", "empty", True], ["owner.title", "empty", True],
        ["or", ["owner", "!=", person], ["unit", "empty", False]], ["name", "contains", "冷"],
        ["not", ["owner", "in", [person]]],
    ]  # fmt: skip
    periods: list[Any] = [
        None, {"last": 5, "by": "week"}, {"last": 14, "by": "month"}, {"last": 20, "by": "day"},
        {"this": "quarter", "by": "month"}, {"from": f"{start}"}, {"by": "quarter"},
        {"to": f"{start}", "by": "year"},
        {"from": f"{start}", "to": f"{start + timedelta(days=90)}", "by": "week"},
    ]  # fmt: skip
    return {"metric": drawn.choice(KEYS), "group": drawn.choice(GROUPS), "filter": drawn.choice(filters),
            "period": drawn.choice(periods)}  # fmt: skip


def a_write(drawn: random.Random, work: Work) -> None:
    """A random change through the door: made, changed, moved in time, handed over, deleted, restored."""
    records, people = work.records, ids(work, "person")
    name, day = drawn.choice([("deal", "closed_on"), ("deal", "opened_on"), ("activity", "occurred_at")])
    record, there = drawn.choice(ids(work, name))
    on = date(2025, 1, 1) + timedelta(days=drawn.randrange(600))
    when = {day: f"{on}" if name == "deal" else f"{on}T{drawn.randrange(24):02}:30:00+08:00"}
    owner = {"owner": str(drawn.choice(people)[0])}
    more: list[Any] = [when, {day: None}, owner, owner | when]
    if name == "deal":
        more += [{"amount": str(drawn.randrange(10**6))}, {"amount": None}]
    else:
        more += [{"next_step": "发资料"}, {"type": "demo"}]
    if not there:
        with suppress(Refusal):  # its customer is in the trash
            records.restore(name, record)
    elif drawn.random() < 0.15:
        records.delete(name, record)
    elif drawn.random() < 0.05:
        with suppress(Refusal):  # something else points to it
            records.apply([Change("remove", name, record)])
    elif drawn.random() < 0.2:
        fresh = {"name": "新单", "amount": "88.5"} if name == "deal" else {"type": "call", "topic": "谈"}
        records.create(name, fresh | when | owner, loose=True)
    else:
        records.update(name, record, drawn.choice(more), loose=True)


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 40))]
)
def test_as_the_records_say(
    seed: int, parts: Opened, mart: str, reading: Any, followed: Any, served: list[bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Random writes, random questions, random readers: with the log still to be followed, and followed."""
    drawn = random.Random(seed)
    followed()
    for at in range(2):
        with parts.workspaces.begin(mart, Caller(reason="tests")) as work:
            for _ in range(drawn.randrange(1, 9)):
                a_write(drawn, work)
        if at == 1:
            followed()
        for login in READERS:
            with reading(login) as work:
                asks = [a_question(drawn, work) for _ in range(6)]
                now = live(work, asks, monkeypatch)
                for asked, kept, said in zip(asks, ask_many(work, asks), now, strict=True):
                    assert same(kept, said), (login, asked)
    assert served.count(True) > 9


def same(one: Any, other: Any) -> bool:
    """The same answer, or the same refusal."""
    codes = [getattr(each, "code", None) for each in (one, other)]
    return bool(codes[0] == codes[1] if any(codes) else one == other)


def test_a_planted_difference(
    parts: Opened, mart: str, on: Ground, followed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written past the door is found the next night, told with its figures, and mended."""
    followed()
    told: list[checking.Difference] = []
    plain = checking._tell

    def heard(work: Work, plan: Any, found: checking.Difference) -> None:
        told.append(found)
        plain(work, plan, found)

    monkeypatch.setattr(checking, "_tell", heard)
    place = parts.workspaces.directory.find(mart)
    with parts.workspaces.begin(mart, Caller(reason="tests")) as work:
        night = checking.due(work)
        assert night is not None and night > work.now
        work.execute(f"update {place.schema}._meta set clock = %s", [night])
        work.execute(
            f"update {place.schema}._cube_cell set held[1] = held[1] + 1 where ctid = (select ctid from "
            f"{place.schema}._cube_cell where level = 0 limit 1)"
        )
    checking.sweep(on, place)
    assert [each.cells for each in told] == [1]
    assert told[0].metrics and told[0].object.en
    with parts.workspaces.begin(mart, Caller(reason="tests")) as work:
        again = checking.due(work)
        assert again is not None and again > work.now
        work.execute(f"update {place.schema}._meta set clock = %s", [again])
    checking.sweep(on, place)
    assert len(told) == 1, "it was mended"
    with parts.workspaces.begin(mart, Caller(reason="tests")) as work:
        work.execute(f"update {place.schema}._meta set clock = null")
