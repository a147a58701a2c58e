"""What else a rule may wait for, and what an action asks of a rule that names it: registered, not listed.

Engines register at the composition root, before the first workspace is opened.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prooftrail.platform.values import Label

if TYPE_CHECKING:
    from prooftrail.platform.automation.faults import Places
    from prooftrail.platform.work import Work

WhenCheck = Callable[["Work", Mapping[str, Any], "Places"], None]
StepCheck = Callable[["Work", str | None, Mapping[str, Any], "Places"], None]


@dataclass(frozen=True)
class Trigger:
    """A kind of occasion: `check` notes what is wrong with its `when`, `facts` are what blanks may name.

    Whoever brings it finds the rules that wait for it by `armed(work, on)` and calls `firing.fire`.
    """

    on: str
    label: Label
    check: WhenCheck
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signal:
    """Events of the log with a name of their own: their action, and perhaps which object they are about.

    `becomes` narrows it to events after which these fields have these values.
    """

    name: str
    label: Label
    action: str | None = None
    object: str | None = None
    becomes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class StepAbout:
    """What the rule centre need know of an action: its own check, facts it fills in by itself, and whether
    its input takes an `episode`: a rule of waiting then hands on the wait it fires for.
    """

    check: StepCheck | None = None
    late: tuple[str, ...] = ()
    offered: bool = True
    episode: bool = False


TRIGGERS: dict[str, Trigger] = {}
SIGNALS: dict[str, Signal] = {}
STEPS: dict[str, StepAbout] = {}


def register(trigger: Trigger) -> None:
    """Let rules wait for another kind of occasion."""
    TRIGGERS[trigger.on] = trigger


def register_signal(signal: Signal) -> None:
    """Let rules wait for a signal."""
    SIGNALS[signal.name] = signal


def register_step(action: str, about: StepAbout) -> None:
    """Say what a rule that names an action is checked for besides its input's shape."""
    STEPS[action] = about


for _each in (
    Signal("attempt.refused", Label("被拒绝的尝试", "Refused attempt"), action="attempt.refused"),
    Signal("evidence.rejected", Label("凭证被驳回", "Evidence rejected"), object="evidence",
           becomes=(("state", "rejected"),)),
    Signal("stage.advanced", Label("进入下一阶段", "Stage advanced"), action="stage.advanced"),
    Signal("derived.changed", Label("计算值变了", "Computed value changed"), action="derived.changed"),
    Signal("work_item.opened", Label("开了工单", "Work item opened"), action="work_item.opened",
           object="work_item"),
    Signal("approval.finished", Label("审批结束", "Approval finished"), action="approval.finished"),
):  # fmt: skip
    register_signal(_each)
