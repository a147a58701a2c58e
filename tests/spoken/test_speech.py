"""Recordings: nothing without consent, text now or later, and an end to what is kept."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.people.actor import system
from prooftrail.platform.speech import keeping
from tests.conftest import Api
from tests.spoken.conftest import Hear
from tests.spoken.ear import Service


def sound() -> bytes:
    """The bytes of a recording like no other."""
    return b"\x1aE\xdf\xa3" + uuid4().bytes * 8


def transcribed(api: Api, audio: bytes, status: int = 200) -> dict[str, Any]:
    """What the phone is answered."""
    headers = {"Authorization": f"Bearer {api.key}"}
    answer = api.client.post("/api/v1/speech", headers=headers, files={"file": ("voice.webm", audio)})
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def consent(api: Api, *, at_once: bool = False) -> None:
    """For oneself."""
    api.act("consent_to_recording", {"at_once": at_once})


def recorded(api: Api, audio: bytes) -> str:
    """The id of the evidence of a call somebody logged with a recording."""
    customer = api.post("records/customer", {"name": f"客户 {uuid4().hex[:8]}"})["id"]
    deal = api.post("records/deal", {"name": "试单", "customer": customer})["id"]
    evidence = [{"kind": "recording", "file": api.upload(audio, "voice.webm")}]
    said = {"type": "call", "deal": deal, "topic": f"问了预算 {uuid4().hex[:6]}", "evidence": evidence}
    return str(api.act("log_activity", said)["result"]["evidence"][0]["id"])


def heard(api: Api, evidence: str) -> tuple[Any, Any]:
    """Its text, and where that is from."""
    row = api.get(f"records/evidence/{evidence}")
    return row["transcript"], row["transcript_from"]


def test_nothing_is_transcribed_without_consent_or_service(rep: Api, manager: Api) -> None:
    assert manager.get("speech")["consent"]["given_at"] is None
    assert transcribed(manager, sound(), 403)["error"]["code"] == "consent_missing"
    consent(manager, at_once=True)
    terms = manager.get("speech")
    assert terms["consent"]["at_once"] and terms["consent"]["given_at"] and not terms["transcribes"]
    assert transcribed(manager, sound(), 404)["error"]["code"] == "no_transcription"
    assert transcribed(manager, b"%PDF-1.7 none", 415)["error"]["code"] == "not_speech"
    manager.act("withdraw_recording_consent", {})
    assert transcribed(manager, sound(), 403)["error"]["code"] == "consent_missing"


def test_a_recording_is_transcribed_before_it_is_handed_in(rep: Api, service: Service, hear: Hear) -> None:
    consent(rep)
    audio = sound()
    assert transcribed(rep, audio)["text"] == service.text
    (asked,) = service.asked
    assert asked["path"] == "/v1/audio/transcriptions" and audio in asked["body"]
    assert asked["headers"]["Authorization"] == "Bearer sk-test" and b"whisper-1" in asked["body"]
    evidence = recorded(rep, audio)
    hear()
    assert heard(rep, evidence) == (service.text, "at_once")
    assert len(service.asked) == 1, "the same bytes are asked about once"


def test_a_service_that_is_down_holds_nothing_up(
    rep: Api, service: Service, hear: Hear, inside: Any, shop: str
) -> None:
    consent(rep)
    service.status = 500
    audio = sound()
    assert transcribed(rep, audio, 429)["error"]["code"] == "not_transcribed"
    evidence = recorded(rep, audio)
    hear()
    assert heard(rep, evidence) == (None, None)
    service.status, service.text = 200, "后来听清了"
    with inside(shop) as work:  # the wait is over
        work.execute(
            f"update {work.place.schema}._hearing set due_at = %s where due_at is not null", [work.now]
        )
    hear()
    assert heard(rep, evidence) == ("后来听清了", "later")


def test_what_the_service_will_never_take_is_given_up(rep: Api, service: Service, hear: Hear) -> None:
    consent(rep)
    service.status = 401
    evidence = recorded(rep, sound())
    hear()
    assert heard(rep, evidence) == (None, "not_heard")


def test_who_did_not_consent_is_not_heard(rep2: Api, service: Service, hear: Hear) -> None:
    evidence = recorded(rep2, sound())
    hear()
    assert heard(rep2, evidence) == (None, None) and service.asked == []


def test_outside_working_hours_nothing_is_transcribed(rep: Api, admin: Api, service: Service) -> None:
    consent(rep)
    never: dict[str, list[str]] = {
        day: [] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "make_up")
    }
    admin.act("change_setting", {"key": "speech.working_hours_only", "value": True})
    admin.act("change_setting", {"key": "calendar.hours", "value": never})
    try:
        assert not rep.get("speech")["open_now"]
        assert transcribed(rep, sound(), 403)["error"]["code"] == "outside_hours"
    finally:
        for key in ("speech.working_hours_only", "calendar.hours"):
            admin.act("reset_setting", {"key": key})


def test_somebody_in_a_hurry_is_slowed_down(rep: Api, admin: Api, service: Service) -> None:
    consent(rep)
    admin.act("change_setting", {"key": "speech.calls_per_minute", "value": 1})
    try:
        codes = [transcribed(rep, sound(), status) for status in (429,)]
        assert codes[0]["error"]["code"] == "too_many_tries"
    finally:
        admin.act("reset_setting", {"key": "speech.calls_per_minute"})


@pytest.mark.parametrize("text_stays", [True, False])
def test_after_its_days_the_sound_is_gone_and_the_history_says_so(
    rep: Api,
    admin: Api,
    service: Service,
    hear: Hear,
    parts: Opened,
    inside: Any,
    shop: str,
    text_stays: bool,
) -> None:
    consent(rep)
    evidence = recorded(rep, sound())
    hear()
    file = rep.get(f"records/evidence/{evidence}")["file"][0]["id"]
    with inside(shop) as work, work.acting(system("tests")):
        long_ago = (work.now - timedelta(days=400)).isoformat()
        work.records.update("evidence", UUID(evidence), {"received_at": long_ago}, loose=True)
    admin.act("change_setting", {"key": "speech.keep_text", "value": text_stays})
    try:
        keeping.erase_old(parts.ground, parts.workspaces.directory.find(shop))
    finally:
        admin.act("reset_setting", {"key": "speech.keep_text"})
    row = rep.get(f"records/evidence/{evidence}")
    assert not row["file"] and row["transcript"] == (service.text if text_stays else None)
    rep.get(f"files/{file}", status=404)
    told = admin.get("events", object="evidence", record=evidence, order="newest")["items"][0]
    assert told["action"] == "recording.erased" and told["because"]["days"] == 365
