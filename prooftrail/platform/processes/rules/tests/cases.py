"""The cases Python and TypeScript share, and positions spelt in JSON read into the rules' values."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from prooftrail.platform.processes.rules.distance import Position

_CASES = Path(__file__).parents[5] / "cases"


def read(path: str) -> Any:
    """One file of cases."""
    return json.loads((_CASES / path).read_text(encoding="utf-8"))


def named(case: Mapping[str, Any]) -> str:
    """The case's name, for pytest's list."""
    return str(case["name"])


def position(spelt: Mapping[str, Any] | None) -> Position | None:
    """`{lat, lng, datum?, accuracy_m?}`."""
    return Position(**spelt) if spelt else None
