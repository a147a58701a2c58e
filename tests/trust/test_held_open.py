"""A transaction that is held open delays nobody and loses nothing: the feed waits behind it."""

import time
from uuid import uuid4

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.database.install import workspaces
from prooftrail.platform.events.seals import last_seal, seal_log
from prooftrail.platform.records import Change
from prooftrail.platform.work import Caller
from tests.conftest import Api, Callers

pytestmark = pytest.mark.heavy


def drain(api: Api, cursor: str | None) -> tuple[list[str], str | None]:
    """Names of the customers created after a cursor, in the feed's order."""
    names = []
    while True:
        page = api.get("events", object="customer", limit=500, **({"after": cursor} if cursor else {}))
        cursor = page["next"]
        if not page["items"]:
            return names, cursor
        names += [each["changes"]["name"][1] for each in page["items"] if "name" in each["changes"]]


def hold(parts: Opened, api: Api, workspace: str, seconds: float) -> None:
    mark = uuid4().hex[:8]
    place = next(each for each in workspaces(parts.dsn) if each.name == workspace)
    _, cursor = drain(api, None)
    acknowledged, until = [f"{mark} before"], time.monotonic() + seconds
    api.post("records/customer", {"name": acknowledged[0]})
    with parts.workspaces.begin(workspace, Caller(reason="tests")) as held:
        held.records.apply([Change("create", "customer", None, {"name": f"{mark} held"})])
        seen, cursor = drain(api, cursor)
        assert seen == acknowledged
        longest = 0.0
        while time.monotonic() < until:
            began, name = time.monotonic(), f"{mark} {len(acknowledged)}"
            api.post("records/customer", {"name": name})
            longest = max(longest, time.monotonic() - began)
            acknowledged.append(name)
            page, cursor = drain(api, cursor)
            assert page == [], "nothing may pass the transaction that is still open"
        assert longest < seconds, "a write waited for the one that is held"
        seal_log(parts.ground, place)
        with parts.workspaces.begin(workspace, Caller(reason="tests")) as work:
            last = last_seal(work)
            assert last is not None
            held_tx = held.execute("select pg_current_xact_id()::text::bigint").fetchone()
            assert held_tx is not None and last.last_tx < held_tx[0], "no seal may pass it either"
    seen, cursor = drain(api, cursor)
    assert seen == [f"{mark} held", *acknowledged[1:]]
    seal_log(parts.ground, place)


def test_a_held_transaction_delays_nobody(parts: Opened, own_workspace: str, caller: Callers) -> None:
    hold(parts, caller("ops", own_workspace), own_workspace, 2)


@pytest.mark.long
def test_half_a_minute_changes_nothing(parts: Opened, own_workspace: str, caller: Callers) -> None:
    hold(parts, caller("ops", own_workspace), own_workspace, 30)
