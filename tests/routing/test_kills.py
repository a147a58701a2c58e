"""Whoever gives out and is killed gave out nothing of that batch; whoever comes next gives it to one."""

import os
import signal
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.work import Caller
from prooftrail.sales.routing.distributing import give_out
from tests.conftest import Api
from tests.kernel.kit import at_once
from tests.routing.conftest import Inside, Turn, clear, lead, published, rule, team

FOUR = ("rep", "rep2", "huangzhuoyan", "linlan")
RACES = 6


def waiting(api: Api, count: int) -> None:
    """So many leads nobody owns."""
    made = [
        {"op": "create", "data": {"name": f"线索 {n}", "source": "web", "owner": None}} for n in range(count)
    ]
    api.post("records/lead/bulk", {"mode": "all", "ops": made}, 200)


def owners(inside: Inside, shop: str) -> tuple[Counter[str], int]:
    """How many leads each has, and how many decisions there are beyond one a lead."""
    with inside(shop) as work:
        schema = work.place.schema
        rows = work.execute(
            f"select l.owner::text, (select count(*) from {schema}.assignment a where a.lead = l.id) "
            f"from {schema}.lead l where l.deleted_at is null and l.owner is not null"
        ).fetchall()
    return Counter(owner for owner, _ in rows), sum(count - 1 for _, count in rows)


@pytest.mark.parametrize("step", ["checked", "stored", "before_commit"])
def test_killed_in_the_middle_nothing_of_it_happened(
    step: str, ops: Api, people: dict[str, str], parts: Opened, inside: Inside, shop: str, turn: Turn,
    tmp_path: Path, python: str,
) -> None:  # fmt: skip
    clear(inside, shop)
    published(ops, rule("turns", team(people["rep"], people["rep2"])))
    for _ in range(4):
        lead(ops)
    trap = tmp_path / "kill"
    trap.write_text(step)
    environ = {"PROOFTRAIL_DATA": str(parts.settings.data), "PROOFTRAIL_TEST_KILL_AT": str(trap)}
    done = subprocess.run(
        [python, "-m", "tests.routing.dying", shop], env={**os.environ, **environ}, timeout=60
    )
    assert done.returncode == -signal.SIGKILL and owners(inside, shop) == (Counter(), 0)
    turn()
    assert owners(inside, shop) == (Counter({people["rep"]: 2, people["rep2"]: 2}), 0)


