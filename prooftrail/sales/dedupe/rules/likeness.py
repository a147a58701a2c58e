"""How alike two plain strings are, from 0 to 1. Pure; every measure is the same both ways round."""

from collections.abc import Iterable, Mapping

PREFIX, PREFIX_WEIGHT = 4, 0.1
TOKEN_ALIKE = 0.88
"""From here on two words count as one that was mistyped."""


def bigrams(text: str) -> set[str]:
    """Neighbouring signs; of a single sign itself."""
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}


def dice(one: str, other: str) -> float:
    """Of both texts' neighbouring signs, how many are in both."""
    if not one or not other:
        return 0.0
    here, there = bigrams(one), bigrams(other)
    return 2 * len(here & there) / (len(here) + len(there))


def edits(one: str, other: str, most: int) -> int:
    """Signs put in, left out, changed, or swapped with their neighbour; `most + 1` where it takes more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        last, before, row = before, row, [at]
        for to, mate in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (sign != mate))
            if at > 1 < to and sign == other[to - 2] and mate == one[at - 2]:
                cost = min(cost, last[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def jaro_winkler(one: str, other: str) -> float:
    """Names with a typing mistake: near 1 for those that begin alike and share most of their signs."""
    if one == other:
        return 1.0 if one else 0.0
    low, high = sorted((one, other), key=lambda each: (len(each), each))
    pairs = _pairs(low, high)
    shared = len(pairs)
    if not shared:
        return 0.0
    swapped = sum(low[here] != high[there] for (here, _), there in _crossed(pairs)) / 2
    jaro = (shared / len(low) + shared / len(high) + (shared - swapped) / shared) / 3
    head = 0
    for sign, mate in zip(low[:PREFIX], high[:PREFIX], strict=False):
        if sign != mate:
            break
        head += 1
    return jaro + head * PREFIX_WEIGHT * (1 - jaro)


def _pairs(low: str, high: str) -> list[tuple[int, int]]:
    """Signs of one that stand near in the other, each used once."""
    reach = max(len(high) // 2 - 1, 0)
    used = [False] * len(high)
    found = []
    for at, sign in enumerate(low):
        for to in range(max(at - reach, 0), min(at + reach + 1, len(high))):
            if not used[to] and high[to] == sign:
                used[to] = True
                found.append((at, to))
                break
    return found


def _crossed(pairs: list[tuple[int, int]]) -> Iterable[tuple[tuple[int, int], int]]:
    return zip(pairs, sorted(there for _, there in pairs), strict=True)


def words_alike(one: Iterable[str], other: Iterable[str], weight: Mapping[str, float]) -> float:
    """How much of the weight of both texts' words is in both; a mistyped word counts as far as it is alike,
    a single letter as the word it begins. Words without a weight count 1.
    """
    here, there = sorted((sorted(set(one)), sorted(set(other))))
    total = sum(weight.get(each, 1.0) for each in (*here, *there))
    if not here or not there:
        return 0.0
    both = set(here) & set(there)
    shared = sum(2 * weight.get(each, 1.0) for each in both)
    left = [each for each in there if each not in both]
    for word in here:
        if word in both:
            continue
        best = max(((_word_alike(word, mate), mate) for mate in left), default=(0.0, ""))
        if best[0] >= TOKEN_ALIKE:
            left.remove(best[1])
            shared += best[0] * (weight.get(word, 1.0) + weight.get(best[1], 1.0))
    return min(shared / total, 1.0)


def _word_alike(one: str, other: str) -> float:
    if len(one) == 1 or len(other) == 1:
        return TOKEN_ALIKE if one[0] == other[0] else 0.0
    return jaro_winkler(one, other)
