"""Who reports to whom, without going round. Pure."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Person = TypeVar("Person", bound=Hashable)


def goes_round(person: Person, heads: Mapping[Person, Person | None]) -> bool:
    """Whether somebody would report to himself, however many steps away."""
    seen, at = {person}, heads.get(person)
    while at is not None:
        if at in seen:
            return at == person
        seen.add(at)
        at = heads.get(at)
    return False
