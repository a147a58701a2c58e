"""Handing messages to the effects that carry them: at once, or many as one when their time has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.effects.configured import is_open
from prooftrail.platform.effects.store import queue
from prooftrail.platform.notify.readers import Reader
from prooftrail.platform.notify.rules.digesting import Said, as_one
from prooftrail.platform.notify.rules.timing import State

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ADDRESS = "notify.address"
FAULTS = ("no_channel", "no_address_of_person")
Row = tuple[UUID, UUID, UUID, str, str, datetime, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message on its way to one person by one channel."""

    id: UUID
    notification: UUID
    reader: Reader
    channel: str
    state: State
    due: datetime


def hand_over(work: "Work", parcels: Sequence[Parcel]) -> None:
    """Keep how each goes; those whose time is now become effects, one a room or mailbox."""
    if not parcels:
        return
    kept: list[Row] = []
    now: list[Parcel] = []
    for each in parcels:
        fault = _fault(work, each)
        if fault is not None:
            kept.append(_row(each, "failed", error=fault))
        elif each.state == "queued":
            now.append(each)
        else:
            kept.append(_row(each, each.state))
    effects = send(work, now)
    kept += [_row(each, "queued", effect=effects[each.id]) for each in now]
    with work.connection.cursor() as cursor:
        cursor.executemany(
            f"insert into {work.place.schema}._delivery "
            "(id, notification, person, channel, state, due_at, effect, error) "
            "values (%s, %s, %s, %s, %s, %s, %s, %s)",
            kept,
        )


def send(work: "Work", parcels: Sequence[Parcel]) -> dict[UUID, str]:
    """Queue the effects of parcels that are due; answers each one's effect by its key.

    To a mailbox or phone goes one message, however many wait; into a room one per notification, that
    names everybody it is for.
    """
    said = _texts(work, {each.notification for each in parcels})
    groups: dict[tuple[Any, ...], list[Parcel]] = {}
    for each in parcels:
        room = (each.channel, each.reader.wishes.robot, said[each.notification]["key"])
        mine = (each.channel, each.reader.person)
        groups.setdefault(room if each.channel == "chat" else mine, []).append(each)
    effects: dict[UUID, str] = {}
    for group in groups.values():
        key = f"notify:{group[0].id}"
        queue(
            work, key, group[0].channel, _payload(group, said), {"notification": str(group[0].notification)}
        )
        effects |= {each.id: key for each in group}
    return effects


def _payload(group: Sequence[Parcel], said: Mapping[UUID, Mapping[str, Any]]) -> dict[str, Any]:
    first = group[0]
    locale = first.reader.locale
    names = [first.notification] if first.channel == "chat" else [each.notification for each in group]
    one = as_one([_said(said[name], locale) for name in names], locale)
    if first.channel == "chat":
        phones = [each.reader.phone for each in group if each.reader.phone]
        found: dict[str, Any] = {"title": one.title, "text": one.text or one.title, "mention": phones}
        if one.link:
            found["link"] = one.link
        if first.reader.wishes.robot:
            found["via"] = first.reader.wishes.robot
        return found
    body = "\n\n".join(part for part in (one.text, one.link) if part) or one.title
    to = [str(first.reader.reached_by(first.channel))]
    if first.channel == "sms":
        return {"to": to, "text": "\n".join(part for part in (one.title, one.text) if part)}
    return {"to": to, "subject": one.title, "text": body}


def _said(stored: Mapping[str, Any], locale: str) -> Said:
    return Said(stored["title"][locale], stored["body"][locale], stored["link"])


def _texts(work: "Work", notifications: set[UUID]) -> dict[UUID, dict[str, Any]]:
    rows = work.execute(
        "select id, key, title, body, object, record "
        f"from {work.place.schema}._notification where id = any(%s)",
        [list(notifications)],
    ).fetchall()
    base = str(work.settings.value(ADDRESS)).rstrip("/")
    return {
        id: {
            "key": key,
            "title": title,
            "body": body,
            "link": f"{base}/o/{object}/{record}" if base and object else "",
        }
        for id, key, title, body, object, record in rows
    }


def _fault(work: "Work", each: Parcel) -> str | None:
    if not is_open(work, each.channel):
        return "no_channel"
    if each.channel != "chat" and not each.reader.reached_by(each.channel):
        return "no_address_of_person"
    return None


def _row(each: Parcel, state: str, *, effect: str | None = None, error: str | None = None) -> Row:
    return (each.id, each.notification, each.reader.person, each.channel, state, each.due, effect, error)
