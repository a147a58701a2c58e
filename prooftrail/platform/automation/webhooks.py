"""A rule's secret address: who knows it may call it, so often and with so much."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from prooftrail.platform.automation.firing import fire_all
from prooftrail.platform.automation.occasions import Occasion
from prooftrail.platform.automation.store import Armed, armed
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def workspace_of_hook(token: str) -> str:
    """The workspace a secret names."""
    return token.partition(".")[0][:48]


def called(work: "Work", token: str, size: int) -> Armed:
    """The rule behind a secret. Refuses a wrong one as missing, and a body that is too large."""
    wanted = sha256(token.encode()).digest()
    found = next((each for each in armed(work, "webhook") if each.token == wanted), None)
    if found is None:
        raise unknown_hook()
    most = work.settings.value("hooks.largest_kb")
    if size > most * 1024:
        raise Refusal("body_too_large", "too_large", facts={"limit": most * 1024})
    return found


def unknown_hook() -> Refusal:
    """The one answer for what is not there and what is not in force."""
    return Refusal("unknown_hook", "missing")


def receive(work: "Work", found: Armed, body: Mapping[str, Any], key: str | None) -> dict[str, Json]:
    """Fire the rule with what was sent as its facts; the same key counts once."""
    episode = f"hook:{sha256(key.encode()).hexdigest()[:32]}" if key else f"hook:{uuid7()}"
    said = {name: _word(value) for name, value in body.items()}
    outcome = fire_all(work, found.rule, [Occasion(None, None, episode, work.now, {"body": said})])
    return {"fired": outcome[0] in ("done", "already", "waiting")}


def _word(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str) else json.dumps(value, default=str)
