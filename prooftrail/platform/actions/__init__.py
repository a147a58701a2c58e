"""Actions: the product's verbs, defined once for REST, buttons, rules and the history."""

from prooftrail.platform.actions.action import Action, Done, Engine, Evaluation, action

__all__ = ["Action", "Done", "Engine", "Evaluation", "action"]
