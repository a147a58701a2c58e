"""What was pasted or dropped: a mail with its head, a chat, a note. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_string
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from html import unescape

HEAD = re.compile(
    r"^(?:from|to|subject|date|received|return-path|mime-version|message-id|delivered-to)\s*:", re.I
)
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
NUMBER = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)"
)
CHAT = re.compile(
    r"^.{1,30}?\s+\d{1,2}:\d{2}(?::\d{2})?\s*$|^\[?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.{0,12}\]?", re.M
)
TAG = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]{1,500}>", re.I | re.S)
LONGEST, LONGEST_TEXT = 200, 20_000


@dataclass(frozen=True, slots=True)
class Pasted:
    """What it says of itself; `marks` are mail addresses in small letters and numbers in digits."""

    channel: str
    subject: str
    text: str
    said_by: str
    said_at: datetime | None
    marks: frozenset[str]


def read_pasted(text: str) -> Pasted:
    """A mail where it begins with a mail's head, a chat where its lines have names and times, else a note."""
    if HEAD.match(text.lstrip()):
        return _mail(message_from_string(text.lstrip()))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    channel = "chat" if len(CHAT.findall(text)) > 1 else "call"
    said = [
        line for line in lines if channel == "call" or not CHAT.fullmatch(line)
    ]  # who and when is no topic
    first = next(iter(said or lines), "")
    return Pasted(channel, first[:LONGEST], text.strip()[:LONGEST_TEXT], "", None, marks_of(text))


def marks_of(text: str) -> frozenset[str]:
    """Addresses and numbers by which somebody is known."""
    found = {address.lower() for address in ADDRESS.findall(text)}
    return frozenset(found | {number_of(number) for number in NUMBER.findall(text)})


def number_of(said: str) -> str:
    """A telephone number as its digits, without the country."""
    digits = "".join(sign for sign in said if sign.isascii() and sign.isdigit())
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits


def _mail(mail: Message) -> Pasted:
    head = {name: _decoded(mail.get(name)) for name in ("from", "to", "cc", "subject", "date")}
    people = getaddresses([head["from"], head["to"], head["cc"]])
    marks = frozenset(address.lower() for _, address in people if ADDRESS.fullmatch(address))
    text = _body(mail).strip()
    subject = " ".join(head["subject"].split()) or next(iter(text.splitlines()), "")
    said_by = " ".join(head["from"].split())
    return Pasted(
        "mail", subject[:LONGEST], text[:LONGEST_TEXT], said_by[:LONGEST], _date(head["date"]), marks
    )


def _decoded(value: object) -> str:
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(str(value or ""))))
    except (LookupError, ValueError):
        return str(value or "")


def _body(mail: Message) -> str:
    for wanted in ("text/plain", "text/html"):
        for part in mail.walk():
            if part.get_content_type() == wanted and not part.get_filename():
                said = _text(part)
                return said if wanted == "text/plain" else unescape(TAG.sub(" ", said))
    return ""


def _text(part: Message) -> str:
    coded = str(part.get("content-transfer-encoding") or "").strip().lower()
    if coded not in ("base64", "quoted-printable"):
        return str(part.get_payload())  # it came as text already
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _date(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
