"""Working days of the demo's last two weeks: cards and morning lists as people's own activities fill them.

A small demonstration has none of them: each names a deal that only the whole one has.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from tools.demo.dice import Dice
from tools.demo.moments import at, day_text, moment_text
from tools.demo.tables import table

FIRST, LAST = -14, -1
AMONG = "P-0001"
"""The deal that only the whole demonstration has."""
ON_SITE = ("visit", "survey", "demo")
LONGEST, MOST_LINES, LOOKED_BACK = 50, 4, 120
EXPECTS = {
    "call": "约定见面时间", "visit": "痛点当面确认", "survey": "三类现场照片拍齐",
    "proposal": "收下方案并约答疑", "demo": "设备部认可试机结果", "negotiation": "谈定付款方式",
    "signing": "合同签字盖章", "payment": "确认到账日期",
}  # fmt: skip
Row = Mapping[str, str]


class Day(NamedTuple):
    """What somebody logged on a day, in its order, and how many pieces of evidence he brought."""

    owner: str
    day: int
    acts: Sequence[Row]
    uploads: int


def make_workdays(made: Mapping[str, str], blueprint: Path) -> dict[str, str]:
    """`{"workdays.csv": text, "workday_lines.csv": text}` of the files of activities, evidence and deals."""
    acts = sorted(
        _rows(made, "activities", "project_activities"), key=lambda row: _moment(row["occurred_at"])
    )
    shown = _rows(made, "evidence", "project_evidence")
    deals = {row["ref"]: row for row in _rows(made, "deals", "projects")}
    names = _names(blueprint)
    days = sorted(_days(acts, shown), key=lambda each: (-each.day, each.owner))
    cards, lines = list[tuple[object, ...]](), list[tuple[object, ...]]()
    for number, day in enumerate(days, 1):
        ref, dice = f"WD-{number:04d}", Dice("workday", day.owner, day.day)
        mine = _lines(ref, day, deals) if dice.chance(0.94) else []
        lines += mine
        cards.append(_card(ref, names[day.owner], day, _agreed(acts, day), len(mine), dice))
    return {
        "workdays.csv": table(
            "ref title mark day expected touched obstacle appointments calls visits positions uploads"
            " confirmed_at late list_due listed_at list_late lines owner among created_at",
            cards,
        ),
        "workday_lines.csv": table(
            "ref title workday deal stage expects position owner created_at", lines
        ),
    }  # fmt: skip


def _rows(made: Mapping[str, str], *names: str) -> list[dict[str, str]]:
    return [row for name in names for row in csv.DictReader(io.StringIO(made[f"{name}.csv"]))]


def _names(blueprint: Path) -> dict[str, str]:
    said = yaml.safe_load((blueprint / "organisation.yaml").read_text("utf-8"))
    return {each["login"]: each["name"] for each in said["people"]}


def _moment(said: str) -> int:
    day, _, clock = said.partition(" ")
    hour, minute = clock.split(":")
    return at(_day(day), int(hour), int(minute))


def _day(said: str) -> int:
    return int(said.partition(" ")[0].rstrip("d"))


def _days(acts: Sequence[Row], shown: Sequence[Row]) -> Iterator[Day]:
    done: dict[tuple[str, int], list[Row]] = defaultdict(list)
    brought: dict[tuple[str, int], int] = defaultdict(int)
    for row in acts:
        done[row["owner"], _day(row["occurred_at"])].append(row)
    for row in shown:
        brought[row["owner"], _day(row["captured_at"])] += 1
    for (owner, day), rows in done.items():
        if FIRST <= day <= LAST:
            yield Day(owner, day, rows, brought[owner, day])


def _agreed(acts: Sequence[Row], day: Day) -> int:
    """What the last word about each deal or customer agreed for the day after."""
    last = {
        row["deal"] or row["customer"]: row["next_on"]
        for row in acts
        if row["owner"] == day.owner and day.day - LOOKED_BACK <= _day(row["occurred_at"]) <= day.day
    }
    return sum(on != "" and _day(on) == day.day + 1 for on in last.values())


def _card(ref: str, name: str, day: Day, agreed: int, lines: int, dice: Dice) -> tuple[object, ...]:
    """Most confirm the same evening, some two days later, a few never."""
    how = dice.weigh(("evening", "later", "never"), (91, 5, 4))
    later = how == "later" and day.day + 2 <= LAST
    confirmed = at(day.day + 2, 9, dice.whole(5, 50)) if later else at(day.day, 18, dice.whole(2, 55))
    tardy = dice.chance(0.05)
    listed = at(day.day, 8, dice.whole(31, 52) if tardy else dice.whole(1, 22))
    said = how != "never"
    objections = [row["objection"] for row in day.acts if row["objection"]]
    told = (
        len({row["customer"] for row in day.acts}), objections[-1][:LONGEST] if said and objections else "",
        agreed, sum(row["type"] == "call" for row in day.acts),
        sum(row["type"] in ON_SITE for row in day.acts), sum(row["place_lat"] != "" for row in day.acts),
        day.uploads,
    )  # fmt: skip
    return (
        ref, f"{name}的工作日", f"demo:{ref}", day_text(day.day), "true", *(told if said else ("",) * 7),
        moment_text(confirmed) if said else "", ("true" if later else "false") if said else "",
        moment_text(at(day.day, 8, 25)), moment_text(listed) if lines else "",
        ("true" if tardy else "false") if lines else "", lines or "", day.owner, AMONG,
        moment_text(at(day.day, 0, 5)),
    )  # fmt: skip


def _lines(ref: str, day: Day, deals: Mapping[str, Row]) -> list[tuple[object, ...]]:
    """The deals something was done for that day, as the list of that morning had them."""
    first = {row["deal"]: row for row in reversed(day.acts) if row["deal"]}
    chosen = [row for row in day.acts if row["deal"] and first[row["deal"]] is row][:MOST_LINES]
    morning = at(day.day, 8)
    return [
        (f"{ref}-{turn}", deals[row["deal"]]["name"], ref, row["deal"], _stage(deals[row["deal"]], morning),
         EXPECTS[row["type"]], turn, day.owner, moment_text(morning))
        for turn, row in enumerate(chosen, 1)
    ]  # fmt: skip


def _stage(deal: Row, moment: int) -> str:
    """Where a deal stood then; at its first stage where it had not begun."""
    steps = [each.partition("@") for each in filter(None, deal["course"].split(";"))]
    way = [*((stage, said) for stage, _, said in steps), (deal["stage"], deal["entered_at"])]
    return next((stage for stage, said in reversed(way) if _moment(said) <= moment), way[0][0])
