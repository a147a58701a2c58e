"""Many at once: one outcome, no word lost, one approval for one record."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.people.accounts import create_key
from prooftrail.platform.work import Caller, Work
from tests.approvals.kit import asked, flow, published, quotation, sheet, step
from tests.conftest import Api

Inside = Callable[..., AbstractContextManager[Work]]
DECIDERS = 16


@pytest.fixture(scope="module")
def crowd(parts: Opened, shop: str, rep: Api) -> list[Api]:
    """Sixteen people who are asked at once, none of them the starter."""
    with parts.workspaces.begin(shop, Caller(reason="tests")) as work:
        rows = work.execute(
            f"select a.login from {work.place.schema}._account a where a.ended_at is null "
            "and a.login <> 'rep' order by a.login limit %s",
            [DECIDERS],
        ).fetchall()
        return [Api(rep.client, create_key(work, login, None, "tests").text, login) for (login,) in rows]


@pytest.mark.parametrize(
    ("mode", "verdicts", "outcome"),
    [
        ("any", "mixed", {"approved", "rejected"}),
        ("all", "yes", {"approved"}),
        ("all", "mixed", {"rejected"}),
        ("vote", "half", {"approved"}),
        ("vote", "few", {"rejected"}),
    ],
)
def test_sixteen_at_once(
    mode: str, verdicts: str, outcome: set[str], crowd: list[Api], rep: Api, ops: Api
) -> None:
    """Exactly one outcome; whoever came after it is told so, and every word that counted is kept."""
    people = [{"by": "person", "person": str(each.get("me")["id"])} for each in crowd]
    key = published(ops, flow(step("crowd", people, mode=mode)))
    approval = asked(rep, key, quotation(rep))["approval"]
    tasks = {each.login: sheet(each, approval)["may"]["decide"] for each in crowd}
    yes = {"mixed": 8, "yes": 16, "half": 8, "few": 7}[verdicts]

    def one(at: int) -> tuple[str, int]:
        word = "approve" if at < yes else "reject"
        said = {"input": {"task": tasks[crowd[at].login], "verdict": word, "comment": "so"}}
        return word, crowd[at].call("POST", "actions/decide_approval", said).status_code

    with ThreadPoolExecutor(DECIDERS) as pool:
        answers = list(pool.map(one, range(DECIDERS)))
    assert {status for _, status in answers} <= {200, 409}
    found = sheet(rep, approval)
    assert found["state"] in outcome
    ends = [
        each for each in found["log"] if each["what"] in ("approved", "rejected") and each["task"] is None
    ]
    assert len(ends) == 1
    counted = Counter(each["state"] for each in found["steps"][0]["tasks"])
    heard = Counter(word for word, status in answers if status == 200)
    assert (counted["approved"], counted["rejected"]) == (heard["approve"], heard["reject"])
    assert counted["waiting"] == 0


def test_one_approval_for_one_record(crowd: list[Api], rep: Api, ops: Api) -> None:
    key, record = published(ops, flow(step("manager"))), quotation(rep)

    def ask(_: int) -> Any:
        return rep.call("POST", "actions/request_approval", {"record": record, "input": {"flow": key}})

    with ThreadPoolExecutor(8) as pool:
        statuses = Counter(each.status_code for each in pool.map(ask, range(8)))
    assert statuses == {200: 1, 409: 7}
