"""Ways outside that an administrator opened: a mail server, chat robots, an SMS service, addresses, and
services that hear, see, read and know companies.

Their secrets are locked with the master key, and only who sends can open them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from psycopg.types.json import Jsonb

from prooftrail.platform.keys import Keys
from prooftrail.platform.outbound.addresses import Failed

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

KINDS: dict[str, str] = {
    "mail": "mail", "wecom": "chat", "dingtalk": "chat", "feishu": "chat", "sms": "sms", "webhook": "webhook",
    "speech": "speech", "vision": "vision", "notes": "notes",
    "tianyancha": "companies", "qichacha": "companies",
}  # fmt: skip
"""The channel each kind serves."""
CONFIG: dict[str, frozenset[str]] = {
    "mail": frozenset({"host", "port", "security", "from", "user"}),
    "wecom": frozenset(), "dingtalk": frozenset(), "feishu": frozenset(),
    "sms": frozenset({"sender"}), "webhook": frozenset(), "speech": frozenset({"model"}),
    "vision": frozenset({"model"}), "notes": frozenset({"model"}),
    "tianyancha": frozenset(), "qichacha": frozenset(),
}  # fmt: skip
NEEDED: dict[str, frozenset[str]] = {
    "mail": frozenset({"host", "port", "security", "from"}), "wecom": frozenset({"url"}),
    "dingtalk": frozenset({"url"}), "feishu": frozenset({"url"}), "sms": frozenset({"url"}),
    "webhook": frozenset({"url"}), "speech": frozenset({"url", "model"}),
    "vision": frozenset({"url", "model"}), "notes": frozenset({"url", "model"}),
    "tianyancha": frozenset({"token"}), "qichacha": frozenset({"key", "secret"}),
}  # fmt: skip
SECRETS: dict[str, frozenset[str]] = {
    "mail": frozenset({"password"}), "wecom": frozenset({"url"}), "dingtalk": frozenset({"url", "sign"}),
    "feishu": frozenset({"url", "sign"}), "sms": frozenset({"url", "token"}),
    "webhook": frozenset({"url", "sign"}), "speech": frozenset({"url", "token"}),
    "vision": frozenset({"url", "token"}), "notes": frozenset({"url", "token"}),
    "tianyancha": frozenset({"url", "token"}), "qichacha": frozenset({"url", "key", "secret"}),
}  # fmt: skip
"""A robot's address is a secret: whoever knows it may speak in the room."""


@dataclass(frozen=True, slots=True)
class Configured:
    """One way, opened for who sends."""

    key: str
    kind: str
    config: Mapping[str, Any]
    secrets: Mapping[str, str]


def keep(work: "Work", key: str, said: Mapping[str, Any]) -> None:
    """Store one; secrets are locked already."""
    work.execute(
        f"insert into {work.place.schema}._channel "
        "(key, kind, label, config, secrets, enabled, changed_at, by) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict (key) do update set kind = excluded.kind, "
        "label = excluded.label, config = excluded.config, secrets = excluded.secrets, "
        "enabled = excluded.enabled, changed_at = excluded.changed_at, by = excluded.by",
        [key, said["kind"], Jsonb(said["label"]), Jsonb(said["config"]), Jsonb(said["secrets"]),
         said["enabled"], work.now, work.actor.person],
    )  # fmt: skip


def stored(work: "Work") -> dict[str, dict[str, Any]]:
    """Every way by key, its secrets locked."""
    rows = work.execute(
        f"select key, kind, label, config, secrets, enabled, changed_at from {work.place.schema}._channel "
        "order by key"
    ).fetchall()
    names = ("kind", "label", "config", "secrets", "enabled", "changed_at")
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}


def is_open(work: "Work", channel: str) -> bool:
    """Whether anything can go by this channel now."""
    return any(each["enabled"] and KINDS[each["kind"]] == channel for each in stored(work).values())


def find(work: "Work", keys: Keys, channel: str, via: str | None) -> Configured:
    """The way a payload names, or the first of its channel. Raises Failed where there is none to use."""
    for key, each in stored(work).items():
        if (via is not None and key != via) or KINDS[each["kind"]] != channel or not each["enabled"]:
            continue
        opened = {name: keys.unlock(locked) for name, locked in each["secrets"].items()}
        if None in opened.values():
            raise Failed("secret_locked", lasting=True)
        secrets = {name: said for name, said in opened.items() if said is not None}
        return Configured(key, each["kind"], each["config"], secrets)
    raise Failed("no_channel", lasting=True)