def test_sixteen_of_whom_three_are_killed_give_each_lead_to_exactly_one(
    ops: Api, people: dict[str, str], parts: Opened, inside: Inside, shop: str, turn: Turn,
    tmp_path: Path, python: str,
) -> None:  # fmt: skip
    clear(inside, shop)
    published(ops, rule("turns", team(*(people[each] for each in FOUR))))
    waiting(ops, 200)
    dying = []
    for step in ("checked", "stored", "before_commit"):
        trap = tmp_path / step
        trap.write_text(step)
        environ = {
            **os.environ,
            "PROOFTRAIL_DATA": str(parts.settings.data),
            "PROOFTRAIL_TEST_KILL_AT": str(trap),
        }
        command = [python, "-m", "tests.routing.dying", shop, "7"]
        dying.append(subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
    for each in dying:
        assert each.stdout is not None and any(line == b"ready\n" for line in each.stdout)
    for each in dying:
        assert each.stdin is not None
        each.stdin.close()

    def work_at() -> None:
        more = True
        while more:
            with parts.workspaces.begin(shop, Caller(reason="routing")) as work:
                more = give_out(work, "lead", 7).more

    at_once(13, work_at)
    assert -signal.SIGKILL in [each.wait(timeout=60) for each in dying]
    turn()
    given, doubled = owners(inside, shop)
    assert (sum(given.values()), doubled) == (200, 0)
    assert max(given.values()) - min(given.values()) <= 1


def race(
    parts: Opened, shop: str, python: str, processes: int, batch: int, dice: Random
) -> list[tuple[int, int]]:
    """Processes that give out at once, of which every other is killed: by SIGKILL, after as many batches as
    the dice say and a moment into the next one, wherever that finds it. `(exit code, leads it said it gave)`.
    """
    environ = {**os.environ, "PROOFTRAIL_DATA": str(parts.settings.data)}
    command = [python, "-m", "tests.routing.dying", shop, str(batch)]
    running = [
        subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(processes)
    ]
    for each in running:
        assert each.stdout is not None and any(line == b"ready\n" for line in each.stdout)

    def watch(at: int) -> tuple[int, int]:
        each, gave = running[at], 0
        assert each.stdout is not None and each.stdin is not None
        left = phases[at]
        each.stdin.close()
        while left is None or left > 0:
            line = each.stdout.readline()
            if not line:
                break
            gave += int(line.split()[1])
            left = None if left is None else left - 1
        if left is not None:
            with suppress(subprocess.TimeoutExpired):
                each.wait(timeout=moments[at])
            each.kill()
            gave += sum(int(line.split()[1]) for line in each.stdout)
        return each.wait(timeout=300), gave

    phases = [dice.randint(0, 1) if at % 2 else None for at in range(processes)]
    moments = [0.12 * dice.random() for _ in range(processes)]
    with ThreadPoolExecutor(processes) as pool:
        return list(pool.map(watch, range(processes)))


def given_in_the_log(inside: Inside, shop: str) -> Counter[str]:
    """How often the history says of each live lead that it was given to somebody."""
    with inside(shop) as work:
        rows = work.execute(
            f"select l.id::text, count(e.id) from {work.place.schema}.lead l left join {work.events.table} e "
            "on e.record = l.id and e.action = 'record.assigned' and e.owner_after is not null "
            "where l.deleted_at is null group by l.id"
        ).fetchall()
    return Counter(dict(rows))


def raced(
    ops: Api, people: dict[str, str], parts: Opened, inside: Inside, shop: str, turn: Turn, python: str,
    *, processes: int, leads: int, batch: int, seed: int,
) -> int:  # fmt: skip
    """One race over fresh leads; the history is asked who got what. How many were killed on the way."""
    clear(inside, shop)
    published(ops, rule("turns", team(*(people[each] for each in FOUR))))
    waiting(ops, leads)
    ends = race(parts, shop, python, processes, batch, Random(seed))
    assert {code for code, _ in ends} <= {0, -signal.SIGKILL}
    turn()
    log = given_in_the_log(inside, shop)
    assert len(log) == leads and set(log.values()) == {1}, {id: n for id, n in log.items() if n != 1}
    assert sum(gave for _, gave in ends) <= leads, "nobody says he gave what was rolled back"
    given, doubled = owners(inside, shop)
    assert (sum(given.values()), doubled) == (leads, 0)
    assert max(given.values()) - min(given.values()) <= 1
    return sum(code == -signal.SIGKILL for code, _ in ends)


def test_four_processes_of_whom_two_are_killed_anywhere_give_each_lead_once(
    ops: Api, people: dict[str, str], parts: Opened, inside: Inside, shop: str, turn: Turn, python: str
) -> None:
    assert raced(ops, people, parts, inside, shop, turn, python, processes=4, leads=120, batch=5, seed=1)


@pytest.mark.long
def test_sixteen_with_kills_give_a_thousand_leads_to_one_each(
    ops: Api, people: dict[str, str], parts: Opened, inside: Inside, shop: str, turn: Turn, python: str
) -> None:
    """Over and over with other dice, each time the same: 16 processes, 1,000 leads, eight killed anywhere."""
    killed = []
    whole = {"processes": 16, "leads": 1_000, "batch": 11}
    for seed in range(RACES):
        killed.append(raced(ops, people, parts, inside, shop, turn, python, **whole, seed=seed))
    print(f"{len(killed)} races, {sum(killed)} processes killed, doubled=0")
    assert all(killed), "some finish before their moment comes, but never all"
