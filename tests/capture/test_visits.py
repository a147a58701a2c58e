"""Visits to the company's site: only after consent, only of its own pages, gone when taken back or old."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from prooftrail.opening import Opened
from prooftrail.platform.work import Work
from prooftrail.sales.capture import visiting, visits_of
from tests.capture.conftest import SITE, Form, leads, live, path_of, send
from tests.conftest import Api

Inside = Callable[..., AbstractContextManager[Work]]


@pytest.fixture(scope="module")
def form(ops: Api) -> Iterator[Form]:
    """A form whose site tells of its visitors."""
    yield live(ops)


def tell(client: httpx.Client, form: Form, origin: str | None = SITE, **said: Any) -> httpx.Response:
    """One word of the snippet's."""
    headers = {"Content-Type": "text/plain", **({"Origin": origin} if origin else {})}
    return client.post(f"/t/{form['places'][0]['token']}", content=json.dumps(said), headers=headers)


def look(visitor: str, path: str = "/products/", **more: Any) -> dict[str, Any]:
    """A look at a page."""
    return {"consent": True, "visitor": visitor, "view": uuid4().hex[:16], "path": path,
            "title": "产品", "referrer": "www.search.example", "seconds": 0, **more}  # fmt: skip


def test_visits_come_to_the_lead_their_visitor_becomes(
    ops: Api, rep2: Api, client: httpx.Client, form: Form, inside: Inside, shop: str
) -> None:
    visitor = uuid4().hex
    first = look(visitor, "/products/?name=chen#x")
    for said in (first, first | {"seconds": 41}, look(visitor, "/cases/"), look(visitor, "/products/")):
        assert tell(client, form, **said).json() == {"kept": True}
    assert send(client, path_of(form), visitor=visitor, name="陈", phone="13812345678").status_code == 200
    tell(client, form, **look(visitor, "/contact/"))
    lead = leads(ops, form)[0]["id"]
    shown = ops.act("show_visits", {}, lead)["result"]
    assert (shown["count"], shown["pages"]) == (4, 3)
    (kept,) = [each for each in shown["items"] if each["seconds"] == 41]
    assert (kept["path"], kept["title"], kept["referrer"]) == ("/products/", "产品", "www.search.example")
    with inside(shop) as work:
        found = visits_of(work, [UUID(lead), uuid4()])
    assert list(found) == [UUID(lead)] and (found[UUID(lead)].count, found[UUID(lead)].pages) == (4, 3)
    rep2.act("show_visits", {}, lead, status=404)


def test_a_lead_has_the_visits_of_those_it_took_over(ops: Api, client: httpx.Client, form: Form) -> None:
    visitor = uuid4().hex
    for path in ("/a", "/b"):
        tell(client, form, **look(visitor, path))
    for name in ("甲", "乙"):
        send(client, path_of(form), visitor=visitor, name=name, phone="13812345678")
    second, first = (each["id"] for each in leads(ops, form)[:2])
    other = ops.post("records/lead", {"name": "丙", "source": "other"})["id"]
    for loser in (first, second):
        done = ops.act("merge", {"object": "lead", "loser": loser}, other)["result"]
    assert ops.act("show_visits", {}, other)["result"]["count"] == 2
    ops.act("undo_merge", {"merge": done["merge"]})
    assert ops.act("show_visits", {}, second)["result"]["count"] == 2


def test_without_consent_or_from_elsewhere_nothing_is_kept(client: httpx.Client, form: Form) -> None:
    visitor = uuid4().hex
    for said in ({"consent": False}, {"consent": "yes"}, {"consent": None}):
        refused = tell(client, form, **look(visitor) | said)
        assert refused.status_code == 422 and refused.json()["error"]["code"] == "consent_needed"
    for origin in (None, "null", "https://elsewhere.example"):
        refused = tell(client, form, origin, **look(visitor))
        assert refused.status_code == 403 and refused.json()["error"]["code"] == "origin_not_listed"
    assert tell(client, form, withdraw=True, visitor=visitor).json() == {"gone": 0}


