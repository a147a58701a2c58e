"""The equipment blueprint as its files say it, read once for all tests."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import yaml

BLUEPRINT = Path(__file__).resolve().parents[2] / "blueprints" / "equipment"
Row = dict[str, str]


class Blueprint:
    """The folder: `rows(name)` of a CSV, `said(name)` of a YAML."""

    folder = BLUEPRINT

    @cache  # noqa: B019 - one instance, kept for the session
    def rows(self, name: str) -> list[Row]:
        """The rows of `demo/<name>.csv`, or of `divisions.csv`."""
        folder = BLUEPRINT if name == "divisions" else BLUEPRINT / "demo"
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    @cache  # noqa: B019 - one instance, kept for the session
    def said(self, name: str) -> Any:
        """What `<name>.yaml` holds."""
        return yaml.safe_load((BLUEPRINT / f"{name}.yaml").read_text(encoding="utf-8"))
