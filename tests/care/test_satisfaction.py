"""The question behind a link: one a visit, one answer a link, a low score that becomes a complaint."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.care.conftest import Outside, a_customer, a_visit, asked, items, link, row
from tests.conftest import Api
from tests.kernel.kit import at_once


def test_a_stranger_answers_once_and_sees_thanks(rep: Api, admin: Api, outside: Outside) -> None:
    question = asked(rep)
    path = link(rep, question)
    page = outside(path)
    assert page.status_code == 200 and "这次服务您满意吗" in page.text and "顾晓棠" in page.text
    assert "看现场" not in page.text, "what the rep wrote stays inside"
    assert "<script" not in page.text and "set-cookie" not in page.headers
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "form-action 'self'" in policy
    english = outside(path, Accept_Language="en-GB").text
    assert "Were you content" in english and "满意" not in english
    missed = outside(f"{path}/answer", {"comment": "好"})
    assert missed.status_code == 422 and "请先选一个分数" in missed.text
    done = outside(f"{path}/answer", {"score": "5", "comment": "很专业\r\n谢谢"})
    assert (done.status_code, done.headers["location"]) == (303, path)
    assert "谢谢您的回答" in outside(path).text
    mine = row(rep, "satisfaction", question)
    assert (mine["state"], mine["score"], mine["comment"], mine["low"]) == (
        "answered",
        5,
        "很专业\n谢谢",
        False,
    )
    again = outside(f"{path}/answer", {"score": "1"})
    assert again.status_code == 409 and "已经回答过" in again.text
    assert row(rep, "satisfaction", question)["score"] == 5 and mine["complaint"] is None
    assert rep.post("links", {"object": "satisfaction", "record": question}, 409)["error"]["code"] == (
        "question_over"
    )


def test_one_answer_however_many_come_at_once(rep: Api, outside: Outside) -> None:
    question = asked(rep)
    paths = [link(rep, question), link(rep, question)]
    scores = iter("12345123")

    def answer() -> int:
        score = next(scores)
        return outside(f"{paths[int(score) % 2]}/answer", {"score": score}).status_code

    assert sorted(at_once(6, answer)) == [303, 409, 409, 409, 409, 409]
    assert row(rep, "satisfaction", question)["state"] == "answered"


def test_a_low_score_becomes_a_complaint(rep: Api, rep2: Api, admin: Api, outside: Outside) -> None:
    question = asked(rep)
    answer = outside(f"{link(rep, question)}/answer", {"score": "1", "comment": "等了三天没人来"})
    assert answer.status_code == 303
    mine = row(rep, "satisfaction", question)
    complaint = row(rep, "complaint", mine["complaint"]["id"])
    assert mine["low"] is True and complaint["origin_kind"] == "satisfaction"
    assert complaint["severity"] == "high" and "等了三天没人来" in complaint["story"]
    assert [each["level"] for each in items(admin, complaint["id"])] == ["red"]
    assert rep2.call("GET", f"records/satisfaction/{question}").status_code == 404
    rep2.post("links", {"object": "satisfaction", "record": question}, 404)
    rows = admin.post("metrics/satisfaction_mean/query", {}, 200)["rows"]
    assert 1 <= float(rows[0]["value"]) <= 5
    for key in ("satisfaction_response", "satisfaction_low"):
        assert admin.post(f"metrics/{key}/query", {}, 200)["rows"], key


def test_one_question_a_visit_and_none_too_soon(rep: Api, ops: Api) -> None:
    customer = a_customer(rep)
    visit = a_visit(rep, customer)
    first = asked(rep, visit)
    assert rep.act("ask_satisfaction", {"object": "activity"}, visit)["result"] == {
        "satisfaction": first, "again": True, "lately": False, "mailed": False,
    }  # fmt: skip
    refused = rep.act("ask_satisfaction", {"object": "activity"}, a_visit(rep, customer), status=409)["error"]
    assert refused["code"] == "asked_lately" and refused["remedy"]
    call = {"type": "call", "customer": a_customer(rep), "topic": "报价答疑", "next_step": "上门"}
    made = rep.act("log_activity", call)["result"]["activity"]
    refused = rep.act("ask_satisfaction", {"object": "activity"}, made, status=409)["error"]
    assert refused["code"] == "not_to_be_asked"
    rep.act("ask_satisfaction", {"object": "activity"}, status=422)
    refused = rep.post("records/satisfaction", {"title": "自己写"}, 403)["error"]
    assert refused["code"] == "may_not_create"


def test_a_link_ends_and_the_question_is_closed(rep: Api, admin: Api, outside: Outside) -> None:
    question = asked(rep)
    path = link(rep, question)
    admin.post("dev/clock", {"now": (datetime.now(UTC) + timedelta(days=15)).isoformat()}, 200)
    try:
        assert outside(path).status_code == 404
        assert outside(f"{path}/answer", {"score": "5"}).status_code == 404
        assert row(rep, "satisfaction", question)["state"] == "expired"
    finally:
        admin.post("dev/clock", {"now": None}, 200)


def test_json_is_taken_and_bad_answers_are_refused(rep: Api, client: Any, outside: Outside) -> None:
    path = link(rep, asked(rep))
    for bad in ({"score": 6}, {"score": "5"}, {"score": True}, {}, {"score": 3, "comment": "x" * 1_001}):
        answer = client.post(f"{path}/answer", json=bad)
        assert answer.status_code == 422 and answer.json()["error"]["message"], bad
    assert client.post(f"{path}/answer", content=b"{").status_code in (400, 422)
    assert client.post(f"{path}x/answer", json={"score": 3}).status_code == 404
    assert client.post(f"{path}/answer", json={"score": 3}).json() == {"score": 3}
    assert client.post(f"{path}/answer", json={"score": 3}).json()["error"]["code"] == "question_answered"


def test_who_answers_too_often_waits(rep: Api, outside: Outside) -> None:
    path = link(rep, asked(rep))
    answers = [outside(f"{path}/answer", {"comment": ""}).status_code for _ in range(121)]
    assert set(answers[:120]) == {422} and answers[120] == 429
