"""Notifications of one's own, and what goes outside. Telling, replaying and setting go by actions."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    COUNT,
    ID,
    LABEL,
    READ,
    TEXT,
    TIME,
    WRITE,
    Ground,
    Operation,
    array,
    body,
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.platform.effects.channels import CHANNELS
from prooftrail.platform.effects.configured import KINDS
from prooftrail.platform.effects.showing import STATES
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.notify.rules.wishes import LEVELS, OUTSIDE
from prooftrail.platform.values import Label

TAG, ROOT = "notifications", "/api/v1/notifications"
YES: Shape = {"type": "boolean"}
ANY: Shape = {}
SERVED: Shape = {"enum": sorted(set(KINDS.values()))}
DELIVERY = record(
    channel={"enum": list(OUTSIDE)}, state={"enum": ["queued", "held", "digest", "sent", "failed"]}, at=TIME,
    why=nullable(TEXT),
)  # fmt: skip
NOTIFICATION = record(
    id=ID, level={"enum": list(LEVELS)}, title=LABEL, text=LABEL,
    about=nullable(record(object=TEXT, id=ID, label=nullable(TEXT))), source=nullable(TEXT), at=TIME,
    read_at=nullable(TIME), deliveries=array(DELIVERY),
)  # fmt: skip
EFFECT = record(
    id=ID, key=TEXT, channel={"enum": list(CHANNELS)}, via=nullable(TEXT), host=nullable(TEXT), people=COUNT,
    state={"enum": list(STATES)}, tries=COUNT, next_at=nullable(TIME), error=ANY, created_at=TIME,
    sent_at=nullable(TIME), because=ANY,
)  # fmt: skip
CHANNEL = record(
    channel=TEXT, kind={"enum": list(KINDS)}, serves=SERVED, label=LABEL,
    config={"type": "object"}, secrets=array(TEXT), enabled=YES, changed_at=TIME,
)  # fmt: skip
KIND = record(
    kind={"enum": list(KINDS)}, serves=SERVED, config=array(TEXT), secrets=array(TEXT), needed=array(TEXT),
)  # fmt: skip
OWN = record(off=array(TEXT), quiet={"type": ["array", "null"]}, digest=TEXT)


def schemas(ground: Ground) -> dict[str, Shape]:
    """A notification, an effect, a way outside."""
    return {"Notification": NOTIFICATION, "Effect": EFFECT, "Channel": CHANNEL}


def operations(ground: Ground) -> Iterator[Operation]:
    """Inbox and settings, effects and channels."""
    yield from _inbox()
    yield from _outside()


def _inbox() -> Iterator[Operation]:
    unread = in_query("unread", {"enum": ["true", "false"]}, "Only what the caller has not read.")
    page = record(items=array(shape("Notification")), next=nullable(TEXT), unread=COUNT)
    about = "The caller's, the newest first, each with how it went outside."
    yield Operation("GET", ROOT, "list_notifications", Label("通知清单", "List notifications"), about,
                    {200: page}, READ, tag=TAG, parameters=(unread, _cursor(), _limit(200)))  # fmt: skip
    about = "How many the caller has not read."
    yield Operation("GET", f"{ROOT}/count", "count_notifications", Label("未读数", "Count unread"), about,
                    {200: record(unread=COUNT)}, READ, tag=TAG)  # fmt: skip
    about = (
        "Channels, quiet hours and digest of the caller's roles, what he turned down, and what comes of it."
    )
    found = record(
        channels=array(TEXT), levels=array(TEXT), roles=array({"type": "object"}), own=OWN,
        outcome={"type": "object"}, reached=record(mail=YES, sms=YES),
    )  # fmt: skip
    yield Operation("GET", f"{ROOT}/settings", "show_notification_settings",
                    Label("我的通知设置", "Own notification settings"), about, {200: found}, READ,
                    tag=TAG)  # fmt: skip
    about = "Mark some as read, or `all`; answers how many are left."
    said: Shape = {
        "type": "object", "additionalProperties": False,
        "properties": {"ids": array(ID, maxItems=500), "all": YES},
        "oneOf": [{"required": ["ids"], "not": {"required": ["all"]}},
                  {"required": ["all"], "properties": {"all": {"const": True}},
                   "not": {"required": ["ids"]}}],
    }  # fmt: skip
    yield Operation("POST", f"{ROOT}/read", "read_notifications", Label("标为已读", "Mark as read"), about,
                    {200: record(unread=COUNT)}, WRITE, tag=TAG, body=body(said))  # fmt: skip


def _outside() -> Iterator[Operation]:
    state = in_query("state", {"enum": list(STATES)}, "Of this state.")
    channel = in_query("channel", {"enum": list(CHANNELS)}, "By this channel.")
    counts = record(**dict.fromkeys(STATES, COUNT))
    page = record(items=array(shape("Effect")), next=nullable(TEXT), counts=counts)
    about = "What is to go outside, the newest first: state, tries and why not; for administrators."
    yield Operation("GET", "/api/v1/effects", "list_effects", Label("外发清单", "List effects"), about,
                    {200: page}, READ, tag=TAG,
                    parameters=(state, channel, _cursor(), _limit(200)))  # fmt: skip
    about = (
        "Mail servers, chat robots, SMS services and addresses, without their secrets; for administrators."
    )
    found = record(items=array(shape("Channel")), kinds=array(KIND))
    yield Operation("GET", "/api/v1/effects/channels", "list_channels", Label("外发渠道", "List channels"),
                    about, {200: found}, READ, tag=TAG)  # fmt: skip


def _cursor() -> Shape:
    return in_query("cursor", TEXT, "Where the last page ended.")


def _limit(most: int) -> Shape:
    return in_query("limit", {"type": "integer", "minimum": 1, "maximum": most}, "Items a page.")
