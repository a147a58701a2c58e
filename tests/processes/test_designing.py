"""Drawing processes: drafts, versions, records in flight, and the way back."""

from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import Api
from tests.processes.kit import FILE, Said, deal, error, gate, hand_in, node, process, publish, stage, words

SLIP = {"key": "slip", "type": "evidence", "kind": "bank_slip", "count": 1}


def designs(admin: Api, key: str) -> Said:
    """One process as designers see it."""
    items = admin.get("design/processes", object="deal")["items"]
    return dict(next(each for each in items if each["key"] == key))


def version(api: Api, deal: Said) -> int:
    return int(api.get(f"records/deal/{deal['id']}")["process_version"])


def last(admin: Api) -> str:
    return str(admin.get("design/history", limit=1)["items"][0]["id"])


def undo(admin: Api, status: int = 200) -> Any:
    return admin.act("undo_design", {"event": last(admin)}, status=status)


def test_a_draft_is_met_by_nobody_until_it_is_published(admin: Api, rep: Api) -> None:
    said = process(node("seen", FILE))
    drafted = admin.act("save_process_draft", {"process": said, "revision": 0})["result"]
    assert (drafted["published"], drafted["draft"]["revision"]) == (None, 1)
    given = {"name": "试", "process": said["key"]}
    assert error(rep.post("records/deal", given, 422))["code"] == "unknown_process"
    stale = admin.act("save_process_draft", {"process": said, "revision": 0}, status=409)
    assert error(stale)["code"] == "process_draft_changed"
    done = publish(admin, said, revision=1)
    assert (done["draft"], done["published"]["version"]) == (None, 1)
    assert deal(rep, said["key"])["stage"] == "begun"


def test_records_in_flight_stay_with_their_version_or_move_and_meet_the_new_gate(
    admin: Api, rep: Api
) -> None:
    said = process(node("seen", FILE), node("agreed", SLIP))
    publish(admin, said)
    stays = deal(rep, said["key"])
    said["nodes"][1]["requires"].append({"key": "amount", "type": "field", "field": "amount"})
    publish(admin, said)
    assert version(rep, stays) == 1
    assert hand_in(rep, stays)["advanced"]["to"] == "seen"
    moves = deal(rep, said["key"])
    said["nodes"][1]["requires"][0] = SLIP
    assert publish(admin, said, flight="move")["moved"] == 2
    assert (version(rep, stays), version(rep, moves)) == (3, 3)
    assert (stage(rep, stays), stage(rep, moves)) == ("seen", "begun")
    assert [each["key"] for each in gate(rep, moves)["requirements"]] == ["slip", "amount"]
    events = rep.get("events", record=moves["id"])["items"]
    assert [each["action"] for each in events] == ["record.created", "stage.carried"]
    assert events[1]["because"]["to"] == 3


def test_a_record_taken_over_does_not_advance_though_its_new_gate_is_open(admin: Api, rep: Api) -> None:
    said = process(node("seen", FILE, SLIP), node("agreed"))
    publish(admin, said)
    made = deal(rep, said["key"])
    hand_in(rep, made)
    said["nodes"][1]["requires"] = [FILE]
    publish(admin, said, flight="move")
    assert stage(rep, made) == "begun" and gate(rep, made)["open"]
    assert rep.patch(f"records/deal/{made['id']}", {"stage": "seen"})["stage"] == "seen"


def test_a_node_that_is_gone_needs_a_way_for_its_records_that_skips_nothing(admin: Api, rep: Api) -> None:
    said = process(node("seen", advance="ask"), node("sized", advance="ask"), node("asked", FILE))
    publish(admin, said)
    made = deal(rep, said["key"])
    for at in ("seen", "sized"):
        rep.patch(f"records/deal/{made['id']}", {"stage": at})
    said["nodes"][2] = node("measured", advance="ask")
    publishing = {"process": said, "flight": "move"}
    refused = error(admin.act("publish_process", publishing, status=422))
    assert refused["fields"].keys() == {"map.sized"} and refused["code"] == "process_map"
    skipping = error(admin.act("publish_process", {**publishing, "map": {"sized": "asked"}}, status=422))
    assert skipping["facts"]["nodes"] == "sized"
    told = admin.act("try_process", {"process": said, "map": {"sized": "measured"}})["result"]
    assert (told["in_flight"], told["unmapped"], told["skips"]) == (1, [], [])
    assert designs(admin, said["key"])["published"]["version"] == 1
    publish(admin, said, flight="move", map={"sized": "measured"})
    assert stage(rep, made) == "measured"
    undo(admin)
    assert (stage(rep, made), version(rep, made)) == ("sized", 3)


