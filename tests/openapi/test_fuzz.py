"""The whole API under fire: every operation answers as it is described, to whoever asks whatever."""

import os
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

from prooftrail.cli.demo import ensure_demo
from prooftrail.cli.verify import verify
from prooftrail.opening import Opened
from prooftrail.platform.database.install import drop_workspace
from prooftrail.platform.work import Caller
from tests.openapi.fuzz_stand import CALLERS, Stand
from tests.openapi.fuzzing import Described, Fuzzer, operations

EXAMPLES = 20
LONG_EXAMPLES = 200
SEED = os.environ.get("PROOFTRAIL_FUZZ_SEED", "1")
ENDLESS = ("stream",)
"""Answered for as long as somebody listens: asked of a real server only."""


@pytest.fixture(scope="module")
def stand(parts: Opened, client: httpx.Client) -> Iterator[Stand]:
    name = f"f{uuid4().hex[:8]}"
    ensure_demo(parts, workspace=name, most=40)
    with parts.workspaces.begin(name, Caller(reason="tests")) as work:
        work.execute(
            f"insert into {work.place.schema}._setting (key, value, since) "
            "values ('keys.calls_per_minute', '1000000', '2000-01-01')"
        )
    yield Stand(parts, client, name)
    drop_workspace(parts.dsn, name)


def described(stand: Stand) -> list[Described]:
    return [each for each in operations(stand.document) if each.id not in ENDLESS]


def fire(stand: Stand, operation: Described, examples: int) -> list[str]:
    """What was wrong with the replies to `examples` requests, with each request."""
    faults = []
    if operation.tag in stand.known:
        stand.look(operation.tag)
    right = stand.right(operation)
    answer = stand.send(operation, right)
    if not 200 <= answer.status_code < 300:
        faults.append(f"{operation.id}: no 2xx\n{right}\n{answer.status_code} {answer.text[:1000]}")
    for number in range(examples):
        fuzzer = Fuzzer(operation, stand.known, f"{SEED}/{operation.id}/{number}")
        sent = fuzzer.request(CALLERS[number % len(CALLERS)])
        answer = stand.send(operation, sent)
        fault = operation.judge(answer)
        if not sent.caller and not operation.open and answer.status_code != 401:
            fault = "answered somebody who is not signed in"
        if fault:
            faults.append(
                f"{operation.id} #{number}: {fault}\n{sent}\n{answer.status_code} {answer.text[:1500]}"
            )
    return faults


def walk(stand: Stand, examples: int) -> None:
    faults = [fault for operation in described(stand) for fault in fire(stand, operation, examples)]
    stand.ask("/api/v1/dev/clock", "POST", {"now": None})
    assert not faults, f"{len(faults)} faults, seed {SEED}\n\n" + "\n\n".join(faults[:20])


def test_every_operation_answers_as_described(stand: Stand) -> None:
    walk(stand, EXAMPLES)


def test_what_was_fired_at_is_still_sound(stand: Stand) -> None:
    assert verify(stand.parts, stand.workspace).clean


@pytest.mark.long
def test_every_operation_answers_as_described_ten_times_as_often(stand: Stand) -> None:
    walk(stand, LONG_EXAMPLES * len(CALLERS))
