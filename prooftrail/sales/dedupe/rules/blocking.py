"""Which pairs are looked at: never all of them. Pure.

Records that share a key make a block. A key that too many share says little, so its block is split by the
keys of other kinds its records have, again and again; what is still too large then is left.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from itertools import combinations

Key = tuple[int, Hashable]
"""A kind of key, and the key."""
LARGEST = 10
DEEPEST = 2


def find_pairs(keys: Sequence[Collection[Key]], largest: int = LARGEST) -> set[tuple[int, int]]:
    """Pairs of records by their place, lower first; `keys[at]` are those of one record."""
    blocks: Mapping[Key, list[int]] = _blocks(keys, range(len(keys)), -1)
    found: set[tuple[int, int]] = set()
    for key, block in blocks.items():
        for small in _split(keys, block, key[0], largest, DEEPEST):
            found.update(combinations(small, 2))
    return found


def _blocks(keys: Sequence[Collection[Key]], among: Collection[int], after: int) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = defaultdict(list)
    for at in among:
        for key in keys[at]:
            if key[0] > after:
                found[key].append(at)
    return {key: block for key, block in found.items() if len(block) > 1}


def _split(
    keys: Sequence[Collection[Key]], block: list[int], kind: int, largest: int, deep: int
) -> Iterator[list[int]]:
    """Kinds in rising order alone, so that no combination of kinds is gone through twice."""
    if len(block) <= largest:
        yield block
    elif deep > 1:
        for key, smaller in _blocks(keys, block, kind).items():
            yield from _split(keys, smaller, key[0], largest // 2, deep - 1)
