"""Saying by which ways one is told: for oneself, and, as an administrator, for a role."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.notify.readers import ROLES, keep_choices
from prooftrail.platform.notify.rules.timing import clock
from prooftrail.platform.notify.rules.wishes import ANYBODY, LEVELS, OUTSIDE
from prooftrail.platform.people.accounts import note
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.settings.keeping import keep_setting

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class SetNotifyChoices(Input):
    """One's own: channels turned off, quiet hours on top of the role's, a digest at a time."""

    off: list[str] = Field(default_factory=list)
    quiet: list[str] | None = None
    digest: str = ""


class SetNotifyRole(Input):
    """By which channels a role is told of what, its quiet hours, its digest; `*` is every other role."""

    role: str
    info: list[str] = Field(default_factory=list)
    yellow: list[str] = Field(default_factory=list)
    red: list[str] = Field(default_factory=list)
    quiet: list[str] = Field(default_factory=list)
    digest: str = ""
    digested: list[str] = Field(default_factory=list)
    robot: str = ""


@action("set_notify_choices", "设我的通知", "Set own notifications")
def set_notify_choices(work: "Work", record: UUID | None, given: SetNotifyChoices) -> Done:
    """Turn down what one's roles allow. Nobody can turn the inbox off."""
    check_writes(work)
    person = work.actor.person
    if person is None:
        raise Refusal("only_a_person", "forbidden")
    choices: dict[str, Any] = {
        "off": _known(given.off, OUTSIDE, "off"),
        "quiet": _quiet(given.quiet),
        "digest": _time(given.digest),
    }
    keep_choices(work, person, choices)
    return Done({"own": choices})


@action("set_notify_role", "设角色的通知", "Set a role's notifications", permission="access:administer")
def set_notify_role(work: "Work", record: UUID | None, given: SetNotifyRole) -> Done:
    """Say how a role is told; in force from now on."""
    check_writes(work)
    found = work.execute(f"select 1 from {work.place.schema}._role where key = %s", [given.role]).fetchone()
    if given.role != ANYBODY and found is None:
        raise Refusal(
            "invalid_fields",
            "invalid",
            facts={"object": "input", "role": given.role[:48]},
            fields={"role": "unknown_role"},
        )
    channels = ("app", *OUTSIDE)
    fresh: dict[str, Any] = {level: _known(getattr(given, level), channels, level) for level in LEVELS}
    fresh |= {
        "quiet": _quiet(given.quiet) or [], "digest": _time(given.digest),
        "digested": _known(given.digested, LEVELS, "digested"), "robot": given.robot[:48],
    }  # fmt: skip
    roles = dict(work.settings.value(ROLES))
    before, roles[given.role] = roles.get(given.role), fresh
    keep_setting(work, ROLES, roles)
    note(work, "notify.role_set", work.actor.person, {"role": given.role})
    return Done({"role": given.role, "before": before, "after": fresh})


ACTIONS: tuple[Action, ...] = (set_notify_choices, set_notify_role)


def _known(found: list[str], known: tuple[str, ...], name: str) -> list[str]:
    if any(each not in known for each in found):
        raise bad(**{name: "bad_value"})
    return list(dict.fromkeys(found))


def _quiet(found: list[str] | None) -> list[str] | None:
    if not found:
        return None
    if len(found) != 2 or found[0] == found[1] or not all(_time(each, "quiet") for each in found):
        raise bad(quiet="bad_value")
    return found


def _time(found: str, name: str = "digest") -> str:
    try:
        clock(found)
    except ValueError:
        raise bad(**{name: "bad_value"}) from None
    return found


def check_writes(work: "Work") -> None:
    """Refuse who only looks through another's eyes."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")


def bad(**fields: str) -> Refusal:
    """A refusal of an input's fields."""
    return Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)
