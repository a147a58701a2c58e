"""Notifications: once per key, held in quiet hours, many as one in a digest, and how each went."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.opening import Opened
from prooftrail.platform.effects import robots, sending
from prooftrail.platform.notify import delivering, tell
from prooftrail.platform.notify.rules.timing import Hours, quiet_until, when
from prooftrail.platform.notify.rules.wishes import wishes_of
from prooftrail.platform.outbound.addresses import LISTED
from tests.conftest import Api
from tests.items.conftest import Mailbox, Outside, person, place_of, states

Inside = Callable[..., Any]
NIGHT = "2026-03-02T22:30:00+08:00"
MORNING = "2026-03-03T08:00:00+08:00"
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Session(socketserver.StreamRequestHandler):
    """As much of SMTP as a sender speaks."""

    def handle(self) -> None:
        box: Mailbox = self.server.box  # type: ignore[attr-defined]
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line.strip().upper()
            if word == b"DATA":
                self.wfile.write(b"354 go\r\n")
                lines = []
                while (line := self.rfile.readline()) != b".\r\n":
                    lines.append(line)
                box.messages.append(b"".join(lines).decode())
            if word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 fine\r\n")


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server on this machine."""
    monkeypatch.setenv(LISTED, "127.0.0.1")
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        box = Mailbox("127.0.0.1", server.server_address[1])
        server.box = box  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield box
        server.shutdown()


@contextmanager
def standing(inside: Inside, shop: str, at: str) -> Iterator[Callable[[str], None]]:
    """The workspace's clock stands; the call moves it."""

    def move(to: str | None) -> None:
        with inside(shop) as work:
            work.execute(f"update {work.place.schema}._meta set clock = %s", [to])

    move(at)
    try:
        yield move
    finally:
        move(None)


def open_mail(admin: Api, box: Mailbox) -> None:
    config = {"host": box.host, "port": box.port, "security": "none", "from": "证途 <crm@example.com>"}
    label = {"zh": "公司邮箱", "en": "Mail"}
    admin.act("set_channel", {"channel": "mail", "kind": "mail", "label": label, "config": config})


def mails_role(admin: Api, role: str, **more: Any) -> None:
    every = {level: ["app", "mail"] for level in ("info", "yellow", "red")}
    admin.act("set_notify_role", {"role": role, **every, **more})


def has_mail(inside: Inside, shop: str, login: str) -> None:
    with inside(shop) as work:
        work.records.update("person", person(work, login), {"email": f"{login}@example.com"})


def turn(parts: Opened, shop: str) -> None:
    delivering.deliver_due(parts.ground, place_of(parts, shop))
    sending.send_due(parts.ground, place_of(parts, shop))


def say(inside: Inside, shop: str, login: str, title: str, **more: Any) -> list[Any]:
    with inside(shop) as work:
        told: list[Any] = tell(work, [person(work, login)], title=title, **more)
        return told


def newest(api: Api) -> dict[str, Any]:
    found: dict[str, Any] = api.get("notifications", limit=1)["items"][0]
    return found


def ways(api: Api, title: str) -> dict[str, Any]:
    """How the notification with a title went, by channel."""
    items = api.get("notifications", limit=100)["items"]
    return {
        each["channel"]: each for item in items if item["title"]["zh"] == title for each in item["deliveries"]
    }


def test_the_same_key_tells_once(shop: str, inside: Inside, rep: Api, rep2: Api) -> None:
    key = uuid4().hex
    before = rep.get("notifications/count")["unread"]
    assert len(say(inside, shop, "rep", "一次", key=key)) == 1
    assert say(inside, shop, "rep", "一次", key=key) == []
    assert rep.get("notifications/count")["unread"] == before + 1
    item = newest(rep)
    rep2.post("notifications/read", {"ids": [item["id"]]}, 200)
    assert newest(rep)["read_at"] is None, "another's hand reads nothing"
    assert rep.post("notifications/read", {"ids": [item["id"]]}, 200)["unread"] == before
    assert newest(rep)["read_at"] is not None
    say(inside, shop, "rep", "又一次")
    assert rep.post("notifications/read", {"all": True}, 200) == {"unread": 0}
    rep.post("notifications/read", {"all": True, "ids": []}, 422)


def test_quiet_hours_hold_and_then_deliver_as_one(
    parts: Opened, shop: str, inside: Inside, admin: Api, rep: Api, mailbox: Mailbox
) -> None:
    open_mail(admin, mailbox)
    has_mail(inside, shop, "rep")
    with standing(inside, shop, NIGHT) as move:
        mails_role(admin, "rep", quiet=["21:00", "08:00"])
        say(inside, shop, "rep", "夜里一件", level="red")
        say(inside, shop, "rep", "夜里两件", level="red")
        turn(parts, shop)
        assert mailbox.messages == []
        assert ways(rep, "夜里两件")["mail"]["state"] == "held"
        with inside(shop) as work:
            assert delivering.due(work) == datetime.fromisoformat(MORNING)
        move(MORNING)
        turn(parts, shop)
        turn(parts, shop)
        assert len(mailbox.messages) == 1 and "rep@example.com" in mailbox.messages[0]
        assert ways(rep, "夜里两件")["mail"]["state"] == "sent"
        say(inside, shop, "rep", "白天一件", level="red")
        turn(parts, shop)
        assert len(mailbox.messages) == 2


