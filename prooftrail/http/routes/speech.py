"""Recordings of a phone: what it must know before one, and what was said in one, before it is handed in."""

import hashlib

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from prooftrail.http.answers import answer, locale_of, refused
from prooftrail.http.calling import guarded, identify, parameters, read, same_origin, services
from prooftrail.http.multipart import read_form
from prooftrail.platform.files.kinds import kind_of
from prooftrail.platform.outbound.addresses import Failed
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.speech.endpoint import Endpoint, find_endpoint, transcribe
from prooftrail.platform.speech.store import keep_heard
from prooftrail.platform.speech.terms import check_recorder, show_terms
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/speech")
SPOKEN = ("audio/", "video/webm", "video/mp4")


@router.get("")
def speech_terms(request: Request) -> Response:
    """Consent, hours, and whether there is who makes text of what is said."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer(show_terms(work))

    return read(request, answering)


@router.post("")
async def transcribe_speech(request: Request) -> Response:
    """What is said in a recording that is not handed in yet."""
    try:
        _, audio, name = await read_form(request, ("file",))
    except Refusal as refusal:
        return refused(refusal, locale_of(request) or "zh")

    def answering() -> Response:
        same_origin(request)
        mime = kind_of(audio, name)
        if not mime.startswith(SPOKEN):
            raise Refusal("not_speech", "media", facts={"mime": mime}, fields={"file": "not_speech"})
        # The service is asked between two transactions: it takes seconds, and nobody may wait for it.
        text = _asked(_admitted(request, len(audio)), audio, name, mime)
        return _kept(request, hashlib.sha256(audio).digest(), text)

    return await run_in_threadpool(guarded, request, answering)


def _admitted(request: Request, size: int) -> Endpoint:
    found, (workspace, caller) = services(request), identify(request)
    with found.begin(workspace, caller, request, counted=False) as work:
        check_recorder(work)
        most = work.settings.value("speech.largest_mb")
        if size > most * 1024 * 1024:
            facts = {"limit_mb": most}
            raise Refusal("file_too_large", "too_large", facts=facts, fields={"file": "file_too_large"})
        limit = work.settings.value("speech.calls_per_minute")
        found.throttle.admit(f"speech:{workspace}:{work.actor.person}", limit)
        endpoint = find_endpoint(work, found.ground.keys)
    if endpoint is None:
        raise Refusal("no_transcription", "missing")
    return endpoint


def _asked(endpoint: Endpoint, audio: bytes, name: str, mime: str) -> str:
    try:
        return transcribe(endpoint, audio, name, mime)
    except Failed as fault:
        raise Refusal("not_transcribed", "busy", facts={"why": fault.code, "retry_after": 10}) from None


def _kept(request: Request, digest: bytes, text: str) -> Response:
    workspace, caller = identify(request)
    with services(request).begin(workspace, caller, request, counted=False) as work:
        keep_heard(work, digest, text)
        return answer({"text": text})
