"""The public page and what is sent from it: limits, origins, hostile bodies, one lead for one page."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import pytest

from prooftrail.opening import Opened
from prooftrail.platform.schema.design.indexing import build_due
from tests.capture.conftest import PAGE, SITE, Turn, leads, live, opened, path_of, send
from tests.conftest import Api
from tests.design.conftest import define
from tests.routing.conftest import published, rule, team


def test_a_stranger_becomes_a_lead_that_is_given_out_like_any_other(
    ops: Api, admin: Api, client: httpx.Client, turn: Turn
) -> None:
    form = live(ops)
    person = admin.get("records/person", filter=["login", "=", "rep"])["items"][0]["id"]
    published(admin, rule("all", team(person)))
    page, nonce = opened(client, path_of(form))
    assert page.status_code == 200 and "怎么称呼" in page.text and 'lang="zh"' in page.text
    sent = send(client, path_of(form), nonce, name="陈女士", company="甬江冷链", phone="138 1234 5678")
    assert sent.status_code == 200 and "已收到" in sent.text
    (lead,) = leads(admin, form)
    events = admin.get("events", object="lead", record=lead["id"])["items"]
    (event,) = [each for each in events if each["version"] == 1]
    assert event["action"] == "lead.captured" and event["because"]["capture_form"] == form["id"]
    turn()
    (lead,) = leads(ops, form)
    assert (lead["name"], lead["phone"], lead["source"]) == ("陈女士", "13812345678", "web")
    assert lead["owner"]["id"] == person and lead["routing"] == "assigned"
    assert lead["capture_place"]["id"] == form["places"][0]["id"]
    admin.act("retire_distribution", {"about": "lead"})


def test_the_page_speaks_english_and_may_be_shown_by_its_sites_alone(ops: Api, client: httpx.Client) -> None:
    form = live(ops)
    page, _ = opened(client, path_of(form), Accept_Language="en-GB")
    assert "Your name" in page.text and "optional" in page.text
    policy = page.headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' {SITE}") and "script-src 'self'" in policy
    assert page.headers["referrer-policy"] == "same-origin" and "set-cookie" not in page.headers


def test_what_is_missing_or_wrong_is_named_in_the_visitors_language(ops: Api, client: httpx.Client) -> None:
    form = live(ops, consent={"zh": "同意联系我", "en": "You may contact me"})
    sent = send(client, path_of(form), name="<b>陈</b>", phone="打给我")
    assert sent.status_code == 422
    for said in (
        "还没提交：有 2 处要改",
        'value="&lt;b&gt;陈&lt;/b&gt;"',
        "需要先同意",
        "按标出的各项改好再提交",
    ):
        assert said in sent.text
    english = send(client, path_of(form), headers={"Accept-Language": "en"}, consent="true")
    assert "Still missing" in english.text and english.text.count("Still missing") == 2
    asked = {"answers": {"phone": "打给我"}, "nonce": uuid4().hex, "consent": True}
    told = client.post(path_of(form), json=asked, headers={"Accept-Language": "zh"})
    assert told.status_code == 422
    assert told.json()["error"]["fields"].keys() == {"name", "phone"}
    assert leads(ops, form) == []


def test_hostile_text_is_kept_as_harmless_text(ops: Api, client: httpx.Client) -> None:
    form = live(ops)
    nasty = "\u202e<script>alert(1)</script>\x00\x07 陈\r\n二"
    assert send(client, path_of(form), name=nasty, phone="13812345678").status_code == 200
    (lead,) = leads(ops, form)
    assert lead["name"] == "<script>alert(1)</script> 陈 二"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "陈" * 201}, "name"),
        ({"owner": str(uuid4())}, "owner"),
        ({"source": "referral"}, "source"),
        ({"status": "converted"}, "status"),
        ({"x'; drop": "1"}, "x'; drop"),
    ],
)
def test_what_is_too_long_or_was_not_asked_is_refused(
    ops: Api, client: httpx.Client, said: dict[str, str], field: str
) -> None:
    form = live(ops)
    answers = {"name": "陈", "phone": "13812345678", **said}
    told = client.post(path_of(form), json={"answers": answers, "nonce": uuid4().hex})
    assert told.status_code == 422 and field in told.json()["error"]["fields"]
    assert send(client, path_of(form), **answers).status_code == 422
    assert leads(ops, form) == []


def test_what_is_no_form_is_refused_without_a_fault_of_ours(ops: Api, client: httpx.Client) -> None:
    path = path_of(live(ops))
    for body in (b"", b"\xff\xfe", b"a" * 500, b"&" * 3000, b"nonce=x", b"%%%=%%%", b"=&=&=", b"\0" * 9):
        said = {**PAGE, "Content-Type": "application/x-www-form-urlencoded"}
        assert client.post(path, content=body, headers=said).status_code in (400, 422)
    for given in ([], {}, {"answers": 5, "nonce": "n" * 20}, {"answers": {"name": [1]}, "nonce": "n" * 20}):
        assert client.post(path, json=given).status_code in (400, 422)


def test_a_body_too_large_is_413_a_foreign_site_403_and_too_often_429(ops: Api, client: httpx.Client) -> None:
    form = live(ops, limits={"body_kb": 2, "per_address": 3, "per_form": 100})
    path, said = path_of(form), {"name": "陈", "phone": "13812345678"}
    for long in (3_000, 300_000):
        large = send(client, path, **said, background="长" * long)
        assert large.status_code == 413 and "内容太长了" in large.text
    for origin in ("https://elsewhere.example", "null", "http://testserver.evil.example"):
        foreign = send(client, path, **said, headers={"Origin": origin})
        assert foreign.status_code == 403 and "这个网站不能提交" in foreign.text
    assert send(client, path, **said, headers={"Origin": SITE}).status_code == 200
    statuses = [send(client, path, **said).status_code for _ in range(4)]
    assert statuses == [200, 200, 429, 429]
    told = client.post(path, json={"answers": said, "nonce": uuid4().hex})
    assert told.status_code == 429 and int(told.headers["retry-after"]) >= 1
    assert len(leads(ops, form)) == 3


def test_one_form_has_a_limit_of_its_own_whoever_sends(ops: Api, client: httpx.Client) -> None:
    form = live(ops, limits={"per_address": 100, "per_form": 2})
    said = {"name": "陈", "phone": "13812345678"}
    assert [send(client, path_of(form), **said).status_code for _ in range(3)] == [200, 200, 429]


def test_unknown_and_closed_addresses_have_quiet_pages(ops: Api, client: httpx.Client, shop: str) -> None:
    for path in (f"/f/{shop}.nothing", "/f/nowhere.x", "/f/x", "/f/%ff"):
        page, _ = opened(client, path)
        assert page.status_code == 404 and "没有这个表单" in page.text
        assert send(client, path, name="陈").status_code == 404
    assert client.get("/f/%00%ff").status_code == send(client, "/f/%00%ff", name="陈").status_code == 404
    form = live(ops)
    ops.act("close_capture_place", {"place": form["places"][0]["id"]})
    page, _ = opened(client, path_of(form))
    assert page.status_code == 410 and "已经停用" in page.text
    ops.act("close_capture_place", {"place": form["places"][0]["id"], "open": True})
    assert opened(client, path_of(form))[0].status_code == 200
    ops.act("close_capture_form", {"form": form["id"]})
    assert opened(client, path_of(form))[0].status_code == 410
    assert send(client, path_of(form), name="陈", phone="13812345678").status_code == 410
    told = client.post(path_of(form), json={"answers": {}, "nonce": uuid4().hex})
    assert told.json()["error"]["code"] == "form_closed"


def test_one_page_sent_many_times_at_once_is_one_lead(ops: Api, client: httpx.Client) -> None:
    form = live(ops)
    _, nonce = opened(client, path_of(form))

    def once(_: int) -> int:
        return send(client, path_of(form), nonce, name="陈", phone="13812345678").status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(once, range(16))) == {200}
    assert len(leads(ops, form)) == 1


def test_a_page_that_was_refused_may_be_mended_and_sent_again(ops: Api, client: httpx.Client) -> None:
    form = live(ops)
    _, nonce = opened(client, path_of(form))
    assert send(client, path_of(form), nonce, name="陈").status_code == 422
    assert send(client, path_of(form), nonce, name="陈", phone="13812345678").status_code == 200
    assert len(leads(ops, form)) == 1


def test_programs_that_fill_in_what_nobody_sees_are_thanked_and_forgotten(
    ops: Api, client: httpx.Client
) -> None:
    form = live(ops)
    sent = send(client, path_of(form), name="陈", phone="13812345678", contact_url="http://spam.example")
    assert sent.status_code == 200 and "已收到" in sent.text
    assert leads(ops, form) == []


def test_who_is_known_already_reads_the_same(ops: Api, admin: Api, client: httpx.Client) -> None:
    number = f"139{uuid4().int % 10**8:08}"
    ops.post("records/customer", {"name": "明州冷链有限公司", "phone": number})
    form = live(ops)
    sent = [
        send(client, path_of(form), name="陈", phone=number, company="明州冷链有限公司") for _ in range(2)
    ]
    new = send(client, path_of(form), name="陈", phone="13700000001", company="从没听过的公司")
    assert {each.text for each in sent} == {new.text}
    assert len(leads(ops, form)) == 3


def test_a_value_that_must_be_unique_and_is_taken_stands_in_the_background(
    ops: Api, client: httpx.Client, parts: Opened, shop: str
) -> None:
    field = define(ops, "lead", unique=True)["name"]
    build_due(parts.dsn, parts.workspaces, parts.workspaces.directory.find(shop))
    form = live(ops, fields=[{"field": "name"}, {"field": field}])
    sent = [send(client, path_of(form), name="陈", **{field: "REG-1"}) for _ in range(2)]
    assert [each.status_code for each in sent] == [200, 200] and sent[0].text == sent[1].text
    second, first = leads(ops, form)
    assert first[field] == "REG-1" and second[field] is None
    assert second["background"] == f"{field}: REG-1"
