"""Which of a customer's people a text speaks of. Pure.

A full name counts most, then one that only sounds like it, as transcripts write names, then the surname with
a title, then the title alone. Two people of one surname and title are nobody: a person has to choose.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

TITLES = (
    "董事长", "总经理", "副总", "厂长", "院长", "校长", "主任", "经理", "科长", "处长", "部长", "局长",
    "所长", "队长", "组长", "主管", "总监", "总工", "工程师", "老师", "书记", "先生", "女士", "老板", "总",
    "董", "工", "厂", "院", "科", "处",
)  # fmt: skip
LEADING = ("董事长", "总经理", "老板", "总裁", "董", "总", "ceo", "president", "owner", "managing director",
           "general manager")  # fmt: skip
"""Titles of those who decide, where the directory does not say who does."""
NOT_LEADING = ("总监", "总工", "副总")
MET = re.compile(
    r"见到|见了|见过|拜访|碰到|遇到|面谈|当面|和.{1,8}(?:谈|聊|沟通|确认)|跟.{1,8}(?:谈|聊|沟通|确认)"
    r"|\b(?:met|saw|visited|talked (?:to|with)|spoke (?:to|with))\b",
    re.IGNORECASE,
)
UNKNOWN = re.compile(
    r"(?:见到|见了|拜访了?|遇到|碰到|和|跟|与)([一-鿿](?:总(?![监工部])|董事长|董(?!事)|老板))"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the directory. `decides`: his part in the decision says so; None where it says nothing."""

    id: str
    name: str
    title: str = ""
    decides: bool | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who is spoken of, where, and how surely from 0 to 1."""

    person: Person
    start: int
    end: int
    sure: float


Sound = Callable[[str], Sequence[str]]
"""The syllables of a text without tones: one for each Chinese sign, others as they are."""
ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("hu", "fu"))


def find_people(text: str, people: Sequence[Person], sound: Sound) -> list[Spoken]:
    """Who of them is spoken of, the surest first; each at most once."""
    found: dict[str, Spoken] = {}
    for looked in (_named(text, people), _sounded(text, people, sound), _titled(text, people)):
        taken = [(each.start, each.end) for each in found.values()]
        for each in looked:
            free = all(each.end <= start or each.start >= end for start, end in taken)
            if free and each.person.id not in found:
                found[each.person.id] = each
    return sorted(found.values(), key=lambda each: (-each.sure, each.start))


def is_leading(title: str) -> bool:
    """Whether a title is of those who decide."""
    said = title.strip().lower()
    return any(part in said for part in LEADING) and not any(part in said for part in NOT_LEADING)


def unknown_leader(text: str) -> str:
    """`王总` where the directory knows no such person; empty where nobody of the kind was met."""
    found = UNKNOWN.search(text) if MET.search(text) else None
    return found[1] if found else ""


def _named(text: str, people: Sequence[Person]) -> list[Spoken]:
    found, low = [], text.lower()
    for each in people:
        name = each.name.strip().lower()
        if len(name) > 1 and (at := low.find(name)) >= 0:
            found.append(Spoken(each, at, at + len(name), 1.0))
    return found


def _sounded(text: str, people: Sequence[Person], sound: Sound) -> list[Spoken]:
    heard, found = [_tolerant(each) for each in sound(text)], []
    if len(heard) != len(text):
        return []
    for each in people:
        wanted = [_tolerant(said) for said in sound(each.name)]
        if not 2 <= len(wanted) <= 4 or not _is_chinese(each.name):
            continue
        for at in range(len(heard) - len(wanted) + 1):
            if heard[at : at + len(wanted)] == wanted and _is_chinese(text[at : at + len(wanted)]):
                found.append(Spoken(each, at, at + len(wanted), 0.8))
                break
    return found


def _titled(text: str, people: Sequence[Person]) -> list[Spoken]:
    found: list[Spoken] = []
    for pattern, sure in ((_with_surname, 0.7), (_title_alone, 0.6)):
        spots: dict[tuple[int, int], list[Person]] = {}
        for each in people:
            match = pattern(text, each)
            if match is not None:
                spots.setdefault(match, []).append(each)
        found += [Spoken(those[0], *spot, sure) for spot, those in spots.items() if len(those) == 1]
    return found


def _with_surname(text: str, person: Person) -> tuple[int, int] | None:
    name = person.name.strip()
    if _is_chinese(name):
        match = re.search(f"{name[0]}(?:{'|'.join(TITLES)})", text)
    else:
        last = re.escape(name.split()[-1]) if name else "$^"
        match = re.search(rf"\b(?:Mr|Ms|Mrs|Dr)\.?\s+{last}\b", text, re.IGNORECASE)
    return match.span() if match else None


def _title_alone(text: str, person: Person) -> tuple[int, int] | None:
    title = person.title.strip().lower()
    at = text.lower().find(title) if len(title) > 1 else -1
    return (at, at + len(title)) if at >= 0 else None


def _tolerant(syllable: str) -> str:
    said = syllable.lower()
    for loud, soft in ALIKE:
        said = said.replace(loud, soft)
    return said


def _is_chinese(text: str) -> bool:
    return bool(text) and all("\u4e00" <= sign <= "\u9fff" for sign in text)
