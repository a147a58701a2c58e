"""The stream tells each reader at once of what he may know, and of nothing else."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from prooftrail.opening import Opened
from prooftrail.platform.events.concern import interest, news_after
from prooftrail.platform.events.feed import watermark
from prooftrail.platform.people.accounts import token_hash
from prooftrail.platform.work import Caller
from tests.conftest import Callers
from tests.walls.conftest import Listen, eventually
from tests.walls.test_feed_scope import end, make, person


@pytest.fixture
def login(demo: str, caller: Callers) -> Callers:
    return caller


def about(record: str) -> Callable[[dict[str, Any]], bool]:
    return lambda item: item.get("record") == record


def test_changes_arrive_in_scope_and_in_order(login: Callers, listen: Listen) -> None:
    rep, rep2, manager = login("rep"), login("rep2"), login("manager")
    streams = {api.login: listen(api.key) for api in (rep, rep2, manager)}
    theirs, mine = make(rep2), make(rep)
    rep.patch(f"records/customer/{mine['id']}", {"phone": "0574-5"})
    for name in ("rep", "manager"):
        told = streams[name].until(lambda item: item.get("record") == mine["id"] and item["version"] == 2)
        told = [each for each in told if each.get("record") in (mine["id"], theirs["id"])]
        assert [(each["record"], each["version"], each["action"]) for each in told] == [
            (mine["id"], 1, "record.created"), (mine["id"], 2, "record.updated"),
        ]  # fmt: skip
    told = streams["rep2"].until(about(theirs["id"]))
    assert not any(each.get("record") == mine["id"] for each in told)


def test_a_reader_goes_on_where_he_was_cut_off(login: Callers, listen: Listen) -> None:
    rep = login("rep")
    mark = end(rep)
    first, second = make(rep), make(rep)
    told = listen(rep.key, last_event_id=mark).until(about(second["id"]))
    assert [each["record"] for each in told if each["record"]] == [first["id"], second["id"]]
    again = listen(rep.key, last_event_id=told[-2]["id"]).until(about(second["id"]))
    assert [each["record"] for each in again] == [second["id"]]


def test_a_record_that_leaves_his_sight_is_told_as_gone(
    login: Callers, listen: Listen, inside: Callable[..., Any]
) -> None:
    rep, ops = login("rep"), login("ops")
    mine = make(rep)
    heard = listen(rep.key)
    ops.patch(f"records/customer/{mine['id']}", {"owner": str(person(inside, "rep2"))})
    ops.patch(f"records/customer/{mine['id']}", {"phone": "0574-77"})
    marker = make(rep)
    told = [each for each in heard.until(about(marker["id"])) if each["record"] == mine["id"]]
    assert [each["action"] for each in told] == ["scope.left"]


def test_children_and_shares_wake_their_readers(
    login: Callers, listen: Listen, inside: Callable[..., Any]
) -> None:
    rep, rep2, ops = login("rep"), login("rep2"), login("ops")
    mine = make(rep)
    heard, heard2 = listen(rep.key), listen(rep2.key)
    contact = ops.post("records/contact", {"name": "李工", "customer": mine["id"]})
    heard.until(about(contact["id"]))
    rep.act("share_record", {"object": "customer", "person": str(person(inside, "rep2"))}, mine["id"])
    heard2.until(about(mine["id"]))
    heard2.until(lambda item: item["event"] == "rights")
    ops.patch(f"records/contact/{contact['id']}", {"title": "总工"})
    heard2.until(lambda item: item.get("record") == contact["id"] and item["version"] == 2)


def test_who_may_not_follow_is_refused_before_the_first_byte(
    wire: httpx.Client, login: Callers, listen: Listen
) -> None:
    assert wire.get("/api/v1/stream").status_code == 401
    key = login("rep").key
    foreign = "pt_nowhere_" + key[-43:]
    assert wire.get("/api/v1/stream", headers={"authorization": f"Bearer {foreign}"}).status_code == 401
    for cursor, status in (("nonsense", 422), ("OTkuMS4x", 409)):
        assert listen(key, last_event_id=cursor).status == status
    many = [listen(key) for _ in range(21)]
    assert [each.status for each in many] == [200] * 20 + [429]


def test_many_streams_leave_the_server_its_breath(
    login: Callers, listen: Listen, wire: httpx.Client, application: FastAPI
) -> None:
    """A hundred readers wait on four threads, and ordinary requests go on beside them."""
    reps = [login(name) for name in ("rep", "rep2", "sunhao", "wuhan", "hongmingda")]
    heard = [(api, listen(api.key)) for api in reps for _ in range(20)]
    assert all(each.status == 200 for _, each in heard)
    headers = {"authorization": f"Bearer {reps[0].key}"}
    for _ in range(10):
        assert wire.get("/api/v1/records/customer?limit=5", headers=headers, timeout=5).status_code == 200
    mine = make(reps[0])
    for api, each in heard:
        if api is reps[0]:
            each.until(about(mine["id"]))
    assert len(application.state.services.listening._threads._threads) <= 4


def test_news_does_not_wake_whom_it_cannot_concern(
    login: Callers, parts: Opened, inside: Callable[..., Any]
) -> None:
    """Otherwise every open stream would ask the database about every change."""
    rep, rep2 = login("rep"), login("rep2")
    with inside() as work:
        since = watermark(work)[1]
    mine = make(rep)
    contact = login("ops").post("records/contact", {"name": "周工", "customer": mine["id"]})
    with inside() as work:
        news = news_after(work, since, watermark(work)[0])[1]
        assert news is not None and {each.object for each in news} >= {"customer", "contact"}
    about_it = [each for each in news if each.object in ("customer", "contact")]
    for api, wants in ((rep, True), (rep2, False), (login("manager"), True), (login("presales"), True)):
        with parts.workspaces.begin("demo", Caller(token=token_hash(api.key))) as work:
            sees = interest(work)
            assert [sees.wants(each) for each in about_it] == [wants] * len(about_it), (api.login, contact)


def test_a_seat_is_given_back_by_who_hangs_up(login: Callers, listen: Listen, application: FastAPI) -> None:
    rep = login("rep")
    one, other = listen(rep.key), listen(rep.key)
    seats, token = application.state.services.listening._seats, token_hash(rep.key)
    assert sum(seat.token == token for seat in seats) == 2
    one.close()
    made = make(rep)
    other.until(about(made["id"]))
    eventually(lambda: sum(seat.token == token for seat in list(seats)) == 1)
