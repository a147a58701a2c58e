"""Effects outside against a real listener: once, also when senders die; back-off, dead letters, replay."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.opening import Opened
from prooftrail.platform import effects
from prooftrail.platform.effects import sending
from prooftrail.platform.effects.store import LEASE
from prooftrail.platform.outbound.addresses import LISTED, Failed, spots
from prooftrail.platform.outbound.client import Request, call
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work
from tests.conftest import Api
from tests.items.conftest import Outside, place_of, states

Inside = Callable[..., Any]


def queued(inside: Inside, shop: str, url: str, key: str | None = None) -> str:
    """An effect that calls an address."""
    mark = key or f"test:{uuid4()}"
    with inside(shop) as work:
        assert effects.queue(work, mark, "webhook", {"url": url, "body": {"said": "你好"}})
    return mark


def turn(parts: Opened, shop: str) -> None:
    """One turn of the sender."""
    while sending.send_due(parts.ground, place_of(parts, shop)):
        pass


def state(inside: Inside, shop: str, key: str) -> str:
    with inside(shop) as work:
        return states(work, [key])[key]


def later(work: Work, by: timedelta) -> None:
    """Put the workspace's clock forward."""
    work.execute(f"update {work.place.schema}._meta set clock = %s", [work.now + by])


@pytest.fixture
def clock(inside: Inside, shop: str) -> Iterator[Callable[[timedelta], None]]:
    """Moves the clock, and gives it back."""

    def move(by: timedelta) -> None:
        with inside(shop) as work:
            later(work, by)

    yield move
    with inside(shop) as work:
        work.execute(f"update {work.place.schema}._meta set clock = null")


def test_an_effect_arrives_once_with_its_key(
    parts: Opened, shop: str, inside: Inside, outside: Outside
) -> None:
    key = queued(inside, shop, outside.url)
    with inside(shop) as work:
        assert not effects.queue(work, key, "webhook", {"url": outside.url, "body": {}})
    turn(parts, shop)
    turn(parts, shop)
    assert [each["body"] for each in outside.by(key)] == [{"said": "你好"}]
    assert state(inside, shop, key) == "sent"


def test_what_is_undone_never_happens(parts: Opened, shop: str, inside: Inside, outside: Outside) -> None:
    key = f"test:{uuid4()}"
    with pytest.raises(ZeroDivisionError), inside(shop) as work:
        effects.queue(work, key, "webhook", {"url": outside.url, "body": {}})
        raise ZeroDivisionError
    turn(parts, shop)
    assert outside.by(key) == []


KILLED = """
import sys
from prooftrail.opening import Opened
from prooftrail.app import open_files, open_workspaces
from prooftrail.platform.database.pool import open_pool
from prooftrail.platform.effects import sending
from prooftrail.settings import read_settings
settings = read_settings()
with open_pool(sys.argv[1], size=6, name="killed") as pool:
    parts = Opened(settings, sys.argv[1], pool, open_workspaces(pool), open_files(settings))
    sending.send_due(parts.ground, parts.workspaces.directory.find(sys.argv[2]))
"""


