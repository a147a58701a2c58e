"""What the gone have in common against the kept, and how sure that is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.sales.churn.rules.comparing import Table, holm, lift, said

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST = 12
"""Traits that are shown."""


def shared_traits(
    work: "Work", of: Mapping[UUID, frozenset[str]], gone: Sequence[UUID], kept: Iterable[UUID]
) -> list[dict[str, Any]]:
    """Every trait somebody who is gone has, the clearest first, with counts, lift and what may be said."""
    here, there = [of[each] for each in gone if each in of], [of[each] for each in kept if each in of]
    mine, theirs = (Counter(trait for each in side for trait in each) for side in (here, there))
    tables = {
        trait: Table(count, len(here) - count, theirs[trait], len(there) - theirs[trait])
        for trait, count in mine.items()
    }
    names = sorted(tables)
    chances = holm([fisher(tables[name]) for name in names])
    within = work.settings.value("churn.chance_percent") / 100
    least = max(1, work.settings.value("churn.least_gone"))
    found: list[dict[str, Any]] = [
        {
            "trait": name, "gone": tables[name].gone_with, "of_gone": tables[name].gone,
            "kept": tables[name].kept_with, "of_kept": tables[name].kept, "lift": _text(lift(tables[name])),
            "chance": None if chance is None else round(chance, 4),
            "verdict": said(tables[name], chance, within, least),
        }
        for name, chance in zip(names, chances, strict=True)
    ]  # fmt: skip
    order = {"clear": 0, "unclear": 1, "few": 2}
    found.sort(key=lambda each: (order[each["verdict"]], each["chance"] or 0, -each["gone"], each["trait"]))
    return found[:MOST]


def fisher(table: Table) -> float | None:
    """The chance of Fisher's exact test, two-sided; None where a side is empty."""
    from scipy.stats import fisher_exact  # half a second and 40 MB, which most processes never need

    if not table.gone or not table.kept:
        return None
    rows = [[table.gone_with, table.gone_without], [table.kept_with, table.kept_without]]
    return float(fisher_exact(rows)[1])


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
