"""How the tests of the laws plant a violation: source text under a made-up path."""

from collections.abc import Callable, Iterable
from textwrap import dedent

from tools.laws.tree import Source, Violation

Law = Callable[[Iterable[Source]], Iterable[Violation]]


def plant(path: str, text: str) -> list[Source]:
    """One file as the laws see it."""
    return [Source(path, dedent(text))]


def broken(law: Law, path: str, text: str) -> list[str]:
    """What `law` says of the file: one message per violation."""
    return [violation.message for violation in law(plant(path, text))]


def kept(violations: Iterable[Violation]) -> None:
    """Fails with every violation on a line of its own."""
    found = list(map(str, violations))
    assert not found, "\n" + "\n".join(found)
