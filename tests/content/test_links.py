"""The page behind a link: what it shows, what it counts, when it ends."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.conftest import Api
from tests.content.conftest import PHONE, Outside, content, customer, link, send, sent, version
from tests.kernel.kit import today_of


def one_sent(ops: Api, rep: Api, **more: Any) -> tuple[dict[str, Any], dict[str, Any], str]:
    """A content, its sending, and a link to it."""
    one, buyer = content(ops, **more), customer(rep)
    send(rep, buyer["id"], one["id"])
    (row,) = sent(rep, buyer["id"])
    return one, row, link(rep, row["id"])


def test_a_stranger_reads_what_was_sent_and_nothing_else(ops: Api, rep: Api, outside: Outside) -> None:
    one, row, path = one_sent(ops, rep)
    page = outside(path)
    assert page.status_code == 200 and one["title"] in page.text and row["customer"]["label"] in page.text
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert page.headers["referrer-policy"] == "no-referrer" and "set-cookie" not in page.headers
    assert "default-src 'none'" in page.headers["content-security-policy"] and page.text.count("<script") == 1
    assert "End" not in page.text and "This link" in outside(path, Accept_Language="en-GB").text
    (file,) = re.findall(rf'href="({re.escape(path)}/[0-9a-f-]+)"', page.text)
    assert outside(file).text == "冷库节能：第一版"
    piece = outside(file, Range="bytes=0-5")
    assert (piece.status_code, piece.text) == (206, "冷库")
    assert outside(f"{path}/{uuid4()}").status_code == 404
    other = content(ops)
    foreign = ops.get(f"records/content_version/{other['current']['id']}")["files"][0]["id"]
    assert outside(f"{path}/{foreign}").status_code == 404


def test_the_version_that_was_sent_stays_and_the_newest_goes_next(
    ops: Api, rep: Api, outside: Outside
) -> None:
    one, row, path = one_sent(ops, rep)
    version(ops, one["id"], "第二版")
    assert "第一版.txt" in outside(path).text and "第二版" not in outside(path).text
    buyer = row["customer"]["id"]
    send(rep, buyer, one["id"])
    assert "第二版.txt" in outside(link(rep, sent(rep, buyer)[0]["id"])).text
    ops.patch(f"records/content/{one['id']}", {"state": "retired"})
    assert outside(path).status_code == 200


def test_each_opening_counts_once_and_only_people_count(
    ops: Api, rep: Api, admin: Api, outside: Outside, shop: str
) -> None:
    _, row, path = one_sent(ops, rep)

    def opened() -> int:
        return int(rep.get(f"records/content_sent/{row['id']}")["opened"])

    outside(path, User_Agent="Slackbot-LinkExpanding 1.0")
    outside(path, Sec_Purpose="prefetch")
    outside(path, Cookie=f"prooftrail={shop}.whatever")
    ops.client.head(path, headers={"User-Agent": "Mozilla/5.0"})
    assert opened() == 0
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: outside(path), range(4)))
    assert opened() == 1
    told = [each for each in rep.told() if row["customer"]["label"] in str(each["title"])]
    assert len(told) == 1
    later = datetime.now(UTC) + timedelta(minutes=31)
    admin.post("dev/clock", {"now": later.isoformat()}, 200)
    try:
        outside(path)
    finally:
        admin.post("dev/clock", {"now": None}, 200)
    seen = rep.get(f"records/content_sent/{row['id']}")
    assert seen["opened"] == 2 and seen["first_opened_at"] < seen["last_opened_at"]
    events = admin.get("events", object="content_sent", record=row["id"])["items"]
    assert [each["action"] for each in events if each["action"] == "content.opened"] == ["content.opened"] * 2


def test_reading_is_counted_for_who_opened_and_no_longer_than_it_can_have_been(
    ops: Api, rep: Api, admin: Api, outside: Outside
) -> None:
    _, row, path = one_sent(ops, rep)
    reader = {"User-Agent": PHONE["User-Agent"]}

    def told(seconds: Any, **headers: str) -> int:
        return ops.client.post(
            f"{path}/read", json={"seconds": seconds}, headers=reader | headers
        ).status_code

    assert told(60) == 200
    assert not rep.get(f"records/content_sent/{row['id']}")["read_seconds"], "nobody has opened it"
    assert 'data-to="' in outside(path).text
    later = datetime.now(UTC) + timedelta(seconds=90)
    admin.post("dev/clock", {"now": later.isoformat()}, 200)
    try:
        assert told(60) == 200 and told(60, **{"User-Agent": "Slackbot-LinkExpanding 1.0"}) == 200
        assert told(300) == 200, "said at once again: nothing has gone by but the slack of clocks"
    finally:
        admin.post("dev/clock", {"now": None}, 200)
    assert 60 <= rep.get(f"records/content_sent/{row['id']}")["read_seconds"] <= 65
    assert [told(each) for each in (0, 301, "60", True, None)] == [422] * 5
    assert ops.client.post(f"{path}x/read", json={"seconds": 5}, headers=reader).status_code == 404


def test_a_link_ends_when_it_is_taken_back_runs_out_or_its_sender_leaves(
    ops: Api, rep: Api, admin: Api, outside: Outside
) -> None:
    _, row, path = one_sent(ops, rep)
    again = link(rep, row["id"])
    assert again != path and outside(again).status_code == 200
    done = rep.act("take_back_content", {}, row["id"])["result"]
    assert done["links"] == 2
    for each in (path, again, "/l/nowhere.x", "/l/x"):
        gone = outside(each)
        assert (gone.status_code, "打不开了" in gone.text) == (404, True)
    rep.post("links", {"object": "content_sent", "record": row["id"]}, 409)
    _, row, path = one_sent(ops, rep)
    admin.post("dev/clock", {"now": (datetime.now(UTC) + timedelta(days=31)).isoformat()}, 200)
    try:
        assert outside(path).status_code == 404
    finally:
        admin.post("dev/clock", {"now": None}, 200)
    assert outside(path).status_code == 200


def test_a_leavers_links_end_with_him(ops: Api, admin: Api, outside: Outside, caller: Any, shop: str) -> None:
    leaver = caller("rep2", shop)
    _, row, path = one_sent(ops, leaver)
    assert outside(path).status_code == 200
    person = row["owner"]["id"]
    today = today_of(admin)
    admin.patch(f"records/person/{person}", {"left_on": today})
    assert outside(path).status_code == 404
    assert admin.get(f"records/content_sent/{row['id']}")["ended_at"]
    admin.patch(f"records/person/{person}", {"left_on": None})


def test_who_opens_too_often_waits(ops: Api, rep: Api, outside: Outside) -> None:
    _, _, path = one_sent(ops, rep)
    answers = [outside(path).status_code for _ in range(121)]
    assert answers[:120] == [200] * 120 and answers[120] == 429


def test_nobody_who_cannot_see_a_sending_makes_a_link_to_it(
    ops: Api, rep: Api, caller: Any, shop: str
) -> None:
    _, row, _ = one_sent(ops, rep)
    manager = caller("legal", shop)
    manager.post("links", {"object": "content_sent", "record": row["id"]}, 404)
    rep.post("links", {"object": "customer", "record": row["customer"]["id"]}, 404)