def test_trying_counts_where_the_gate_tightened_and_who_would_fail(admin: Api, rep: Api) -> None:
    said = process(node("seen", FILE, advance="ask"), node("agreed", advance="ask"))
    publish(admin, said)
    made = [deal(rep, said["key"]) for _ in range(3)]
    for each in made[:2]:
        hand_in(rep, each)
    rep.patch(f"records/deal/{made[0]['id']}", {"stage": "seen"})
    said["nodes"][1]["requires"] = [{**FILE, "count": 2}]
    told = {each["node"]: each for each in admin.act("try_process", {"process": said})["result"]["nodes"]}
    begun, seen = told["begun"], told["seen"]
    assert (begun["records"], begun["tighter"], begun["tried"], begun["failing"]) == (2, True, 2, 2)
    assert (seen["records"], seen["tighter"], seen["failing"]) == (1, False, 0)
    assert version(rep, made[0]) == 1


def test_publishing_is_undone_by_what_was_before(admin: Api, rep: Api) -> None:
    said = process(node("seen", FILE))
    publish(admin, said)
    made = deal(rep, said["key"])
    said["nodes"].insert(2, node("agreed", SLIP))
    publish(admin, said, flight="move")
    hand_in(rep, made)
    hand_in(rep, made, "bank_slip")
    assert stage(rep, made) == "agreed"
    event = last(admin)
    admin.act("undo_design", {"event": event})
    assert (stage(rep, made), version(rep, made)) == ("seen", 3)
    assert [each["key"] for each in designs(admin, said["key"])["published"]["nodes"]] == [
        "begun", "seen", "won", "lost",
    ]  # fmt: skip
    again = error(admin.act("undo_design", {"event": event}, status=409))
    assert again["code"] == "deed_undone"
    undo(admin)  # the undoing itself
    assert len(designs(admin, said["key"])["published"]["nodes"]) == 5


def test_a_copy_is_a_draft_and_the_first_publication_is_undone_by_retiring(admin: Api, rep: Api) -> None:
    big = {"key": "big", "type": "formula", "formula": "金额 > 1"}
    said = process(node("seen", big))
    publish(admin, said)
    key = f"c{uuid4().hex[:8]}"
    given = {"process": said["key"], "key": key, "label": words("另一个")}
    copied = admin.act("copy_process", given)["result"]
    assert copied["draft"]["nodes"][1]["requires"][0]["formula"] == "金额 > 1"
    assert error(admin.act("copy_process", given, status=422))["code"] == "process_key_taken"
    publish(admin, process(node("seen", big), key=key))
    made = deal(rep, key)
    undo(admin)
    assert error(rep.post("records/deal", {"name": "试", "process": key}, 422))["code"] == "unknown_process"
    assert rep.patch(f"records/deal/{made['id']}", {"amount": "5"})["id"]
    assert stage(rep, made) == "seen"
    undo(admin)
    assert deal(rep, key)["process"] == key


def test_a_draft_is_thrown_away(admin: Api) -> None:
    said = process(node("seen", FILE))
    admin.act("save_process_draft", {"process": said})
    admin.act("discard_process_draft", {"process": said["key"]})
    gone = admin.act("discard_process_draft", {"process": said["key"]}, status=404)
    assert error(gone)["code"] == "unknown_process"


def refused(admin: Api, said: Said) -> Said:
    """The places a process is refused for."""
    return dict(error(admin.act("save_process_draft", {"process": said}, status=422))["fields"])


