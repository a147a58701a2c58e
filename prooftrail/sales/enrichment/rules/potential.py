"""Which customers have high potential: something was filed lately, and what must be held is held. Pure."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Held:
    """A licence of a customer, as far as the rule reads it."""

    kind: str
    name: str
    issued_on: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Rule:
    """Of each kind of `recent` one issued within so many months; of each kind of `held` one that is valid."""

    months: int
    recent: tuple[str, ...]
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Potential:
    """Whether, because of which licences, and on which day to look again; None where no day changes it."""

    high: bool
    because: tuple[Held, ...]
    next: date | None


def judge(licences: Sequence[Held], rule: Rule, today: date) -> Potential:
    """By the rule, as of a day. A rule that asks for nothing marks nobody."""
    found: list[Held] = []
    turns: list[date] = []
    missing = not (rule.recent or rule.held)
    for kind, is_recent in [*((each, True) for each in rule.recent), *((each, False) for each in rule.held)]:
        fits = []
        for each in licences:
            if each.kind != kind:
                continue
            first, last = _span(each, rule.months) if is_recent else _valid(each)
            if first is not None and first > today:
                turns.append(first)
            elif (first is not None or not is_recent) and (last is None or today <= last):
                fits.append(each)
                turns += [last + timedelta(days=1)] if last is not None else []
        missing = missing or not fits
        found += fits[:1]
    return Potential(not missing, () if missing else tuple(found), min(turns, default=None))


def _span(each: Held, months: int) -> tuple[date | None, date | None]:
    """The days on which it counts as new; its last one is the same day of the month, months later."""
    if each.issued_on is None:
        return None, None
    last = months_after(each.issued_on, months)
    return each.issued_on, min(last, each.valid_until or last)


def _valid(each: Held) -> tuple[date | None, date | None]:
    return each.issued_on, each.valid_until


def months_after(day: date, months: int) -> date:
    """The same day of the month, or its last day where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max - timedelta(days=1)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def kind_of(name: str, words: Mapping[str, Sequence[str]], otherwise: str = "licence") -> str:
    """The kind of a licence by the words of its name; the first kind one of whose words it has."""
    folded = "".join(name.split()).lower()
    for kind, each in words.items():
        if any("".join(word.split()).lower() in folded for word in each if word.strip()):
            return kind
    return otherwise