def test_consent_taken_back_deletes_everything(ops: Api, client: httpx.Client, form: Form) -> None:
    visitor = uuid4().hex
    for path in ("/a", "/b"):
        tell(client, form, **look(visitor, path))
    send(client, path_of(form), visitor=visitor, name="林", phone="13812345678")
    lead = leads(ops, form)[0]["id"]
    assert ops.act("show_visits", {}, lead)["result"]["count"] == 2
    assert tell(client, form, withdraw=True, visitor=visitor).json() == {"gone": 2}
    assert ops.act("show_visits", {}, lead)["result"] == {"count": 0, "pages": 0, "items": []}


def test_old_visits_go_and_new_ones_stay(
    ops: Api, client: httpx.Client, form: Form, inside: Inside, parts: Opened, shop: str
) -> None:
    old, fresh = uuid4().hex, uuid4().hex
    for visitor in (old, fresh):
        tell(client, form, **look(visitor, "/old/" if visitor == old else "/"))
    tell(client, form, **look(fresh, "/old/"))
    with inside(shop) as work:
        before = work.now - timedelta(days=work.settings.value("capture.visit_days"), seconds=1)
        work.execute(f"update {work.place.schema}._visit set at = %s where path = '/old/'", [before])
        assert (at := visiting.due(work)) is not None and at <= work.now
    assert visiting.sweep(parts.ground, parts.workspaces.directory.find(shop)) is False
    with inside(shop) as work:
        assert (at := visiting.due(work)) is None or at > work.now
        counted = f"select looks from {work.place.schema}._visitor where id = sha256(%s)"
        assert work.execute(counted, [fresh.encode()]).fetchone() == (1,)
    assert tell(client, form, withdraw=True, visitor=old).json() == {"gone": 0}
    assert tell(client, form, withdraw=True, visitor=fresh).json() == {"gone": 1}


def test_what_is_too_long_too_often_too_much_or_wrong_is_refused(
    admin: Api, client: httpx.Client, form: Form
) -> None:
    visitor = uuid4().hex
    assert tell(client, form, **look(visitor, title="长" * 5_000)).status_code == 413
    for wrong in ({"visitor": "x"}, {"view": 5}, {"path": "no"}, {"seconds": -1}, {"title": 5}, {"more": 1}):
        refused = tell(client, form, **look(visitor) | wrong)
        assert refused.status_code == 422 and list(refused.json()["error"]["fields"]) == [*wrong]
    for body in ("", "[]", "x", "\x00"):
        said = client.post(f"/t/{form['places'][0]['token']}", content=body, headers={"Origin": SITE})
        assert said.status_code in (400, 422)
    admin.act("change_setting", {"key": "capture.most_visits", "value": 2})
    kept = [tell(client, form, **look(visitor)).json()["kept"] for _ in range(3)]
    assert kept == [True, True, False]
    admin.act("reset_setting", {"key": "capture.most_visits"})
    admin.act("change_setting", {"key": "capture.visits_per_minute", "value": 1})
    assert tell(client, form, **look(visitor)).status_code == 429
    admin.act("reset_setting", {"key": "capture.visits_per_minute"})


def test_a_lead_that_is_gone_for_good_belongs_to_no_visitor(
    admin: Api, client: httpx.Client, form: Form, inside: Inside, shop: str
) -> None:
    visitor = uuid4().hex
    tell(client, form, **look(visitor))
    send(client, path_of(form), visitor=visitor, name="周", phone="13812345678")
    lead = UUID(leads(admin, form)[0]["id"])
    with inside(shop) as work:
        assert visits_of(work, [lead])
        from prooftrail.platform.records import Change

        work.records.apply([Change("delete", "lead", lead)])
        work.records.apply([Change("remove", "lead", lead)])
        assert not visits_of(work, [lead])
