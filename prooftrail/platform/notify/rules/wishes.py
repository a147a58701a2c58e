"""By which ways somebody is told: what his roles allow, less what he turned down. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prooftrail.platform.notify.rules.timing import Hours, Span, clock

APP = "app"
"""The inbox: nobody turns it down, and it has no quiet hours."""
OUTSIDE = ("mail", "chat", "sms")
LEVELS = ("info", "yellow", "red")
ANYBODY = "*"


@dataclass(frozen=True, slots=True)
class Wishes:
    """`channels` by level, only those outside; `robot` is the chat robot, or nothing for the first."""

    channels: Mapping[str, tuple[str, ...]]
    hours: Hours
    robot: str = ""


def wishes_of(roles: Mapping[str, Mapping[str, Any]], mine: Sequence[str], own: Mapping[str, Any]) -> Wishes:
    """Of somebody with these roles: any role's channel, the first role's hours; and his own choices.

    Roles nobody wrote down have those of `*`. Own quiet hours come on top; an own digest takes the quieter
    levels, never red.
    """
    found = [roles[each] for each in mine if each in roles] or [roles.get(ANYBODY, {})]
    off = set(own.get("off") or ())
    channels = {
        level: tuple(
            each for each in OUTSIDE if each not in off and any(each in role.get(level, ()) for role in found)
        )
        for level in LEVELS
    }
    first = found[0]
    quiet = tuple(span for span in (_span(first.get("quiet")), _span(own.get("quiet"))) if span)
    digest, digested = clock(first.get("digest") or ""), frozenset(first.get("digested") or ())
    if own.get("digest"):
        digest, digested = clock(own["digest"]), digested | {"info", "yellow"}
    return Wishes(channels, Hours(quiet, digest, digested), str(first.get("robot") or ""))


def _span(said: Any) -> Span | None:
    if not said or len(said) != 2:
        return None
    start, end = clock(said[0]), clock(said[1])
    return (start, end) if start is not None and end is not None and start != end else None
