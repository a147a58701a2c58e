"""Rules in force, by the designer's verbs: a change is a new version, and what was armed goes on."""

from pydantic import ValidationError

from prooftrail.platform.actions.action import bad_input
from prooftrail.platform.automation.actions import put_in_force, retire
from prooftrail.platform.automation.shapes import RuleInput
from prooftrail.platform.automation.store import hold, rules
from prooftrail.platform.blueprint.components import Tree, rule_tree
from prooftrail.platform.blueprint.kinds.kind import Ground, Kind


class RulesInForce(Kind):
    """What happens by itself."""

    name = "rule"

    def read(self, ground: Ground) -> dict[str, Tree]:
        """Every rule that is published, paused ones too."""
        return {
            key: rule_tree(known.live.said)
            for key, known in rules(ground.work).items()
            if known.live is not None and known.live.said is not None
        }

    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """Publish the next version; a draft somebody has stays one."""
        hold(ground.work)
        try:
            given = RuleInput.model_validate({**new, "key": key})
        except ValidationError as error:
            raise bad_input(error) from None
        put_in_force(ground.work, rules(ground.work, key).get(key), given.model_dump(by_alias=True))

    def remove(self, ground: Ground, key: str) -> None:
        """It reacts to nothing any more."""
        hold(ground.work)
        known = rules(ground.work, key).get(key)
        if known is not None and known.live is not None:
            retire(ground.work, known)
