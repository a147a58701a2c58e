"""What a definition would say, before it is kept: checked where it is typed, then asked like any other."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from prooftrail.platform.actions.action import bad_input
from prooftrail.platform.metrics.asking import ask_of
from prooftrail.platform.metrics.checking import checked
from prooftrail.platform.metrics.shapes import Definition
from prooftrail.platform.metrics.store import Metric
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def tried(work: "Work", said: Mapping[str, Any]) -> dict[str, Json]:
    """The answer `ask` would give. Refuses what cannot be measured, naming every place."""
    try:
        of = Definition.model_validate(said.get("definition"))
    except ValidationError as error:
        raise bad_input(error) from None
    checked(work, of)
    asked = {key: value for key, value in said.items() if key != "definition"}
    return ask_of(work, Metric(of.key, 1, of), asked)
