"""Which of the rules that react an event is for, before their conditions are asked."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from prooftrail.platform.automation.occasions import Happened
from prooftrail.platform.automation.rules.listening import concerns
from prooftrail.platform.automation.shapes import Rule
from prooftrail.platform.automation.triggers import SIGNALS
from prooftrail.platform.automation.values import canonical
from prooftrail.platform.fields import FieldFault

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

HEARD = ("record", "signal")


class Matcher:
    """The occasions of some rules, their values as events keep them."""

    def __init__(self, work: "Work", rules: Sequence[Rule]) -> None:
        self._work = work
        self._whens = {each.key: self._when(each) for each in rules if each.on in HEARD}

    def concerns(self, rule: Rule, event: Happened) -> bool:
        """Whether the event is what the rule waits for."""
        when = self._whens.get(rule.key)
        if when is None or (event.object is None and rule.object is not None):
            return False
        if event.object is not None and rule.object not in (None, event.object.name):
            return False
        if rule.on == "record":
            return concerns(when, event.kind, event.changes)
        signal = SIGNALS.get(when["name"])
        if signal is None or signal.object not in (None, event.object.name if event.object else None):
            return False
        if signal.action is not None and signal.action != event.action:
            return False
        return all(name in event.changes and event.changes[name][1] == value
                   for name, value in signal.becomes)  # fmt: skip

    def _when(self, rule: Rule) -> Mapping[str, Any] | None:
        object = self._work.schema.objects.get(str(rule.object)) if rule.object else None
        if rule.on != "record":
            return rule.when
        if object is None:
            return None
        said = dict(rule.when)
        try:
            for side in ("from", "to"):
                said[side] = {
                    name: canonical(self._work, object.fields[name], value)
                    for name, value in (rule.when.get(side) or {}).items()
                }
        except (KeyError, FieldFault):
            return None  # a field it names is gone: it waits for nothing any more
        return said
