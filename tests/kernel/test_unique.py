"""Unique values and clients' ids: found, raced for, never telling of what one may not see."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from prooftrail.opening import Opened
from tests.conftest import Api
from tests.kernel.kit import code_of, error_of, faults_of, new_id, wait_until_blocked

Aside = Callable[..., "Future[Any]"]
PATH = "records/customer"


def code() -> str:
    return new_id()[-12:]


def test_a_value_in_sight_names_its_record(rep: Api) -> None:
    taken = code()
    first = rep.post(PATH, {"name": "先", "code": taken})
    error = error_of(rep.post(PATH, {"name": "后", "code": taken}, 409))
    assert error["facts"]["record"] == first["id"] and "ask" not in error["facts"]
    other = rep.post(PATH, {"name": "后"})
    assert faults_of(rep.patch(f"{PATH}/{other['id']}", {"code": f" {taken} "}, 409)) == {"code"}
    assert rep.patch(f"{PATH}/{first['id']}", {"code": taken, "phone": "1"})["phone"] == "1"


def test_a_value_out_of_sight_names_only_whom_to_ask(rep: Api, rep2: Api) -> None:
    taken = code()
    hidden = rep2.post(PATH, {"name": "绝密客户", "code": taken})
    said = rep.post(PATH, {"name": "撞", "code": taken}, 409)
    assert hidden["id"] not in str(said) and "绝密" not in str(said) and "林致远" not in str(said)
    error = error_of(said)
    assert error["facts"]["ask"] == "陆远舟" and "陆远舟" in error["remedy"]


def test_the_trash_holds_no_value_until_it_comes_back(admin: Api) -> None:
    taken = code()
    first = admin.post(PATH, {"name": "旧", "code": taken})
    admin.delete(f"{PATH}/{first['id']}")
    second = admin.post(PATH, {"name": "新", "code": taken})
    assert code_of(admin.act("restore_record", {"object": "customer"}, first["id"], 409)) == "duplicate"
    admin.patch(f"{PATH}/{second['id']}", {"code": None})
    admin.act("restore_record", {"object": "customer"}, first["id"])
    assert admin.get(f"{PATH}/{first['id']}")["code"] == taken


def test_blank_is_no_value(rep: Api) -> None:
    for said in (None, "", "  "):
        assert rep.post(PATH, {"name": "空", "code": said})["code"] is None


def test_a_race_ends_in_409(parts: Opened, kernel: str, rep: Api, inside: Any, aside: Aside) -> None:
    taken, other = code(), rep.post(PATH, {"name": "改"})
    with inside(kernel) as work:
        work.records.create("customer", {"name": "先到", "code": taken})
        calls = [
            aside(rep.call, "POST", PATH, {"name": "后到", "code": taken}),
            aside(rep.call, "PATCH", f"{PATH}/{other['id']}", {"code": taken}),
        ]
        wait_until_blocked(parts, 2)
    for call in calls:
        assert (call.result().status_code, code_of(call.result().json())) == (409, "duplicate")
        assert faults_of(call.result().json()) == {"code"}


def test_a_race_whose_winner_gives_up_is_won(
    parts: Opened, kernel: str, rep: Api, inside: Any, aside: Aside
) -> None:
    taken = code()
    with pytest.raises(RuntimeError), inside(kernel) as work:
        work.records.create("customer", {"name": "先到", "code": taken})
        call = aside(rep.call, "POST", PATH, {"name": "后到", "code": taken})
        wait_until_blocked(parts)
        raise RuntimeError("gave up")
    assert call.result().status_code == 201


def test_many_at_once_one_wins(rep: Api, rep2: Api, aside: Aside) -> None:
    taken = code()
    calls = [aside(api.call, "POST", PATH, {"name": "抢", "code": taken}) for api in (rep, rep2) * 4]
    statuses = sorted(each.result().status_code for each in calls)
    assert statuses == [201] + [409] * 7


def test_a_clients_id_is_kept_and_cannot_be_taken_again(rep: Api) -> None:
    id = new_id()
    assert rep.post(PATH, {"id": id, "name": "自带"})["id"] == id
    said = rep.post(PATH, {"id": id.upper(), "name": "再来"}, 409)
    assert code_of(said) == "id_taken"
    assert rep.get(f"{PATH}/{id}")["name"] == "自带"


def test_an_id_out_of_scope_in_the_trash_or_of_another_object_tells_nothing(
    rep: Api, rep2: Api, admin: Api
) -> None:
    hidden = rep2.post(PATH, {"name": "别人的"})["id"]
    trashed = admin.post(PATH, {"name": "扔掉的"})["id"]
    admin.delete(f"{PATH}/{trashed}")
    deal = rep2.post("records/deal", {"name": "别人的单"})["id"]
    mine = rep.post(PATH, {"name": "我的"})["id"]
    said = [rep.post(PATH, {"id": id, "name": "撞"}, 409) for id in (hidden, trashed, deal, mine)]
    assert all(each == said[0] for each in said)
    ops = [{"op": "create", "id": id, "data": {"name": "撞"}} for id in (hidden, deal)]
    results = rep.post(f"{PATH}/bulk", {"mode": "each", "ops": ops}, 200)["results"]
    assert results == [said[0], said[0]]
    for id in (hidden, deal):
        rep.get("events", 404, record=id)


def test_a_race_for_an_id_ends_in_409(rep: Api, rep2: Api, aside: Aside) -> None:
    id = new_id()
    calls = [aside(api.call, "POST", PATH, {"id": id, "name": "抢"}) for api in (rep, rep2) * 3]
    assert sorted(each.result().status_code for each in calls) == [201] + [409] * 5
    assert {code_of(c.result().json()) for c in calls if c.result().status_code == 409} == {"id_taken"}


@pytest.mark.parametrize(
    "id", ["x", 5, [], {}, True, "0" * 36, "\x00", "01a1ffcd-bc1c-79cb-ac24-993cff988ce"]
)
def test_what_is_no_id_is_422(rep: Api, id: Any) -> None:
    assert faults_of(rep.post(PATH, {"id": id, "name": "x"}, 422)) == {"id"}


@pytest.mark.parametrize("id", ["x", "%00", "..", "0" * 36, "1", "%F0%9F%98%80", "null", "' or 1=1 --"])
def test_an_address_that_is_no_id_is_404(rep: Api, id: str) -> None:
    for method in ("GET", "PATCH", "DELETE"):
        answer = rep.call(method, f"{PATH}/{id}", {} if method == "PATCH" else None)
        assert answer.status_code in (404, 405), (method, answer.text)
