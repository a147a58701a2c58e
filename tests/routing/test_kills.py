"""Whoever gives out and is killed gave out nothing of that batch; whoever comes next gives it to one."""

import os
import signal
import subprocess
from collections import Counter
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


@pytest.mark.long
def test_sixteen_with_kills_give_a_thousand_leads_to_one_each(
    ops: Api, people: dict[str, str], parts: Opened, inside: Inside, shop: str, turn: Turn, python: str
) -> None:
    clear(inside, shop)
    published(ops, rule("turns", team(*(people[each] for each in FOUR))))
    waiting(ops, 1_000)
    dice, environ = Random(7), {**os.environ, "PROOFTRAIL_DATA": str(parts.settings.data)}
    command = [python, "-m", "tests.routing.dying", shop, "11"]
    running = [subprocess.Popen(command, env=environ) for _ in range(16)]
    for each in dice.sample(running, 8):
        try:
            each.wait(timeout=4 + 3 * dice.random())
        except subprocess.TimeoutExpired:
            each.kill()
    for each in running:
        each.wait(timeout=300)
    turn()
    given, doubled = owners(inside, shop)
    assert (sum(given.values()), doubled) == (1_000, 0)
    assert max(given.values()) - min(given.values()) <= 1
