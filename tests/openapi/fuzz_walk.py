"""One walk over the whole API: every operation is fired at, by everybody."""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic

import httpx

from prooftrail.opening import Opened
from prooftrail.platform.work import Caller
from tests.conftest import small_demo
from tests.openapi.fuzz_approvals import BY_VERBS
from tests.openapi.fuzz_archive import BY_GRADING, BY_SOURCE
from tests.openapi.fuzz_capture import BY_FORMS
from tests.openapi.fuzz_content import BY_SENDING
from tests.openapi.fuzz_daily import BY_SYSTEM
from tests.openapi.fuzz_fabrication import BY_FINDING
from tests.openapi.fuzz_health import BY_WATCH
from tests.openapi.fuzz_processes import BY_MOVES
from tests.openapi.fuzz_routing import BY_RULES
from tests.openapi.fuzz_speech import BY_SERVICE
from tests.openapi.fuzz_stand import CALLERS, Stand
from tests.openapi.fuzzing import Described, Fuzzer, operations

log = logging.getLogger(__name__)
SEED = os.environ.get("PROOFTRAIL_FUZZ_SEED", "1")
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


def fire(stand: Stand, operation: Described, examples: int, callers: Sequence[str]) -> list[str]:
    """What was wrong with the replies to `examples` requests by the callers in turn, with each request."""
    faults = []
    if operation.route.partition(" ")[2].startswith("/api/v1/records/"):
        stand.look(operation.tag)
    right = stand.right(operation)
    answer = stand.send(operation, right)
    barred = BY_VERBS | BY_FORMS | BY_SENDING | BY_SYSTEM | BY_MOVES | BY_FINDING | BY_RULES
    barred |= BY_GRADING | BY_WATCH
    closed = operation.id in barred and answer.status_code == 403
    closed |= operation.id in BY_SERVICE and answer.status_code == 404
    closed |= operation.id in BY_SOURCE and answer.status_code in (404, 409)
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
