"""The rules as a designer writes them."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field as Asked

from prooftrail.platform.actions.action import Input

About = Literal["lead", "customer"]
MOST_LAYERS, MOST_PEOPLE = 12, 200


class Wording(Input):
    """What people read, in both languages."""

    zh: str = Asked(max_length=120)
    en: str = Asked(max_length=120)


class LayerInput(Input):
    """One filter. `filter` asks the record, or the rep's profile, as lists are filtered; `departments` with
    all below them and `people` make a team; `below` is how many may wait for somebody at most, less one."""

    about: Literal["record", "team", "rep", "load"]
    filter: list[Any] | None = None
    departments: list[UUID] = Asked(default_factory=list, max_length=50)
    people: list[UUID] = Asked(default_factory=list, max_length=MOST_PEOPLE)
    below: int | None = Asked(default=None, ge=1, le=100_000)


class RuleInput(Input):
    """One rule; all layers must hold. `otherwise`: what follows where nobody is left. `weights` by person."""

    key: str = Asked(max_length=48)
    label: Wording
    layers: list[LayerInput] = Asked(max_length=MOST_LAYERS)
    strategy: Literal["weighted", "round_robin", "least_load", "best_fit"] = "round_robin"
    weights: dict[UUID, int] = Asked(default_factory=dict, max_length=MOST_PEOPLE)
    wants: dict[Literal["region", "skill", "load"], int] = Asked(default_factory=dict)
    otherwise: Literal["next", "pool", "wait"] = "next"
    pool: str | None = Asked(default=None, max_length=80)
    working_hours: bool = False


class RulesInput(Input):
    """The ordered rules for one object; what no rule takes goes to the `pool`, or waits for somebody."""

    about: About
    name: str = Asked(default="", max_length=120)
    rules: list[RuleInput] = Asked(max_length=100)
    pool: str | None = Asked(default=None, max_length=80)
