"""The ways outside, by name: what a payload must say, and whether a key keeps it from happening twice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from prooftrail.platform.outbound.addresses import Failed
from prooftrail.platform.outbound.client import address_of
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import is_storable

Checked = Callable[[Mapping[str, Any]], "str | None"]
MOST_PEOPLE = 100
LONGEST_TEXT = 60_000
HEADERS_KEPT = {
    "content-type",
    "idempotency-key",
    "host",
    "content-length",
    "connection",
    "transfer-encoding",
}
"""Headers a webhook's definition may not set: they are ours."""


@dataclass(frozen=True, slots=True)
class Channel:
    """`check` answers the name of what is wrong with a payload, or None. `keyed`: the other side knows
    keys, so that what may have arrived can be sent again."""

    name: str
    check: Checked
    keyed: bool


def check(channel: str, payload: Mapping[str, Any]) -> None:
    """Refuse a channel there is none of, and a payload of another shape."""
    found = CHANNELS.get(channel)
    if found is None:
        facts = {"channel": channel[:40], "channels": list(CHANNELS)}
        raise Refusal("unknown_channel", "invalid", facts=facts, fields={"channel": "bad_value"})
    wrong = found.check(payload)
    if wrong is not None:
        raise Refusal("bad_effect", "invalid", facts={"what": wrong}, fields={wrong: "bad_value"})


def _webhook(said: Mapping[str, Any]) -> str | None:
    """`{"url" or "via", "body", "headers"?}`."""
    if ("url" in said) == ("via" in said):
        return "url"
    if "url" in said:
        try:
            address_of(str(said["url"]))
        except Failed:
            return "url"
    headers = said.get("headers", {})
    if not isinstance(headers, Mapping) or not all(_header(*pair) for pair in headers.items()):
        return "headers"
    return None if set(said) <= {"url", "via", "body", "headers"} else "body"


def _mail(said: Mapping[str, Any]) -> str | None:
    """`{"to": [address], "subject", "text", "html"?, "files"?: [file], "via"?}`."""
    return _people(said, {"to", "subject", "text", "html", "files", "via"}, ("subject", "text")) or _files(
        said
    )


def _chat(said: Mapping[str, Any]) -> str | None:
    """`{"title", "text", "link"?, "mention"?: [mobile], "via"?}`: to a robot's room."""
    if not isinstance(said.get("mention", []), list):
        return "mention"
    return _texts(said, {"title", "text", "link", "mention", "via"}, ("title", "text"))


def _sms(said: Mapping[str, Any]) -> str | None:
    """`{"to": [mobile], "text", "via"?}`."""
    return _people(said, {"to", "text", "via"}, ("text",))


def _people(said: Mapping[str, Any], known: set[str], needed: tuple[str, ...]) -> str | None:
    to = said.get("to")
    if not isinstance(to, list) or not 0 < len(to) <= MOST_PEOPLE:
        return "to"
    if not all(isinstance(each, str) and 0 < len(each) <= 254 and each.isprintable() for each in to):
        return "to"
    return _texts(said, known, needed)


def _texts(said: Mapping[str, Any], known: set[str], needed: tuple[str, ...]) -> str | None:
    for name in needed:
        text = said.get(name)
        if not isinstance(text, str) or not text or len(text) > LONGEST_TEXT or not is_storable(text):
            return name
    return next((name for name in said if name not in known), None)


def _files(said: Mapping[str, Any]) -> str | None:
    files = said.get("files", [])
    if not isinstance(files, list) or len(files) > MOST_PEOPLE:
        return "files"
    try:
        return None if all(UUID(each) for each in files) else "files"
    except (ValueError, AttributeError, TypeError):
        return "files"


def _header(name: Any, value: Any) -> bool:
    if not isinstance(name, str) or not isinstance(value, str) or name.lower() in HEADERS_KEPT:
        return False
    return name.replace("-", "").isalnum() and name.isascii() and value.isascii() and value.isprintable()


CHANNELS: dict[str, Channel] = {
    each.name: each
    for each in (
        Channel("webhook", _webhook, keyed=True),
        Channel("mail", _mail, keyed=False),
        Channel("chat", _chat, keyed=False),
        Channel("sms", _sms, keyed=True),
    )
}
UNKEYED = tuple(name for name, each in CHANNELS.items() if not each.keyed)