@pytest.mark.parametrize("step", ["effects_claimed", "effect_said"])
def test_a_killed_sender_leaves_one_effect(
    parts: Opened, shop: str, inside: Inside, outside: Outside, tmp_path: Path, step: str
) -> None:
    """Whoever knows keys has it once: what a lost sender may have said is said again under its key."""
    key = queued(inside, shop, outside.url)
    armed = tmp_path / "kill"
    armed.write_text(step)
    environment = os.environ | {
        "PROOFTRAIL_TEST_KILL_AT": str(armed), "PROOFTRAIL_DATA": str(parts.settings.data),
        LISTED: "127.0.0.1",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", KILLED, parts.dsn, shop], env=environment)
    assert done.returncode == -9
    before = len(outside.by(key))
    assert before == (1 if step == "effect_said" else 0)
    turn(parts, shop)
    assert len(outside.by(key)) == before, "its lease is not over"
    with inside(shop) as work:
        work.execute(
            f"update {work.place.schema}._effect set lease_until = lease_until - %s where key = %s",
            [LEASE, key],
        )
    turn(parts, shop)
    assert {each["key"] for each in outside.by(key)} == {key}
    assert all(each["body"] == outside.by(key)[0]["body"] for each in outside.by(key))
    assert state(inside, shop, key) == "sent"


def test_where_keys_are_not_known_a_lost_sending_waits_for_a_person(
    parts: Opened, shop: str, inside: Inside
) -> None:
    key = f"test:{uuid4()}"
    with inside(shop) as work:
        effects.queue(work, key, "mail", {"to": ["a@example.com"], "subject": "s", "text": "t"})
        work.execute(
            f"update {work.place.schema}._effect set state = 'sending', tries = 1, lease_until = %s "
            "where key = %s",
            [work.real_now - timedelta(seconds=1), key],
        )
    turn(parts, shop)
    assert state(inside, shop, key) == "dead"


def test_a_target_that_is_down_is_tried_again_then_given_up_then_replayed(
    parts: Opened, shop: str, inside: Inside, outside: Outside, clock: Callable[[timedelta], None],
    admin: Api, rep: Api,
) -> None:  # fmt: skip
    outside.status = 503
    key = queued(inside, shop, outside.url)
    turn(parts, shop)
    assert state(inside, shop, key) == "waiting"
    turn(parts, shop)
    assert len(outside.by(key)) == 1, "not before its pause is over"
    clock(timedelta(seconds=31))
    turn(parts, shop)
    assert len(outside.by(key)) == 2
    for _ in range(6):
        clock(timedelta(hours=1))
        turn(parts, shop)
    assert (len(outside.by(key)), state(inside, shop, key)) == (8, "dead")
    rep.get("effects", 403)
    item = next(each for each in admin.get("effects", state="dead")["items"] if each["key"] == key)
    assert (item["tries"], item["error"]["status"], item["host"]) == (8, 503, "127.0.0.1")
    outside.status = 200
    admin.act("replay_effect", {"effect": item["id"]})
    turn(parts, shop)
    assert (len(outside.by(key)), state(inside, shop, key)) == (9, "sent")
    said = admin.act("replay_effect", {"effect": item["id"]}, status=409)
    assert said["error"]["code"] == "effect_not_dead"


def test_what_is_refused_for_good_is_not_tried_again(
    parts: Opened, shop: str, inside: Inside, outside: Outside, admin: Api
) -> None:
    outside.status = 404
    key = queued(inside, shop, outside.url)
    turn(parts, shop)
    assert state(inside, shop, key) == "dead"
    item = next(each for each in admin.get("effects", state="dead")["items"] if each["key"] == key)
    admin.act("drop_effect", {"effect": item["id"]})
    assert state(inside, shop, key) == "dropped"


def test_addresses_of_ones_own_network_are_denied(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LISTED)
    for host in ("127.0.0.1", "localhost", "10.1.2.3", "169.254.169.254", "100.100.100.200", "::1",
                 "::ffff:10.0.0.1", "64:ff9b::a00:1", "fd00:ec2::254", "0.0.0.0", "168.63.129.16",
                 "2130706433", "0x7f.1"):  # fmt: skip
        with pytest.raises(Failed) as failed:
            spots(host, 80)
        assert failed.value.code == "address_denied", host
    assert spots("93.184.216.34", 80)[0].address == "93.184.216.34"
    with pytest.raises(Failed, match="address_denied"):
        call(Request("POST", outside.url, {}, b"{}"))
    assert outside.told == []


def test_a_redirect_is_looked_at_too(outside: Outside) -> None:
    outside.redirect = "http://169.254.169.254/latest"
    for_get = Request("GET", outside.url.replace("/hook", "/x"), {})
    assert call(Request("POST", outside.url, {}, b"{}")).status == 302, "a POST is not sent elsewhere"
    outside.status = 307
    with pytest.raises(Failed, match="address_denied"):
        call(Request("POST", outside.url, {}, b"{}"))
    with pytest.raises(Failed, match="host_not_allowed"):
        call(for_get, hosts=("example.com",))


def test_shapes_are_checked_where_they_are_queued(shop: str, inside: Inside) -> None:
    with inside(shop) as work:
        for channel, payload in (
            ("pigeon", {}), ("webhook", {"url": "file:///etc/passwd", "body": {}}),
            ("webhook", {"url": "http://u:p@example.com/", "body": {}}), ("mail", {"to": [], "subject": "s"}),
            ("webhook", {"url": "http://example.com", "headers": {"Host": "x"}}),
        ):  # fmt: skip
            with pytest.raises(Refusal):
                effects.queue(work, f"test:{uuid4()}", channel, payload)
        with pytest.raises(Refusal):
            effects.queue(work, "", "webhook", {"url": "http://example.com", "body": {}})
