"""A rule that calls outside does it once, wherever its worker is killed."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.automation.listening import drain
from prooftrail.platform.effects import sending
from prooftrail.platform.effects.store import LEASE
from prooftrail.platform.outbound.addresses import LISTED
from tests.automation.conftest import customer, published, rule
from tests.automation.dying import die_at
from tests.conftest import Api
from tests.items.conftest import Outside, place_of
from tests.trust.serving import until

Inside = Callable[..., Any]


@pytest.fixture(autouse=True)
def no_rules(admin: Api) -> Iterator[None]:
    """What one test publishes sets nothing off in another."""
    yield
    for each in admin.get("rules")["items"]:
        if each["state"] == "live" and each["key"].startswith("probe"):
            admin.act("retire_rule", {"key": each["key"]})


def told(outside: Outside, name: str) -> list[str]:
    """The keys under which something about a customer arrived."""
    return [each["key"] for each in outside.told if each["body"] == {"name": name}]


@pytest.mark.parametrize(
    ("step", "before"),
    [("fired", 0), ("before_commit", 0), ("after_commit", 0), ("effects_claimed", 0), ("effect_said", 1)],
)
def test_killed_anywhere_it_is_said_outside_under_one_key(
    step: str, before: int, admin: Api, parts: Opened, shop: str, outside: Outside, inside: Inside,
    tmp_path: Path, python: str,
) -> None:  # fmt: skip
    """Before the firing is kept, after that, once the call was taken on, and once it was made."""
    call = {
        "action": "call_webhook",
        "record": None,
        "input": {"url": outside.url, "body": {"name": "{name}"}},
    }
    published(admin, rule("probe_calls", then=[call]))
    drain(parts.ground, place_of(parts, shop))
    name = customer(admin)["name"]
    die_at(step, parts, shop, python, tmp_path / "kill", **{LISTED: "127.0.0.1"})
    assert len(told(outside, name)) == before
    with inside(shop) as work:
        work.execute(f"update {work.place.schema}._effect set lease_until = lease_until - %s", [LEASE])
    for _ in range(2):
        drain(parts.ground, place_of(parts, shop))
        sending.send_due(parts.ground, place_of(parts, shop))
    assert len(told(outside, name)) == before + 1 and len(set(told(outside, name))) == 1
    with inside(shop) as work:
        states = work.execute(
            f"select state from {work.place.schema}._effect where payload -> 'body' ->> 'name' = %s", [name]
        ).fetchall()
    assert states == [("sent",)]


@pytest.mark.long
def test_a_worker_struck_again_and_again_does_and_says_each_thing_once(
    admin: Api, parts: Opened, shop: str, outside: Outside, inside: Inside, python: str
) -> None:
    """The worker is the server's own, and dies wherever it happens to be."""
    made = {"action": "create_record", "record": None,
            "input": {"object": "competitor", "fields": {"name": "of {name}"}}}  # fmt: skip
    call = {
        "action": "call_webhook",
        "record": None,
        "input": {"url": outside.url, "body": {"name": "{name}"}},
    }
    published(admin, rule("probe_both", then=[made, call]))
    names = [customer(admin)["name"] for _ in range(400)]
    environment = os.environ | {"PROOFTRAIL_DATA": str(parts.settings.data), LISTED: "127.0.0.1"}
    for _ in range(5):
        before = len(outside.told)
        process = subprocess.Popen([python, "-m", "prooftrail", "worker"], env=environment)
        until("something to be said", lambda so_far=before: len(outside.told) > so_far + 7)
        process.kill()
        process.wait()
        with inside(shop) as work:
            work.execute(f"update {work.place.schema}._effect set lease_until = lease_until - %s", [LEASE])
    drain(parts.ground, place_of(parts, shop))
    while sending.send_due(parts.ground, place_of(parts, shop)):
        pass
    assert [len(set(told(outside, name))) for name in names] == [1] * len(names)
    found = admin.get("records/competitor", filter=["name", "starts", "of "], limit="1", count="exact")
    assert found["count"] == len(names)
