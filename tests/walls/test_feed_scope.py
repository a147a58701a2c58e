"""The feed tells each reader of what he could see before or after a change, and of nothing else."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from prooftrail.platform.events.position import Position, read_cursor
from tests.conftest import Api, Callers


@pytest.fixture
def login(demo: str, caller: Callers) -> Callers:
    return caller


def items(api: Api, since: str, **how: Any) -> list[dict[str, Any]]:
    """Everything the caller is told after a cursor."""
    found: list[dict[str, Any]] = []
    while True:
        page = api.get("events", after=since, limit=100, **how)
        assert page["next"]
        found += page["items"]
        if page["next"] == since:
            return found
        since = page["next"]


def end(api: Api) -> str:
    """The cursor after which nothing has happened yet."""
    cursor = ""
    while True:
        page = api.get("events", limit=500, **({"after": cursor} if cursor else {}))
        if page["next"] == cursor:
            return cursor
        cursor = page["next"]


def actions(found: list[dict[str, Any]], record: str) -> list[str]:
    return [each["action"] for each in found if each["record"] == record]


def person(inside: Callable[..., Any], login: str) -> UUID:
    with inside() as work:
        row = work.execute(
            f"select person from {work.place.schema}._account where login = %s", [login]
        ).fetchone()
        return UUID(str(row[0]))


def make(api: Api, **values: Any) -> dict[str, Any]:
    return dict(api.post("records/customer", {"name": f"宁波{uuid4().hex[:8]}冷链", **values}))


def test_a_rep_reads_his_own_events_and_nobody_elses(login: Callers) -> None:
    rep, rep2, manager, director = (login(name) for name in ("rep", "rep2", "manager", "director"))
    marks = {api.login: end(api) for api in (rep, rep2, manager, director)}
    made = make(rep, phone="0574-1")
    rep.patch(f"records/customer/{made['id']}", {"phone": "0574-2"})
    for api in (rep, manager, director):
        found = items(api, marks[api.login])
        assert actions(found, made["id"]) == ["record.created", "record.updated"], api.login
        assert found[-1]["changes"]["phone"] == ["0574-1", "0574-2"]
    assert actions(items(rep2, marks["rep2"]), made["id"]) == []


def test_a_record_given_away_leaves_a_tombstone_without_values(
    login: Callers, inside: Callable[..., Any]
) -> None:
    rep, rep2, director = login("rep"), login("rep2"), login("director")
    ops = login("ops")
    marks = {api.login: end(api) for api in (rep, rep2, director)}
    made = make(rep, phone="0574-111")
    given = {"owner": str(person(inside, "rep2")), "phone": "0574-222"}
    ops.patch(f"records/customer/{made['id']}", given)
    ops.patch(f"records/customer/{made['id']}", {"phone": "0574-333"})
    lost = [each for each in items(rep, marks["rep"]) if each["record"] == made["id"]]
    assert [each["action"] for each in lost] == ["record.created", "scope.left"]
    assert lost[1]["changes"] == {} and lost[1]["because"] is None
    assert "0574-222" not in str(lost) and "0574-333" not in str(lost)
    assert actions(items(rep2, marks["rep2"]), made["id"]) == ["record.updated", "record.updated"]
    assert (
        actions(items(director, marks["director"]), made["id"]) == ["record.created"] + ["record.updated"] * 2
    )


def test_children_are_told_of_through_their_parent(login: Callers, inside: Callable[..., Any]) -> None:
    rep, rep2, ops = login("rep"), login("rep2"), login("ops")
    mine, theirs = make(rep), make(rep2)
    mark, mark2 = end(rep), end(rep2)
    contact = ops.post("records/contact", {"name": "王工", "customer": mine["id"], "phone": "139-1"})
    ops.patch(f"records/contact/{contact['id']}", {"customer": theirs["id"], "phone": "139-2"})
    ops.patch(f"records/contact/{contact['id']}", {"phone": "139-3"})
    lost = [each for each in items(rep, mark) if each["record"] == contact["id"]]
    assert [each["action"] for each in lost] == ["scope.left"] and "139-" not in str(lost)
    seen = [each for each in items(rep2, mark2) if each["record"] == contact["id"]]
    assert [each["action"] for each in seen] == ["record.created", "record.updated", "record.updated"]
    rep2.delete(f"records/customer/{theirs['id']}", 403)
    ops.delete(f"records/customer/{theirs['id']}")
    seen = [each for each in items(rep2, mark2) if each["record"] == contact["id"]]
    assert seen[-1]["action"] == "record.deleted"
    assert seen[-1]["because"] == {"parent": {"object": "customer", "id": theirs["id"]}}


def test_shares_bring_a_record_in_and_take_it_out(login: Callers, inside: Callable[..., Any]) -> None:
    rep, rep2 = login("rep"), login("rep2")
    made = make(rep, phone="0574-9")
    mark = end(rep2)
    share = {"object": "customer", "person": str(person(inside, "rep2"))}
    rep.act("share_record", share, made["id"])
    assert "record.shared" in actions(items(rep2, mark), made["id"])
    rep.patch(f"records/customer/{made['id']}", {"phone": "0574-10"})
    assert actions(items(rep2, mark), made["id"])[-1] == "record.updated"
    before = end(rep2)
    rep.act("share_record", {**share, "remove": True}, made["id"])
    rep.patch(f"records/customer/{made['id']}", {"phone": "0574-11"})
    after = [each for each in items(rep2, before) if each["record"] == made["id"]]
    assert [each["action"] for each in after] == ["scope.left"] and "0574" not in str(after)


def test_hidden_fields_are_absent_and_reasons_say_nothing_of_them(login: Callers) -> None:
    rep, presales, finance = login("rep"), login("presales"), login("finance")
    customer = make(rep)
    mark = end(presales)
    deal = rep.post("records/deal", {"name": "四号库", "customer": customer["id"], "amount": "7654321.00"})
    told = [each for each in items(presales, mark) if each["record"] == deal["id"]]
    assert told and "amount" not in told[0]["changes"] and "7654321" not in str(told)
    assert "7654321" in str(items(finance, mark))


def test_what_is_about_no_record_is_told_to_administrators_only(login: Callers) -> None:
    admin, director, manager = login("admin"), login("director"), login("manager")
    marks = {api.login: end(api) for api in (admin, director, manager)}
    login("rep")  # makes a key
    for api, sees in ((admin, True), (director, True), (manager, False)):
        found = [each["action"] for each in items(api, marks[api.login])]
        assert ("key.created" in found) is sees, api.login


def test_a_role_without_rights_reads_an_empty_feed(login: Callers) -> None:
    store = login("store", scopes=["nothing:read"])
    page = store.get("events")
    assert page["items"] == [] and page["next"]


def test_the_history_of_one_record_needs_it_in_scope(login: Callers) -> None:
    rep, rep2 = login("rep"), login("rep2")
    made = make(rep)
    assert actions(rep.get("events", record=made["id"])["items"], made["id"]) == ["record.created"]
    refused = rep2.get("events", 404, record=made["id"])
    assert refused == rep2.get("events", 404, record=str(uuid4()))


def test_newest_first_goes_back_to_the_beginning_in_pages(login: Callers, inside: Callable[..., Any]) -> None:
    rep, tx = login("rep"), 0
    while tx < 1000:  # past a power of ten, where numbers and their text sort differently
        with inside() as work:
            tx = int(work.execute("select pg_current_xact_id()::text").fetchone()[0])
    make(rep)
    forward, back, cursor = [], [], None
    for order, found in (("oldest", forward), ("newest", back)):
        cursor = None
        while True:
            page = rep.get("events", limit=400, order=order, **({"after": cursor} if cursor else {}))
            found += [each["cursor"] for each in page["items"]]
            if page["next"] == cursor or not (page["items"] or order == "oldest"):
                break
            cursor = page["next"]
    assert forward == back[::-1] and len(set(forward)) == len(forward) > 100
    places = [read_cursor(each) for each in forward]
    assert places == sorted(places), "transactions are numbers, not text"


def test_cursors_of_another_epoch_or_past_the_end_are_expired(login: Callers) -> None:
    rep = login("rep")
    for place in (Position(99, 1, 1), Position(1, 2**60, 1)):
        assert rep.get("events", 409, after=place.cursor())["error"]["code"] == "cursor_expired"
    for said in ("x", "////", Position(1, 1, 1).cursor() + "A"):
        assert rep.get("events", 422, after=said)["error"]["code"] == "bad_cursor"