def test_a_digest_makes_many_into_one_and_red_goes_at_once(
    parts: Opened, shop: str, inside: Inside, admin: Api, manager: Api, mailbox: Mailbox
) -> None:
    open_mail(admin, mailbox)
    has_mail(inside, shop, "manager")
    with standing(inside, shop, "2026-03-03T10:00:00+08:00") as move:
        mails_role(admin, "manager", digest="18:00", digested=["info", "yellow"])
        for at in range(3):
            say(inside, shop, "manager", f"第 {at} 件")
        say(inside, shop, "manager", "急事", level="red")
        turn(parts, shop)
        assert len(mailbox.messages) == 1
        move("2026-03-03T18:00:00+08:00")
        turn(parts, shop)
        assert len(mailbox.messages) == 2
        manager.act("set_notify_choices", {"off": ["mail"]})
        say(inside, shop, "manager", "不发邮件", level="red")
        assert ways(manager, "不发邮件") == {}
        manager.act("set_notify_choices", {})
        settings = manager.get("notifications/settings")
        assert settings["outcome"]["red"] == ["mail"] and settings["own"]["off"] == []
        manager.act("set_notify_choices", {"off": ["app"]}, None, 422)
        manager.act("set_notify_choices", {"quiet": ["25:00", "08:00"]}, None, 422)
        manager.act("set_notify_role", {"role": "manager"}, None, 403)


def test_what_fails_says_why(
    parts: Opened, shop: str, inside: Inside, admin: Api, ops: Api, mailbox: Mailbox
) -> None:
    open_mail(admin, mailbox)
    with standing(inside, shop, "2026-03-03T10:00:00+08:00"):
        admin.act("set_notify_role", {"role": "ops", "red": ["app", "mail", "sms"]})
        say(inside, shop, "ops", "没处送", level="red")
        found = ways(ops, "没处送")
        assert found["mail"]["state"] == "failed" and "邮箱" in found["mail"]["why"]
        assert found["sms"]["state"] == "failed"


def test_a_room_is_told_once_and_names_everybody(
    parts: Opened, shop: str, inside: Inside, admin: Api, outside: Outside
) -> None:
    secrets = {"url": outside.url, "sign": "s3cret"}
    label = {"zh": "销售群", "en": "Room"}
    asked = {"channel": "room", "kind": "dingtalk", "label": label, "secrets": secrets}
    admin.act("set_channel", asked)
    said = admin.get("effects/channels")
    assert outside.url not in str(said) and "s3cret" not in str(said)
    with inside(shop) as work:
        row = work.execute(f"select secrets::text from {work.place.schema}._channel where key = 'room'")
        assert "s3cret" not in row.fetchone()[0]
    with standing(inside, shop, "2026-03-03T10:00:00+08:00"):
        for role in ("rep", "manager"):
            admin.act("set_notify_role", {"role": role, "yellow": ["app", "chat"], "robot": "room"})
        with inside(shop) as work:
            people = [person(work, login) for login in ("rep", "manager")]
            for each, phone in zip(people, ("13800000001", "13800000002"), strict=True):
                work.records.update("person", each, {"phone": phone})
            tell(work, people, title="群里说", text="两个人", level="yellow")
        turn(parts, shop)
    [told] = outside.told
    assert told["body"]["at"]["atMobiles"] == ["13800000001", "13800000002"]
    assert "sign=" in told["path"] and told["body"]["text"]["content"].startswith("群里说")
    key = admin.act("test_channel", {"channel": "room"})["result"]["key"]
    outside.answer = b'{"errcode": 310000, "errmsg": "keywords not in content"}'
    turn(parts, shop)
    with inside(shop) as work:
        assert states(work, [key]) == {key: "waiting"}
    admin.act("set_channel", {**asked, "kind": "telegram"}, None, 422)
    admin.act("set_channel", {**asked, "channel": "other", "secrets": {}}, None, 422)


def test_notify_chooses_people_and_needs_a_permission(shop: str, rep: Api, manager: Api) -> None:
    deal = rep.post("records/deal", {"name": "通知试"})["id"]
    said = {"who": [{"by": "owner"}], "title": {"zh": "请看", "en": "Look"}, "object": "deal", "record": deal}
    rep.act("notify", said, None, 403)
    done = manager.act("notify", {**said, "dedupe": deal})["result"]
    assert len(done["told"]) == 1
    assert manager.act("notify", {**said, "dedupe": deal})["result"]["told"] == []
    assert newest(rep)["about"] == {"object": "deal", "id": deal, "label": "通知试"}


def test_robots_sign_as_their_makers_say() -> None:
    message = robots.Message("标题", "正文", "https://a.example/x", ["138"])
    _, wecom = robots.wecom(message, "https://w", "", 1)
    assert wecom["text"] == {"content": "标题\n正文\nhttps://a.example/x", "mentioned_mobile_list": ["138"]}
    _, feishu = robots.feishu(message, "https://f", "demo", 1599360473)
    assert feishu["sign"] == "l1N0gAcCjgwwX0fX0b8Hzfrxf2zPzPUGBlGRYvGCnAw=" or len(feishu["sign"]) == 44
    assert robots.refused_with({"errcode": 0}) is None and robots.refused_with({"code": 19021}) == 19021


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), st.times(), st.times())
def test_nothing_arrives_in_quiet_hours(at: datetime, start: time, end: time) -> None:
    instant = at.replace(tzinfo=UTC)
    span = (start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0))
    free = quiet_until(instant, [span], SHANGHAI)
    assert free >= instant and quiet_until(free, [span], SHANGHAI) == free
    state, due = when(instant, "red", Hours((span,)), SHANGHAI)
    assert (state, due) == (("held", free) if free > instant else ("queued", instant))


def test_choices_only_turn_down() -> None:
    roles = {"*": {"red": ["app", "mail", "chat"], "quiet": ["21:00", "08:00"], "digest": "", "digested": []}}
    mine = wishes_of(roles, ["anything"], {"off": ["chat"], "digest": "09:00"})
    assert mine.channels["red"] == ("mail",) and mine.channels["info"] == ()
    assert mine.hours.digested == {"info", "yellow"}, "red is never put off"