@pytest.mark.parametrize(
    ("requirement", "place"),
    [
        ({"key": "a", "type": "evidence", "kind": "ghost"}, "kind"),
        ({"key": "a", "type": "evidence", "kind": "site_photo", "within_m": 200}, "within_m"),
        ({"key": "a", "type": "field", "field": "ghost"}, "field"),
        ({"key": "a", "type": "formula", "formula": "金额 +"}, "formula"),
        ({"key": "a", "type": "formula", "formula": "金额 + 1"}, "formula"),
        ({"key": "a", "type": "formula"}, "formula"),
        ({"key": "a", "type": "confirmation", "role": "ghost"}, "role"),
        ({"key": "a", "type": "confirmation"}, "role"),
        ({**FILE, "label": {"zh": "", "en": ""}}, "label"),
    ],
)
def test_what_a_node_asks_for_is_refused_at_its_place(admin: Api, requirement: Said, place: str) -> None:
    assert refused(admin, process(node("seen", requirement))).keys() == {f"nodes.1.requires.0.{place}"}


def test_the_way_itself_is_refused_where_it_is_wrong(admin: Api) -> None:
    short = process()
    assert refused(admin, short).keys() == {"nodes"}
    long = process(*(node(f"n{at}") for at in range(20)))
    assert refused(admin, long).keys() == {"nodes"}
    twice = process(node("seen"), node("seen"))
    assert refused(admin, twice).keys() == {"nodes.2.key"}
    endless = process(node("seen"), node("agreed"))
    endless["nodes"][3]["end"] = None
    assert refused(admin, endless).keys() == {"nodes", "nodes.3.end"}
    asking = process(node("seen"))
    asking["nodes"][0]["requires"] = [FILE]
    assert refused(admin, asking).keys() == {"nodes.0.requires"}
    back = process(node("seen"))
    back["nodes"].insert(3, node("later"))
    assert set(refused(admin, back)) == {"nodes.3.end"}
    strange = process(node("seen", role="ghost"), site="customer.name")
    assert refused(admin, strange).keys() == {"nodes.1.role", "site"}
    assert refused(admin, process(node("Seen"))).keys() == {"process.nodes.1.key"}


def test_only_a_designer_draws_and_the_only_process_stays(admin: Api, rep: Api) -> None:
    assert error(rep.act("save_process_draft", {"process": process(node("seen"))}, status=403))
    rep.get("design/processes", 403)


def test_a_kind_of_evidence_is_added_camera_only_and_taken_back(admin: Api, rep: Api) -> None:
    key = f"k{uuid4().hex[:8]}"
    admin.act("save_evidence_kind", {"key": key, "label": words("铭牌"), "camera_only": True})
    said = process(node("seen", {"key": "plate", "type": "evidence", "kind": key}), node("agreed"))
    publish(admin, said)
    made = deal(rep, said["key"])
    done = hand_in(rep, made, key, source="gallery")
    assert [why["code"] for why in done["evidence"][0]["why"]] == ["not_from_camera"]
    assert hand_in(rep, made, key, source="camera")["advanced"]["to"] == "seen"
    added = admin.get("design/history", object="evidence", limit=1)["items"][0]["id"]
    assert error(admin.act("undo_design", {"event": added}, status=409))["code"] == "kind_in_use"


def test_an_object_of_ones_own_goes_through_a_process(admin: Api) -> None:
    name = f"x_{uuid4().hex[:8]}"
    admin.post("objects", {"name": name, "label": words("工单")})
    early = admin.post(f"records/{name}", {"name": "早"})
    nodes = [
        node("open"),
        node("done", advance="ask"),
        node("seen", advance="ask"),
        node("closed", end="won"),
    ]
    said = {"key": f"t{uuid4().hex[:8]}", "object": name, "label": words("工单"), "nodes": nodes}
    assert error(admin.act("publish_process", {"process": said}, status=409))["code"] == "object_not_staged"
    assert admin.act("stage_object", {"object": name})["result"]["staged"]
    assert error(admin.act("stage_object", {"object": name}, status=409))["code"] == "object_staged"
    assert publish(admin, said, flight="move")["moved"] == 1
    assert admin.get(f"records/{name}/{early['id']}")["stage"] == "open"
    made = admin.post(f"records/{name}", {"name": "一号"})
    assert made["stage"] == "open"
    path = f"records/{name}/{made['id']}"
    assert error(admin.patch(path, {"stage": "seen"}, 422))["code"] == "out_of_turn"
    assert admin.patch(path, {"stage": "done"})["stage"] == "done"
    assert admin.get(f"{path}/gate")["next"] == "seen"
