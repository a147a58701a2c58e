"""What an administrator does about what goes outside: opens ways, replays, drops."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.effects import configured
from prooftrail.platform.effects.configured import CONFIG, KINDS, NEEDED, SECRETS
from prooftrail.platform.effects.store import change_state, queue
from prooftrail.platform.outbound.addresses import Failed
from prooftrail.platform.outbound.client import address_of
from prooftrail.platform.people.accounts import note
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import NAME, Json, uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

PERMISSION = "access:administer"
SPOKEN_BY = ("mail", "chat", "sms", "webhook")
"""Channels something is said by; of the others something is asked."""
SECURITIES = ("none", "starttls", "tls")
LONGEST = 2_000
MOST_CHANNELS = 40


class Wording(Input):
    """What people read, in both languages."""

    zh: str
    en: str


class OneEffect(Input):
    """An effect by its id."""

    effect: UUID


class SetChannel(Input):
    """A way outside. Secrets that are left out stay as they are."""

    channel: str
    kind: str
    label: Wording
    config: dict[str, str | int] = Field(default_factory=dict)
    secrets: dict[str, str] = Field(default_factory=dict)
    enabled: bool = True


class TestChannel(Input):
    """A way outside and, for mail and SMS, whom to write to."""

    channel: str
    to: str | None = None


class CallWebhook(Input):
    """A call of an address, or of a way of the kind webhook; `key` makes it happen once."""

    url: str | None = None
    via: str | None = None
    body: dict[str, Any] = Field(default_factory=dict)
    headers: dict[str, str] = Field(default_factory=dict)
    key: str | None = None


@action("replay_effect", "重新发送", "Send again", permission=PERMISSION)
def replay_effect(work: "Work", record: UUID | None, given: OneEffect) -> Done:
    """Send what was given up on once more, under its old key."""
    return _changed(work, given.effect, "waiting", "effect.replayed")


@action("drop_effect", "放弃发送", "Drop", permission=PERMISSION)
def drop_effect(work: "Work", record: UUID | None, given: OneEffect) -> Done:
    """Let what was given up on rest for good."""
    return _changed(work, given.effect, "dropped", "effect.dropped")


@action("set_channel", "设外发渠道", "Set channel", permission=PERMISSION)
def set_channel(work: "Work", record: UUID | None, given: SetChannel) -> Done:
    """Open a way outside, change it, or close it. Refuses what its kind does not take, naming each field."""
    _writes(work)
    known = configured.stored(work)
    before = known.get(given.channel)
    if before is None and len(known) >= MOST_CHANNELS:
        raise Refusal("too_many_channels", "conflict", facts={"most": MOST_CHANNELS})
    _check(given, before)
    secrets = dict(before["secrets"]) if before and before["kind"] == given.kind else {}
    secrets |= {name: _locked(work, text) for name, text in given.secrets.items() if text}
    said = {
        "kind": given.kind, "label": given.label.model_dump(), "config": given.config,
        "secrets": secrets, "enabled": given.enabled,
    }  # fmt: skip
    configured.keep(work, given.channel, said)
    note(work, "channel.set", work.actor.person, {"channel": given.channel, "kind": given.kind,
                                                  "enabled": given.enabled})  # fmt: skip
    return Done({"channel": given.channel})


@action("test_channel", "试发", "Try channel", permission=PERMISSION)
def test_channel(work: "Work", record: UUID | None, given: TestChannel) -> Done:
    """Send a line by one way, as everything else is sent; the list of effects says how it went."""
    _writes(work)
    found = configured.stored(work).get(given.channel)
    if found is None:
        raise Refusal("channel_missing", "missing", facts={"channel": given.channel[:48]})
    channel = KINDS[found["kind"]]
    if channel not in SPOKEN_BY:
        raise Refusal("channel_listens", "conflict", facts={"channel": given.channel})
    if channel in ("mail", "sms") and not given.to:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"to": "required"})
    text = "Prooftrail：这是一条试发消息。This is a trial message."
    said: dict[str, Any] = {"via": given.channel}
    if channel == "webhook":
        said["body"] = {"kind": "trial", "text": text}
    else:
        said["text"] = text
    if channel in ("mail", "sms"):
        said["to"] = [given.to]
    if channel in ("mail", "chat"):
        said["subject" if channel == "mail" else "title"] = "Prooftrail"
    key = f"trial:{uuid7()}"
    queue(work, key, channel, said, {"trial": True})
    return Done({"key": key})


@action("call_webhook", "调用外部地址", "Call webhook", permission="effects:send")
def call_webhook(work: "Work", record: UUID | None, given: CallWebhook) -> Done:
    """Let another system know: the body is sent as JSON, once per key, also when senders die."""
    _writes(work)
    payload: dict[str, Any] = {"body": given.body, "headers": given.headers}
    payload |= {name: said for name, said in (("url", given.url), ("via", given.via)) if said is not None}
    key = given.key or f"webhook:{uuid7()}"
    fresh = queue(work, key, "webhook", payload, {"action": "call_webhook"})
    return Done({"key": key, "queued": fresh})


ACTIONS: tuple[Action, ...] = (replay_effect, drop_effect, set_channel, test_channel, call_webhook)


def _changed(work: "Work", effect: UUID, to: str, said: str) -> Done:
    _writes(work)
    about = change_state(work, effect, to)
    because: dict[str, Json] = {"effect": str(effect), "channel": about["channel"]}
    note(work, said, work.actor.person, because)
    return Done({"effect": str(effect), "state": to})


def _writes(work: "Work") -> None:
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")


def _locked(work: "Work", text: str) -> str:
    if work.keys is None:
        raise Refusal("no_keys_here", "conflict", facts={})
    return work.keys.lock(text)


def _check(given: SetChannel, before: Mapping[str, Any] | None) -> None:
    faults: dict[str, str] = {}
    if not NAME.fullmatch(given.channel):
        faults["channel"] = "bad_value"
    if given.kind not in KINDS:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"kind": "bad_value"})
    takes, secret = CONFIG[given.kind], SECRETS[given.kind]
    kept = set(before["secrets"]) if before and before["kind"] == given.kind else set()
    has = {name for name, said in {**given.config, **given.secrets}.items() if said != ""} | kept
    faults |= {f"config.{name[:40]}": "unknown_field" for name in given.config if name not in takes}
    faults |= {f"secrets.{name[:40]}": "unknown_field" for name in given.secrets if name not in secret}
    faults |= {
        f"{'secrets' if name in secret else 'config'}.{name}": "required" for name in NEEDED[given.kind] - has
    }
    faults |= {f"config.{name}": "bad_value" for name in given.config if not _fits(name, given.config[name])}
    if (url := given.secrets.get("url")) and not _is_address(url):
        faults["secrets.url"] = "bad_value"
    if any(len(text) > LONGEST for text in given.secrets.values()):
        faults["secrets"] = "too_long"
    if not given.label.zh.strip() or not given.label.en.strip() or len(given.label.zh + given.label.en) > 200:
        faults["label"] = "bad_value"
    if faults:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=faults)


def _fits(name: str, said: str | int) -> bool:
    if name == "port":
        return isinstance(said, int) and 0 < said < 65_536
    if name == "security":
        return said in SECURITIES
    return isinstance(said, str) and len(said) <= 254 and said.isprintable()


def _is_address(url: str) -> bool:
    try:
        address_of(url)
    except Failed:
        return False
    return True
