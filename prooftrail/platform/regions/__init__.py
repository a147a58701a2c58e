"""Names of Chinese administrative divisions by their six-digit code (GB/T 2260).

Every province, and below it what the table holds; a code without a name is shown as it is.
`python -m tools.regions FILE` adds more.
"""

import csv
from functools import cache
from pathlib import Path

from prooftrail.platform.values import Label

TABLE = Path(__file__).parent / "divisions.csv"


@cache
def divisions() -> dict[str, Label]:
    """Every division there is a name for, by code."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: Label(row["zh"], row["en"]) for row in csv.DictReader(file)}


def path_of(code: str) -> list[str]:
    """The codes of a division and what it lies in, province first, as far as they have names."""
    above = dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code))
    return [each for each in above if each in divisions()]


@cache
def _spelled() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for code in divisions():
        names = [divisions()[each].zh for each in path_of(code)]
        for at in range(len(names)):
            found.setdefault("".join(names[at:]), set()).add(code)
        found.setdefault(names[0] + names[-1], set()).add(code)
    return found


def code_of(said: str) -> str | None:
    """The division of a name or a path of names, `浙江省宁波市海曙区`; None unless it is just one."""
    text = "".join(sign for sign in said if sign.isalnum())
    codes = _spelled().get(text, set())
    return next(iter(codes)) if len(codes) == 1 else None
