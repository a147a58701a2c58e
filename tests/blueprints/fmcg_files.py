"""The rows of 谷雨饮品's demo."""

import csv
from functools import cache

from prooftrail.platform.blueprint.folder import BLUEPRINTS

Row = dict[str, str]


@cache
def rows(name: str) -> list[Row]:
    """The rows of `demo/<name>.csv`."""
    with (BLUEPRINTS / "fmcg" / "demo" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
