"""Right requests for learning from the best."""

from typing import TYPE_CHECKING, Any

from tests.openapi.fuzzing import Described

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand

STEPS = [{"type": "visit", "say": "先听"}, {"type": "demo", "after_days": 3}]


def pack(stand: "Stand", *, published: bool = False) -> str:
    """A fresh pack with two steps."""
    said = {"input": {"title": "试动作包", "steps": STEPS}}
    made = stand.ask("/api/v1/actions/save_pack", "POST", said)["result"]["id"]
    if published:
        stand.ask("/api/v1/actions/publish_pack", "POST", {"record": made, "input": {}})
    return str(made)


def distillable(stand: "Stand") -> dict[str, Any]:
    """Nobody is too few, for once."""
    for key in ("learning.least_people", "learning.least_won"):
        said = {"input": {"key": key, "value": 0}}
        stand.ask("/api/v1/actions/change_setting", "POST", said)
    return {"title": "试提炼"}


INPUTS: dict[str, Any] = {
    "compare_best": lambda stand: {}, "look_at_scripts": lambda stand: {},
    "learn_gaps": lambda stand: {},
    "keep_behaviour": lambda stand: {"key": "decider_met"},
    "save_pack": lambda stand: {"title": "试", "steps": STEPS}, "distil_pack": distillable,
}  # fmt: skip
ABOUT: dict[str, Any] = {
    "compare_proposal": lambda stand: stand.fresh("quotation"),
    "publish_pack": pack,
    "retire_pack": lambda stand: pack(stand, published=True),
    "look_at_adoption": lambda stand: pack(stand, published=True),
}


def acting(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The body of an action."""
    verb = operation.id.removeprefix("do_")
    if verb in ABOUT:
        return {"record": ABOUT[verb](stand), "input": {}}
    return {"input": INPUTS[verb](stand)}


LEARNING: "dict[str, Right]" = {f"do_{verb}": acting for verb in (*INPUTS, *ABOUT)}
