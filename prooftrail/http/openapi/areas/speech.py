"""Recordings: the terms, and what was said."""

from collections.abc import Iterator

from prooftrail.http.openapi.areas.files import BYTES
from prooftrail.http.openapi.parts import (
    COUNT,
    LABEL,
    READ,
    TEXT,
    TIME,
    WRITE,
    Ground,
    Operation,
    form,
    nullable,
    record,
)
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label

REFUSALS = (*(each for each in WRITE if each != 409), 404)
"""No reply is kept under a key: the same recording is the same text."""
FLAG: Shape = {"type": "boolean"}
TERMS = record(
    transcribes=FLAG, browser=FLAG, language=TEXT, largest_mb=COUNT, open_now=FLAG, keep_days=COUNT,
    keep_text=FLAG, consent=record(words=LABEL, given_at=nullable(TIME), at_once=FLAG),
)  # fmt: skip
ABOUT_TERMS = "Consent is given and taken back by actions, by each person for himself."
ABOUT = (
    "The recording goes to the transcription service an administrator set up, and is not kept by this call. "
    "Handed in as evidence later, the same bytes get this text. Nothing is made of it without consent, or "
    "outside the hours; where the service does not answer it is `not_transcribed`, and the recording can be "
    "handed in all the same."
)


def operations(ground: Ground) -> Iterator[Operation]:
    """Two calls of one address."""
    tag, path = "files", "/api/v1/speech"
    yield Operation("GET", path, "speech_terms", Label("录音的约定", "Terms of recording"), ABOUT_TERMS,
                    {200: TERMS}, READ, tag=tag)  # fmt: skip
    yield Operation("POST", path, "transcribe_speech", Label("录音转文字", "Transcribe a recording"), ABOUT,
                    {200: record(text=TEXT)}, (*REFUSALS, 415), tag=tag,
                    body=form(record(["file"], file=BYTES)))  # fmt: skip
