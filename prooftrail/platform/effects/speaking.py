"""Saying one effect to the other side, by its channel. Raises Failed; whatever returns was taken there."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formataddr, parseaddr
from typing import Any

from prooftrail.platform.effects.configured import Configured
from prooftrail.platform.effects.robots import ROBOTS, Message, refused_with
from prooftrail.platform.outbound.addresses import Failed
from prooftrail.platform.outbound.client import Request, call
from prooftrail.platform.outbound.mail import MailServer, hand_in

AGENT = "Prooftrail"
TRY_AGAIN = {408, 409, 423, 425, 429}
"""Answers below 500 that are not the last word; 409 is what a key in progress gets."""


@dataclass(frozen=True, slots=True)
class Attached:
    """One file of a mail."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Saying:
    """What is to be said: `at` in seconds since 1970, `hosts` the only ones that may be called, if any."""

    key: str
    payload: Mapping[str, Any]
    at: int
    configured: Configured | None = None
    files: tuple[Attached, ...] = ()
    hosts: tuple[str, ...] = ()


def webhook(saying: Saying) -> None:
    """POST of a JSON body, signed where the way has a secret: `X-Prooftrail-Signature: t=…,v1=…`."""
    body = json.dumps(saying.payload.get("body"), ensure_ascii=False, separators=(",", ":")).encode()
    headers = {**saying.payload.get("headers", {})}
    configured = saying.configured
    if configured is not None and (sign := configured.secrets.get("sign")):
        mark = hmac.new(sign.encode(), f"{saying.at}.".encode() + body, hashlib.sha256).hexdigest()
        headers["X-Prooftrail-Signature"] = f"t={saying.at},v1={mark}"
    url = configured.secrets["url"] if configured else str(saying.payload["url"])
    _post(saying, url, body, headers)


def chat(saying: Saying) -> None:
    """A message in a robot's room."""
    configured = _needed(saying)
    said = saying.payload
    message = Message(said["title"], said["text"], said.get("link") or "", said.get("mention") or ())
    url, body = ROBOTS[configured.kind](
        message, configured.secrets["url"], configured.secrets.get("sign", ""), saying.at
    )
    _asked(saying, url, body, {})


def sms(saying: Saying) -> None:
    """`{"to", "text", "sender", "key"}` to a service of one's own, which hands it on."""
    configured = _needed(saying)
    token = configured.secrets.get("token")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    body = {
        "to": saying.payload["to"], "text": saying.payload["text"],
        "sender": configured.config.get("sender", ""), "key": saying.key,
    }  # fmt: skip
    _asked(saying, configured.secrets["url"], body, headers)


def mail(saying: Saying) -> None:
    """One message; its id is made of the key, so that servers that look can tell a second one."""
    configured = _needed(saying)
    config, said = configured.config, saying.payload
    message = EmailMessage()
    name, address = parseaddr(str(config["from"]))
    message["From"] = formataddr((name or AGENT, address))
    message["To"] = ", ".join(said["to"])
    message["Subject"] = " ".join(said["subject"].split())
    mark = hashlib.sha256(saying.key.encode()).hexdigest()[:40]
    message["Message-ID"] = f"<{mark}@{address.rpartition('@')[2] or 'prooftrail'}>"
    message["X-Idempotency-Key"] = saying.key
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(said["text"])
    if said.get("html"):
        message.add_alternative(said["html"], subtype="html")
    for each in saying.files:
        kind, _, rest = each.mime.partition("/")
        message.add_attachment(each.content, maintype=kind, subtype=rest, filename=each.name)
    server = MailServer(
        str(config["host"]), int(config["port"]), str(config["security"]),
        str(config.get("user") or ""), configured.secrets.get("password", ""),
    )  # fmt: skip
    hand_in(server, message)


SPEAKERS: dict[str, Callable[[Saying], None]] = {"webhook": webhook, "chat": chat, "sms": sms, "mail": mail}


def _asked(saying: Saying, url: str, body: Mapping[str, Any], headers: Mapping[str, str]) -> None:
    """A call to a service that may say no inside an answer that looks fine."""
    answer = _post(saying, url, json.dumps(body, ensure_ascii=False).encode(), headers)
    try:
        said = json.loads(answer) if answer else None
    except ValueError:
        said = None
    if (number := refused_with(said)) is not None:
        raise Failed("refused_there", status=number)


def _post(saying: Saying, url: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    ours = {
        "Content-Type": "application/json; charset=utf-8", "User-Agent": AGENT, "Idempotency-Key": saying.key,
    }  # fmt: skip
    reply = call(Request("POST", url, {**headers, **ours}, body), hosts=saying.hosts)
    if 200 <= reply.status < 300:
        return reply.body
    lasting = reply.status < 500 and reply.status not in TRY_AGAIN
    raise Failed("refused_there", lasting=lasting, status=reply.status)


def _needed(saying: Saying) -> Configured:
    if saying.configured is None:
        raise Failed("no_channel", lasting=True)
    return saying.configured
