"""Three trees into one: what a blueprint was, what a workspace made of it, what the blueprint is now.

Pure. A tree is JSON. Objects are merged key by key, lists whose items carry a `key` item by item, all
else is a leaf. What only one side changed is taken; what both changed, and what would destroy something,
is a conflict, and stays as it is here until somebody chooses.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal

Path = tuple[str, ...]
Side = Literal["mine", "theirs"]
ORDER = "#order"
"""Where the order of a list stands among its items."""


class Absent(Enum):
    """What is not there, which is not the same as null."""

    ABSENT = "absent"

    def __repr__(self) -> str:
        """Short, for examples that fail."""
        return "ABSENT"


ABSENT = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the three are not the same. `why` is said of a conflict only.

    `both_changed`, `both_added`; `removed_here` what the other side changed; `removed_there` what is
    changed here or must not vanish; `retyped` what cannot become another thing.
    """

    path: Path
    base: Any
    mine: Any
    theirs: Any
    why: str = ""

    @property
    def place(self) -> str:
        """The path as people and choices write it."""
        return "/".join(self.path)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the trees are about. `whole`: two who added the same never mix; `precious`: never taken away
    or turned into something else without being asked. `chosen` settles conflicts by their place.
    """

    whole: Callable[[Path], bool] = lambda path: False
    precious: Callable[[Path], bool] = lambda path: False
    fixed: Callable[[Path], bool] = lambda path: False
    chosen: Mapping[str, Side] = field(default_factory=dict)


@dataclass(slots=True)
class Merged:
    """The outcome: `taken` came from theirs, `kept` is what mine has of its own, `conflicts` are open."""

    value: Any = ABSENT
    taken: list[Difference] = field(default_factory=list)
    kept: list[Difference] = field(default_factory=list)
    conflicts: list[Difference] = field(default_factory=list)


def merge(base: Any, mine: Any, theirs: Any, rules: Rules | None = None) -> Merged:
    """Mine with what theirs changed since base. Nothing of either is lost: it is in the value or named."""
    merger = _Merger(rules or Rules())
    merger.found.value = merger.merge((), base, mine, theirs)
    return merger.found


class _Merger:
    """One merge under way."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self.found = Merged()

    def merge(self, path: Path, base: Any, mine: Any, theirs: Any) -> Any:
        """The value of one place."""
        if _same(mine, theirs):
            return mine
        if self._mixes(path, base, mine, theirs):
            if isinstance(mine, dict):
                return self._objects(path, base, mine, theirs)
            return self._lists(path, base, mine, theirs)
        return self._leaf(path, base, mine, theirs)

    def _mixes(self, path: Path, base: Any, mine: Any, theirs: Any) -> bool:
        """Whether the place is merged piece by piece."""
        if mine is ABSENT or theirs is ABSENT or (base is ABSENT and self._rules.whole(path)):
            return False
        here = [each for each in (base, mine, theirs) if each is not ABSENT]
        return all(isinstance(each, dict) for each in here) or _are_keyed(here)

    def _objects(self, path: Path, base: Any, mine: Any, theirs: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        known = {} if base is ABSENT else base
        for key in (*mine, *(key for key in theirs if key not in mine)):
            value = self.merge(
                (*path, key), known.get(key, ABSENT), mine.get(key, ABSENT), theirs.get(key, ABSENT)
            )
            if value is not ABSENT:
                found[key] = value
        return found

    def _lists(self, path: Path, base: Any, mine: Any, theirs: Any) -> list[Any]:
        parts = [{} if each is ABSENT else {item["key"]: item for item in each}
                 for each in (base, mine, theirs)]  # fmt: skip
        items = self._objects(path, *parts)
        known, here, there = (list(each) for each in parts)
        return [items[key] for key in self._order(path, known, here, there, set(items))]

    def _order(
        self, path: Path, base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], left: set[str]
    ) -> list[str]:
        """The order of what is left: whoever changed it decides; what one side added stays where it was."""
        both = set(mine) & set(theirs) & left
        here, there = _only(mine, both), _only(theirs, both)
        frame = here
        if here != there:
            known = set(base) & both
            moved = [_only(each, known) != _only(base, known) for each in (mine, theirs)]
            if moved == [False, True]:
                frame = there
            elif moved != [True, False]:
                frame = self._leaf((*path, ORDER), _only(base, both), here, there)
        groups: dict[str | None, list[list[str]]] = {}
        for each in (mine, theirs):
            for anchor, added in _added(each, both, left).items():
                groups.setdefault(anchor, []).append(added)
        found: list[str] = []
        for anchor in (None, *frame):
            found += [] if anchor is None else [anchor]
            found += [key for group in sorted(groups.get(anchor, ())) for key in group]
        return found

    def _leaf(self, path: Path, base: Any, mine: Any, theirs: Any) -> Any:
        """One side, or a conflict."""
        why = self._conflict(path, base, mine, theirs)
        said = Difference(path, base, mine, theirs, why)
        if why:
            side = self._rules.chosen.get(said.place)
            if side is None:
                self.found.conflicts.append(said)
                return mine
        else:
            side = "mine" if _same(base, theirs) else "theirs"
        (self.found.kept if side == "mine" else self.found.taken).append(said)
        return mine if side == "mine" else theirs

    def _conflict(self, path: Path, base: Any, mine: Any, theirs: Any) -> str:
        """Why nobody can decide for the workspace; blank where it is plain."""
        if _same(base, theirs):
            return ""
        if _same(base, mine):
            if theirs is ABSENT and self._rules.precious(path):
                return "removed_there"
            return "retyped" if base is not ABSENT and self._rules.fixed(path) else ""
        if mine is ABSENT:
            return "removed_here"
        if theirs is ABSENT:
            return "removed_there"
        return "both_added" if base is ABSENT else "both_changed"


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON, where true is not 1."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


def _are_keyed(found: Sequence[Any]) -> bool:
    """Whether they are lists of items with a key of their own."""
    if not all(isinstance(each, list) for each in found) or not any(found):
        return False
    return all(_is_keyed(each) for each in found)


def _is_keyed(items: Sequence[Any]) -> bool:
    keys = [each.get("key") if isinstance(each, dict) else None for each in items]
    return all(isinstance(key, str) for key in keys) and len(set(keys)) == len(keys)


def _only(keys: Sequence[str], allowed: set[str]) -> list[str]:
    return [key for key in keys if key in allowed]


def _added(keys: Sequence[str], frame: set[str], left: set[str]) -> dict[str | None, list[str]]:
    """What one list has besides the frame, by the frame's key it stands behind."""
    found: dict[str | None, list[str]] = {}
    anchor: str | None = None
    for key in keys:
        if key in frame:
            anchor = key
        elif key in left:
            found.setdefault(anchor, []).append(key)
    return found


def unfold(difference: Difference) -> dict[str, Any]:
    """`{"path","base","mine","theirs","why"}` with null for what is not there."""
    found = {
        key: None if value is ABSENT else value
        for key, value in (
            ("base", difference.base),
            ("mine", difference.mine),
            ("theirs", difference.theirs),
        )
    }
    return {"path": difference.place, "why": difference.why, **found}
