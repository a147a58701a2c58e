"""When demos fail in a region, one after the other, it is support that lacks, not the rep. Pure."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Id = TypeVar("Id", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Demo(Generic[Id]):
    """One demo, and whether the customer signed for it."""

    id: Id
    signed: bool


@dataclass(frozen=True, slots=True)
class Run(Generic[Id]):
    """Demos in a row without a signature, the newest first, and the signed one before them."""

    demos: tuple[Id, ...]
    after: Id | None


def run_of(newest: Sequence[Demo[Id]]) -> Run[Id]:
    """The run a region is in, of its demos, the newest first."""
    signed = next((at for at, each in enumerate(newest) if each.signed), None)
    demos = newest if signed is None else newest[:signed]
    return Run(tuple(each.id for each in demos), None if signed is None else newest[signed].id)


def is_gap(run: Run[Id], many: int) -> bool:
    """Whether so many in a row make a gap."""
    return len(run.demos) >= max(1, many)
