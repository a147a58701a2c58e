"""The whole API under fire: every operation answers as it is described, to whoever asks whatever."""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic

import httpx
import pytest

from prooftrail.cli.verify import verify
from prooftrail.opening import Opened
from prooftrail.platform.work import Caller
from tests.conftest import small_demo
from tests.openapi.a_server import serving, status_of
from tests.openapi.fuzz_approvals import BY_VERBS
from tests.openapi.fuzz_content import BY_SENDING
from tests.openapi.fuzz_daily import BY_SYSTEM
from tests.openapi.fuzz_processes import BY_MOVES
from tests.openapi.fuzz_routing import BY_RULES
from tests.openapi.fuzz_speech import BY_SERVICE
from tests.openapi.fuzz_stand import CALLERS, Stand
from tests.openapi.fuzzing import Described, Fuzzer, operations

log = logging.getLogger(__name__)
EXAMPLES = 10
LONG_EXAMPLES = 200
SEED = os.environ.get("PROOFTRAIL_FUZZ_SEED", "1")
RAW: list[tuple[bytes, set[int]]] = [
    (b"GET /api/v1/me HTTP/1.1\r\n\r\n", {400, 401}),
    (b"GET /api/v1/records/\xe5\xae\xa2 HTTP/1.1\r\nHost: a\r\n\r\n", {400, 401}),
    (b"GET /%zz?%zz=%ff HTTP/1.1\r\nHost: a\r\n\r\n", {200, 400, 404}),
    (b"GET / HTTP/1.1\r\nHost: a\r\nX: a\r\nb\r\n\r\n", {400}),
    (b"GET / HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n", {200, 400, 404}),
    (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", {400, 404, 414, 431}),
    (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 9_000 + b"\r\n", {200, 400, 404, 431}),
    (b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", {400, 505}),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", {0, 400}),
    (b"POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}", {400}),
    (b"POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n{}", {400}),
    (b"POST /api/v1/session HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", {400}),
    (b"POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{", {0}),
    (b"POST /api/v1/files HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n"
     b"Content-Length: 999\r\n\r\n--b\r\nContent-Disposition: form-data", {0, 401}),
]  # fmt: skip
"""Bytes as they are, and the statuses they may have; 0 is a connection that ends without an answer."""
ENDLESS = ("stream",)
"""Answered for as long as somebody listens: asked of a real server only."""


@contextmanager
def standing(parts: Opened, client: httpx.Client) -> Iterator[Stand]:
    """A stand in a workspace of its own, for as long as it is used."""
    with small_demo(parts) as name:
        with parts.workspaces.begin(name, Caller(reason="tests")) as work:
            work.execute(
                f"insert into {work.place.schema}._setting (key, value, since) "
                "values ('keys.calls_per_minute', '1000000', '2000-01-01')"
            )
        yield Stand(parts, client, name)


@pytest.fixture(scope="module")
def stand(parts: Opened, client: httpx.Client) -> Iterator[Stand]:
    with standing(parts, client) as made:
        yield made


def fire(stand: Stand, operation: Described, examples: int, callers: Sequence[str]) -> list[str]:
    """What was wrong with the replies to `examples` requests by the callers in turn, with each request."""
    faults = []
    if operation.route.partition(" ")[2].startswith("/api/v1/records/"):
        stand.look(operation.tag)
    right = stand.right(operation)
    answer = stand.send(operation, right)
    closed = (
        operation.id in BY_VERBS | BY_SENDING | BY_SYSTEM | BY_MOVES | BY_RULES and answer.status_code == 403
    )
    closed |= operation.id in BY_SERVICE and answer.status_code == 404
    if not (200 <= answer.status_code < 300 or closed):
        faults.append(f"{operation.id}: no 2xx\n{right}\n{answer.status_code} {answer.text[:1000]}")
    for number in range(examples):
        fuzzer = Fuzzer(operation, stand.known, f"{SEED}/{callers[0]}/{operation.id}/{number}")
        sent = fuzzer.request(callers[number % len(callers)])
        answer = stand.send(operation, sent)
        fault = operation.judge(answer)
        if not sent.caller and not operation.open and answer.status_code != 401:
            fault = "answered somebody who is not signed in"
        if fault:
            faults.append(
                f"{operation.id} #{number}: {fault}\n{sent}\n{answer.status_code} {answer.text[:1500]}"
            )
    return faults


def walk(stand: Stand, examples: int, callers: Sequence[str] = CALLERS) -> None:
    faults: list[str] = []
    for id in [each.id for each in operations(stand.document) if each.id not in ENDLESS]:
        begun, operation = monotonic(), stand.operation(id)
        found = (
            fire(stand, operation, examples, callers) if operation else [f"{id} is not described any more"]
        )
        faults += found
        first = f"\n{found[0]}" if found else ""
        log.info("%s: %.1f s, %d faults%s", id, monotonic() - begun, len(found), first)
        if any(word in id for word in ("object", "field", "form", "design")):
            stand.tidy()
    stand.ask("/api/v1/dev/clock", "POST", {"now": None})
    assert not faults, f"{len(faults)} faults, seed {SEED}\n\n" + "\n\n".join(faults[:20])


def test_every_operation_answers_as_described(stand: Stand) -> None:
    walk(stand, EXAMPLES)


def test_what_was_fired_at_is_still_sound(stand: Stand) -> None:
    assert verify(stand.parts, stand.workspace).clean


def test_a_real_server_answers_alike(stand: Stand, parts: Opened, python: str) -> None:
    with serving(parts.settings, python) as address, httpx.Client(base_url=address, timeout=30) as client:
        walk(Stand(parts, client, stand.workspace), 1)
        for raw, statuses in RAW:
            assert status_of(address, raw, over=0 in statuses) in statuses, raw[:200]
        assert client.get("/readyz").status_code == 200


@pytest.mark.long
@pytest.mark.parametrize("caller", CALLERS, ids=lambda caller: caller or "nobody")
def test_every_operation_answers_each_caller_as_described(
    caller: str, parts: Opened, client: httpx.Client
) -> None:
    with standing(parts, client) as stand:
        walk(stand, LONG_EXAMPLES, (caller,))
        assert verify(stand.parts, stand.workspace).clean
