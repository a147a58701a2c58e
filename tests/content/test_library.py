"""The library: versions, what may be sent, who may see it."""

from tests.conftest import Api, Callers
from tests.content.conftest import content, customer, send, sent, version
from tests.kernel.kit import code_of, faults_of


def test_versions_are_numbered_and_the_newest_is_current(ops: Api) -> None:
    one = content(ops)
    first = ops.get(f"records/content_version/{one['current']['id']}")
    assert (first["number"], first["name"]) == (1, f"{one['title']} V1") and first["since"]
    second = version(ops, one["id"], "第二版")
    assert second["number"] == 2
    assert ops.get(f"records/content/{one['id']}")["current"]["id"] == second["id"]
    ops.delete(f"records/content_version/{second['id']}")
    assert ops.get(f"records/content/{one['id']}")["current"]["id"] == first["id"]


def test_what_has_no_version_is_not_in_force_and_what_holds_nothing_is_no_version(ops: Api) -> None:
    bare = ops.post("records/content", {"title": "空的"})
    assert bare["state"] == "draft"
    answer = ops.patch(f"records/content/{bare['id']}", {"state": "in_force"}, 422)
    assert code_of(answer) == "content_without_version"
    assert faults_of(ops.post("records/content_version", {"content": bare["id"]}, 422)) == {"files"}
    ops.post("records/content_version", {"content": bare["id"], "url": "https://example.com/video"})
    ops.patch(f"records/content/{bare['id']}", {"state": "in_force"})


def test_a_rep_reads_the_library_and_does_not_write_it(ops: Api, rep: Api) -> None:
    one = content(ops)
    assert rep.get(f"records/content/{one['id']}")["title"] == one["title"]
    rep.patch(f"records/content/{one['id']}", {"title": "我的"}, 403)
    assert code_of(rep.post("records/content_sent", {"title": "x"}, 403)) == "may_not_create"
    assert code_of(ops.post("records/content_sent", {}, 403)) == "may_not_create"


def test_sending_says_what_went_to_whom_and_why(ops: Api, rep: Api, caller: Callers, shop: str) -> None:
    one, buyer = content(ops), customer(rep)
    deal = rep.post("records/deal", {"name": "冷库改造", "customer": buyer["id"]})
    done = send(rep, buyer["id"], one["id"], deal=deal["id"])
    (row,) = sent(rep, buyer["id"])
    assert done["sent"] == [{"object": "content_sent", "id": row["id"], "version": 1}]
    assert row["content"]["id"] == one["id"] and row["content_version"]["id"] == one["current"]["id"]
    assert (row["deal"]["id"], row["channel"], row["cause"]) == (deal["id"], "link", None)
    assert row["sent_by"] == row["owner"] and row["opened"] == 0 and row["expires_at"]
    assert caller("rep2", shop).call("GET", f"records/content_sent/{row['id']}").status_code == 404


def test_what_is_out_of_sight_not_in_force_or_of_another_customer_is_refused(ops: Api, rep: Api) -> None:
    one, mine, other = content(ops), customer(rep), customer(ops)
    said = {"contents": [one["id"]], "customer": other["id"]}
    rep.act("send_content", said, status=404)
    deal = ops.post("records/deal", {"name": "别家的", "customer": other["id"]})
    wrong = {"contents": [one["id"]], "customer": mine["id"], "deal": deal["id"]}
    assert faults_of(ops.act("send_content", wrong, status=422)) == {"deal"}
    both = {"contents": [one["id"]], "pack": "x", "customer": mine["id"]}
    assert faults_of(rep.act("send_content", both, status=422)) == {"contents"}
    ops.patch(f"records/content/{one['id']}", {"state": "retired"})
    answer = rep.act("send_content", {"contents": [one["id"]], "customer": mine["id"]}, status=422)
    assert code_of(answer) == "nothing_to_send" and not sent(rep, mine["id"])


def test_a_pack_is_what_suits_the_customer_in_one_sending(ops: Api, rep: Api) -> None:
    pack = "首访包一"
    for more in ({}, {"industries": ["dairy"]}, {"industries": ["meat"]}):
        content(ops, pack=pack, **more)
    buyer = customer(rep, industry="dairy")
    done = rep.act("send_content", {"pack": pack, "customer": buyer["id"]})["result"]
    rows = sent(rep, buyer["id"])
    assert len(rows) == len(done["sent"]) == 2 and {row["sending"] for row in rows} == {done["sending"]}


def test_what_went_under_a_key_does_not_go_again_even_where_it_was_deleted(ops: Api, rep: Api) -> None:
    one, buyer = content(ops), customer(rep)
    first = send(rep, buyer["id"], one["id"], dedupe="welcome")
    again = send(rep, buyer["id"], one["id"], dedupe="welcome")
    assert (first["again"], again["again"], again["sending"]) == (False, True, first["sending"])
    ops.delete(f"records/content_sent/{first['sent'][0]['id']}")
    assert send(rep, buyer["id"], one["id"], dedupe="welcome")["again"] and not sent(rep, buyer["id"])


def test_figures_say_how_much_was_sent_and_opened(ops: Api, rep: Api) -> None:
    one, buyer = content(ops), customer(rep)
    send(rep, buyer["id"], one["id"])
    for key, value in (("content_sent", 1), ("content_open_rate", 0), ("content_openings", 0)):
        (row,) = ops.post(f"metrics/{key}/query", {"filter": ["content", "=", one["id"]]}, 200)["rows"]
        assert float(row["value"]) == value, (key, row)
