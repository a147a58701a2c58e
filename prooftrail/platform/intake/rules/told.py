"""What a site's page tells of one look at it, made harmless and short. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

VISITOR = re.compile(r"[0-9a-f]{32}")
VIEW = re.compile(r"[0-9a-f]{16}")
LONGEST_PATH, LONGEST_TITLE, LONGEST_HOST = 300, 200, 200
LONGEST_LOOK = 24 * 3600
LONGEST_ADDRESS = 2_000
HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/?#@ ]*@)?([\w.-]+)(?::\d+)?(?:[/?#]|$)")
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""Signs nobody sees, half of a pair, and those that turn the order of others round."""
KNOWN = ("consent", "visitor", "view", "path", "title", "referrer", "seconds")
Fault = Literal["unknown_field", "required", "not_text", "bad_value"]


@dataclass(frozen=True, slots=True)
class Look:
    """One look at one page; `seconds` is how long it was in sight so far, `referrer` only a host."""

    visitor: str
    view: str
    path: str
    title: str
    referrer: str
    seconds: int


def visitor_of(said: object) -> str | None:
    """The visitor's own number, or None for what is none."""
    return said if isinstance(said, str) and VISITOR.fullmatch(said) else None


def read_look(said: Mapping[str, object]) -> Look | dict[str, Fault]:
    """The look, or what is wrong with it by field."""
    faults: dict[str, Fault] = {key[:80]: "unknown_field" for key in said if key not in KNOWN}
    for name, shape in (("visitor", VISITOR), ("view", VIEW)):
        if not (isinstance(value := said.get(name), str) and shape.fullmatch(value)):
            faults[name] = "required" if value is None else "bad_value"
    for name in ("path", "title", "referrer"):
        if not isinstance(said.get(name, ""), str):
            faults[name] = "not_text"
    seconds = said.get("seconds", 0)
    if type(seconds) is not int or not 0 <= seconds <= LONGEST_LOOK:
        faults["seconds"] = "bad_value"
    if not str(said.get("path", "")).startswith("/"):
        faults.setdefault("path", "required" if "path" not in said else "bad_value")
    if faults:
        return faults
    assert isinstance(seconds, int)
    return Look(
        str(said["visitor"]), str(said["view"]), plain_path(str(said["path"])),
        harmless(str(said.get("title", "")), LONGEST_TITLE), host_of(str(said.get("referrer", ""))), seconds,
    )  # fmt: skip


def plain_path(said: str) -> str:
    """The path alone: what stands after `?` or `#` may be anybody's name."""
    return harmless(re.split(r"[?#]", said, maxsplit=1)[0], LONGEST_PATH)


def host_of(said: str) -> str:
    """The host of an address, or of a bare host; blank where there is none."""
    found = HOST.match(harmless(said, LONGEST_ADDRESS).lower())
    return found[1][:LONGEST_HOST] if found else ""


def harmless(said: str, longest: int) -> str:
    """One line without unseen signs, at most so long."""
    return " ".join(UNSEEN.sub(" ", said).split())[:longest]
