"""Shown by: nameplate, pipework and dimensions each by a photo of its own, read by the server."""

from typing import Any

from tests.conftest import Api
from tests.processes.kit import gate, stage
from tests.senses.drawn import taken, written
from tests.sight.conftest import Read, lay

NAMEPLATE = written(11, ["产品型号 LX-2000B", "出厂编号 SN20240315"])


def owed(api: Api, deal: dict[str, Any]) -> list[tuple[str, Any]]:
    """Why the gate's first requirement is short, each with its slot."""
    why = gate(api, deal)["requirements"][0]["why"]
    return [(each["code"], each["facts"].get("slot")) for each in why]


def test_each_slot_takes_its_photo_and_the_missing_one_is_named(
    rep: Api, surveyed: dict[str, Any], read: Read
) -> None:
    assert owed(rep, surveyed) == [("slot_empty", "plate"), ("slot_empty", "pipes"), ("slot_empty", "space")]
    assert [each["code"] for each in lay(rep, surveyed, taken(3), None)["why"]] == ["no_slot"]
    assert lay(rep, surveyed, taken(4), "pipes")["state"] == "proven"
    plate = lay(rep, surveyed, NAMEPLATE, "plate")
    assert (plate["state"], plate["why"][0]["code"]) == ("waiting", "waiting_check")
    assert lay(rep, surveyed, written(12, ["净高 3200 mm"]), "space")["state"] == "waiting"
    shut = rep.act("advance_stage", {"object": "deal"}, surveyed["id"], 422)["error"]["message"]
    assert "还缺" not in shut and stage(rep, surveyed) == "begun"
    read()
    kept = rep.get(f"records/evidence/{plate['id']}")
    assert (kept["state"], kept["reading"]) == ("proven", "found")
    assert "LX-2000B" in kept["read_text"]
    assert stage(rep, surveyed) == "seen"  # the last thing it waited for was read, and it went on by itself
    found = rep.get("records/evidence", filter=["read_text", "contains", "SN20240315"])["items"]
    assert plate["id"] in [each["id"] for each in found]


def test_a_meeting_room_is_no_nameplate_until_somebody_else_says_so(
    rep: Api, manager: Api, surveyed: dict[str, Any], read: Read
) -> None:
    room = lay(rep, surveyed, taken(21), "plate")
    read()
    kept = rep.get(f"records/evidence/{room['id']}")
    assert (kept["state"], kept["reading"]) == ("waiting", "unread")  # never rejected by a machine
    assert ("slot_unread", "plate") in owed(rep, surveyed)
    shut = rep.act("advance_stage", {"object": "deal"}, surveyed["id"], 422)["error"]["message"]
    assert "还缺：铭牌、管线、空间尺寸" in shut
    said = {"evidence": room["id"], "reason": "铭牌在灯影里，放大能看清"}
    assert rep.act("overrule_reading", said, status=403)["error"]["code"] == "permission_missing"
    assert manager.act("overrule_reading", {**said, "reason": " "}, status=422)
    done = manager.act("overrule_reading", said)["result"]
    assert done == {"evidence": room["id"], "state": "proven"}
    assert manager.act("overrule_reading", said, status=409)["error"]["code"] == "nothing_to_overrule"
    last = rep.get("events", record=room["id"], order="newest", limit=1)["items"][0]
    assert (last["action"], last["because"]["reason"]) == ("evidence.overruled", said["reason"])
    assert owed(rep, surveyed) == [("slot_empty", "pipes"), ("slot_empty", "space")]


def test_nobody_lets_his_own_photo_through(admin: Api, surveyed: dict[str, Any], read: Read) -> None:
    mine = lay(admin, surveyed, taken(22), "plate")
    read()
    said = {"evidence": mine["id"], "reason": "看得清"}
    assert admin.act("overrule_reading", said, status=403)["error"]["code"] == "own_reading"


def test_no_caller_says_himself_what_was_read(rep: Api, admin: Api, surveyed: dict[str, Any]) -> None:
    file = rep.upload(taken(23))
    about = {"object": "deal", "id": surveyed["id"]}
    for name, value in (
        ("state", "proven"),
        ("reading", "found"),
        ("read_text", "型号"),
        ("doubts", ["stamp_time"]),
    ):
        said = {"kind": "site_photo", "about": about, "file": [file], "slot": "plate", name: value}
        assert name in rep.post("records/evidence", said, 403)["error"]["fields"]
    piece = lay(rep, surveyed, taken(24), "plate")
    for name, value in (("reading", "overruled"), ("read_text", "型号"), ("slot", "pipes")):
        refused = admin.call("PATCH", f"records/evidence/{piece['id']}", {name: value})
        assert refused.status_code in (403, 422), name


def test_the_gallery_is_barred_on_site_by_one_setting(rep: Api, admin: Api, surveyed: dict[str, Any]) -> None:
    setting = {"key": "evidence.camera_only", "value": True}
    admin.act("change_setting", setting)
    try:
        assert gate(rep, surveyed)["requirements"][0]["camera_only"] is True
        for source in ("gallery", "file"):
            piece = lay(rep, surveyed, taken(25 + len(source)), "pipes", source=source)
            assert piece["state"] == "claimed"
            assert [each["code"] for each in piece["why"]] == ["not_from_camera"]
        assert lay(rep, surveyed, taken(40), "pipes", source="camera")["state"] == "proven"
    finally:
        admin.act("change_setting", {**setting, "value": False})


def test_where_nothing_is_read_the_slot_alone_decides(
    rep: Api, admin: Api, surveyed: dict[str, Any], read: Read
) -> None:
    admin.act("change_setting", {"key": "evidence.reads", "value": "off"})
    try:
        piece = lay(rep, surveyed, taken(41), "plate")
        assert piece["state"] == "proven"
        read()
        assert rep.get(f"records/evidence/{piece['id']}")["reading"] is None
    finally:
        admin.act("change_setting", {"key": "evidence.reads", "value": "all"})


def test_slots_that_are_wrong_are_named_where_they_are(admin: Api) -> None:
    from tests.processes.kit import node, process, words

    twice = [{"key": "plate", "label": words("铭牌")}, {"key": "plate", "label": {"zh": " ", "en": "x"}}]
    asked = {"key": "photos", "type": "evidence", "kind": "site_photo", "slots": twice}
    said = process(node("seen", asked), node("agreed"))
    refused = admin.act("publish_process", {"process": said, "revision": 0}, status=422)["error"]["fields"]
    assert set(refused) == {"nodes.1.requires.0.slots.1.key", "nodes.1.requires.0.slots.1.label"}
