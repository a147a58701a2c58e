"""A transcription service that speaks as OpenAI's does: `POST {address}/audio/transcriptions`."""

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prooftrail.platform.effects import configured
from prooftrail.platform.keys import Keys
from prooftrail.platform.outbound.addresses import Failed
from prooftrail.platform.outbound.client import Request, call

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CHANNEL = "speech"
LONGEST = 20_000
"""Characters of a transcript; five minutes of speech have two thousand."""
TRY_AGAIN = {408, 409, 425, 429}
GOOD = range(200, 300)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where and how one asks; `seconds` in all, `hosts` the only ones that may be called, if any."""

    address: str
    model: str
    token: str
    language: str
    seconds: float
    hosts: tuple[str, ...] = ()


def find_endpoint(work: "Work", keys: Keys) -> Endpoint | None:
    """The service an administrator set up; None where there is none, or its secret cannot be opened."""
    try:
        found = configured.find(work, keys, CHANNEL, None)
    except Failed:
        return None
    value = work.settings.value
    return Endpoint(
        found.secrets["url"], str(found.config["model"]), found.secrets.get("token", ""),
        value("speech.language"), float(value("speech.seconds")),
        tuple(str(each).lower() for each in value("outbound.hosts")),
    )  # fmt: skip


def transcribe(endpoint: Endpoint, audio: bytes, name: str, mime: str) -> str:
    """What is said in a recording; empty where nothing is. Raises Failed."""
    mark = secrets.token_hex(16)
    said = {"model": endpoint.model, "language": endpoint.language, "response_format": "json"}
    headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "Accept": "application/json"}
    if endpoint.token:
        headers["Authorization"] = f"Bearer {endpoint.token}"
    url = f"{endpoint.address.rstrip('/')}/audio/transcriptions"
    request = Request("POST", url, headers, _form(mark, said, audio, name, mime))
    reply = call(request, hosts=endpoint.hosts, seconds=endpoint.seconds)
    if reply.status not in GOOD:
        lasting = reply.status < 500 and reply.status not in TRY_AGAIN
        raise Failed("refused_there", lasting=lasting, status=reply.status)
    return _text(reply.body)


def _form(mark: str, said: dict[str, str], audio: bytes, name: str, mime: str) -> bytes:
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in said.items()
        if value
    ]
    plain = "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "._-")) or "audio"
    parts.append(
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{plain}"\r\n'
        f"Content-Type: {mime}\r\n\r\n"
    )
    return "".join(parts).encode() + audio + f"\r\n--{mark}--\r\n".encode()


def _text(body: bytes) -> str:
    try:
        said = json.loads(body)
    except ValueError:
        raise Failed("bad_answer", lasting=True) from None
    text = said.get("text") if isinstance(said, dict) else None
    if not isinstance(text, str):
        raise Failed("bad_answer", lasting=True)
    kept = "".join(sign for sign in text if sign == "\n" or (sign.isprintable() and not _is_half(sign)))
    return kept.strip()[:LONGEST]


def _is_half(sign: str) -> bool:
    return "\ud800" <= sign <= "\udfff"
