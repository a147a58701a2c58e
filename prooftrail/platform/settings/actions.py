"""Changing a setting: from now on, in the history, and undone there."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field as Asked

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.deeds import Deed
from prooftrail.platform.schema.design.history import note
from prooftrail.platform.schema.design.undoing import inverse
from prooftrail.platform.settings.checks import CHECKS
from prooftrail.platform.settings.keeping import drop_setting, fits, keep_setting, rows_in_force
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ABOUT = "person"
"""The object whose history it stands in: whose rules of the house they are."""
ELSEWHERE = ("schema.choices",)
"""Kept by their own designers."""


class ChangeSetting(Input):
    """The whole new value; it is made like the default."""

    key: str
    value: Any


class ResetSetting(Input):
    """Which one."""

    key: str = Asked(max_length=80)


@action("change_setting", "改设置", "Change setting", permission="schema:design")
def change_setting(work: "Work", record: UUID | None, given: ChangeSetting) -> Done:
    """Set a value from now on. Refuses an unknown key, and a value that is not made like the default."""
    default = _known(work, given.key)
    check = CHECKS.get(given.key)
    if not fits(default, given.value) or (check is not None and not check(given.value)):
        facts: dict[str, Json] = {"key": given.key, "example": default}
        raise Refusal("setting_bad_value", "invalid", facts=facts, fields={"value": "setting_bad_value"})
    return _set(work, given.key, given.value)


@action("reset_setting", "恢复默认设置", "Reset setting", permission="schema:design")
def reset_setting(work: "Work", record: UUID | None, given: ResetSetting) -> Done:
    """The default holds again."""
    _known(work, given.key)
    return _set(work, given.key, None)


@inverse("setting_changed")
def put_back(work: "Work", deed: Deed) -> None:
    """Undo: what was set before. Refuses where it is set otherwise by now."""
    key, (before, after) = deed.because["setting"], deed.changes["value"]
    held = rows_in_force(work).get(key)
    if (None if held is None else held.value) != after:
        raise Refusal("deed_overtaken", "conflict", facts={**deed.named, "what": list[Json]([key])})
    _set(work, key, before)


def can_be_set(work: "Work", key: str) -> bool:
    """Whether it is a setting that people set here, and nothing the composition root hands down with them."""
    return key in work.defaults and key not in ELSEWHERE and fits(work.defaults[key], work.defaults[key])


def _known(work: "Work", key: str) -> Any:
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if not can_be_set(work, key):
        facts = {"key": key[:80]}
        raise Refusal("setting_unknown", "missing", facts=facts, fields={"key": "setting_unknown"})
    return work.defaults[key]


def _set(work: "Work", key: str, value: Any) -> Done:
    held = rows_in_force(work).get(key)
    before = None if held is None else held.value
    if before != value or (held is None) != (value is None):
        if value is None:
            drop_setting(work, key)
        else:
            keep_setting(work, key, value)
        changes: dict[str, Json] = {"value": [before, value]}
        note(work, "setting_changed", work.schema.object(ABOUT), changes=changes, setting=key)
    return Done({"key": key, "value": work.settings.value(key)})


ACTIONS: tuple[Action, ...] = (change_setting, reset_setting)
