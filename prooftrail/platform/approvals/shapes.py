"""What a designer says of a flow: what starts it, its steps and branches, and what each step may do."""

from typing import Annotated, Any, Literal

from pydantic import Field as Limited
from pydantic import StrictBool

from prooftrail.platform.actions.action import Input
from prooftrail.platform.processes.shapes import LONGEST_FORMULA, Key, Wording

Formula = Annotated[str, Limited(max_length=LONGEST_FORMULA)]
Who = list[dict[str, Any]]
Text = Wording | Annotated[str, Limited(max_length=300)]
Hours = Annotated[int, Limited(ge=1, le=2_000)]
Right = Literal["add_signer", "transfer", "return"]
RIGHTS: tuple[Right, ...] = ("add_signer", "transfer", "return")


class LimitInput(Input):
    """Hours a person has from when he is asked, and what happens then.

    He is reminded `remind_hours` before. `escalate` asks `to`, or his head, in his place; `pass` takes it for
    a yes; `return` sends it back to the starter; `remind` only reminds him.
    """

    hours: Hours
    counted: Literal["working", "calendar"] = Limited(default="working", alias="in")
    remind_hours: Hours | None = None
    then: Literal["escalate", "pass", "return", "remind"] = "remind"
    to: Who | None = None


class StepInput(Input):
    """One step: who is asked, and how their words come together."""

    key: Key
    label: Wording
    mode: Literal["serial", "any", "all", "vote"] = "any"
    share: str | None = Limited(default=None, alias="pass", max_length=20)
    who: Who
    when: Formula | None = None
    limit: LimitInput | None = None
    fields: dict[str, Literal["hidden", "edit"]] = Limited(default_factory=dict, max_length=60)
    on_empty: Literal["admin", "skip", "refuse", "head"] = "admin"
    on_repeat: Literal["ask", "skip"] = "ask"
    notified: Who = Limited(default_factory=list, alias="copy")
    may: list[Right] = Limited(default_factory=lambda: list(RIGHTS))


class WayInput(Input):
    """One way of a branch; without `when` it is the one that is left."""

    label: Wording
    when: Formula | None = None
    steps: list[dict[str, Any]] = Limited(default_factory=list, max_length=60)


class BranchInput(Input):
    """Ways of which the first whose condition holds is gone."""

    branch: list[WayInput] = Limited(min_length=1, max_length=20)


class StartInput(Input):
    """What is held back until it is approved: an action, or a field that is set to a value.

    Where there is a `when`, only while it holds for the record.
    """

    action: str | None = None
    field: str | None = None
    to: Any = None
    when: Formula | None = None


class FlowInput(Input):
    """A whole flow. `own` lets its starter decide, too; a change of the fields in `void` takes a running
    or given approval away. `resubmit` says where it goes on after it came back to the starter."""

    key: Key
    label: Wording
    object: str
    title: Text = "{name}"
    start: StartInput | None = None
    own: StrictBool = False
    void: list[str] = Limited(default_factory=list, max_length=60)
    resubmit: Literal["again", "there"] = "again"
    steps: list[dict[str, Any]] = Limited(max_length=60)
