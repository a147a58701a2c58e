"""Right requests for the lead score."""

from typing import TYPE_CHECKING, Any

from tests.openapi.fuzzing import Described

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand


def learnable(stand: "Stand") -> dict[str, Any]:
    """No history is too little, for once."""
    for key in ("scoring.least_won", "scoring.least_lost"):
        said = {"input": {"key": key, "value": 0}}
        stand.ask("/api/v1/actions/change_setting", "POST", said)
    return {}


INPUTS: dict[str, Any] = {
    "train_lead_model": learnable, "activate_lead_model": lambda stand: {"number": 0},
    "show_lead_model": lambda stand: {},
}  # fmt: skip


def acting(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The body of an action."""
    return {"input": INPUTS[operation.id.removeprefix("do_")](stand)}


SCORING: "dict[str, Right]" = {
    **{f"do_{verb}": acting for verb in INPUTS},
    "do_explain_lead_score": lambda stand, operation: {"record": stand.fresh("lead"), "input": {}},
}
