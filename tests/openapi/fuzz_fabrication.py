"""Right requests for suspicions."""

from typing import TYPE_CHECKING, Any

from prooftrail.platform.people.actor import system
from prooftrail.platform.work import Caller
from tests.openapi.fuzzing import Described

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand


def suspicion(stand: "Stand") -> str:
    """A fresh one, open and nobody's."""
    with stand.parts.workspaces.begin(stand.workspace, Caller(reason="fuzz")) as work:
        values = {"title": "试", "kind": "burst", "score": "0.8", "state": "open",
                  "facts": '{"count": 9, "minutes": 3, "members": []}', "mark": "fuzz"}  # fmt: skip
        with work.acting(system("fuzz")):
            return str(work.records.create("suspicion", values, loose=True).id)


FOUND: "dict[str, Any]" = {"suspicion": suspicion}
"""Objects the system finds."""
BY_FINDING = frozenset({"create_suspicion"})
"""What nobody may do to them."""
INPUTS: dict[str, Any] = {
    "judge_suspicion": lambda stand: {"verdict": "dismissed", "reason": "试"},
    "look_at_suspicion": lambda stand: {}, "weigh_signals": lambda stand: {},
}  # fmt: skip


def acting(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The body of an action."""
    return {"record": suspicion(stand), "input": INPUTS[operation.id.removeprefix("do_")](stand)}


FABRICATION: "dict[str, Right]" = {f"do_{verb}": acting for verb in INPUTS}
