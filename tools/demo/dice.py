"""Seeded choice. Every thing in the demo rolls its own dice, so one more customer shifts no other."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of choices fixed by its name.

    Only `Random.random` is used underneath: it alone is promised to give the same sequence
    in every version of Python, and the generated files must not change with the interpreter.
    """

    def __init__(self, *name: object) -> None:
        self._stream = Random("equipment/" + "/".join(str(part) for part in name))

    def share(self) -> float:
        """A number in [0, 1)."""
        return self._stream.random()

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.share() * (high - low + 1))

    def between(self, low: float, high: float) -> float:
        """A number in [low, high)."""
        return low + self.share() * (high - low)

    def chance(self, probability: float) -> bool:
        """Yes, with that probability (0 to 1)."""
        return self.share() < probability

    def pick(self, things: Sequence[T]) -> T:
        """One of `things`, all alike."""
        return things[int(self.share() * len(things))]

    def weigh(self, things: Sequence[T], weights: Sequence[float]) -> T:
        """One of `things`, as likely as its weight."""
        mark = self.share() * sum(weights)
        for thing, weight in zip(things, weights, strict=True):
            mark -= weight
            if mark < 0:
                return thing
        return things[-1]

    def order(self, things: Sequence[T]) -> list[T]:
        """The same things in another order."""
        keyed = [(self.share(), place) for place in range(len(things))]
        return [things[place] for _, place in sorted(keyed)]


def spread(total: int, weights: Sequence[float]) -> list[int]:
    """Whole parts of `total` in proportion to `weights`; the largest remainders take what is left."""
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [int(part) for part in exact]
    by_rest = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in by_rest[: total - sum(parts)]:
        parts[at] += 1
    return parts
