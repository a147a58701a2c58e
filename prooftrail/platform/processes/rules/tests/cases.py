"""The cases Python and TypeScript share, and facts spelt in JSON read into the rules' values."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from prooftrail.platform.processes.rules.distance import Position
from prooftrail.platform.processes.rules.gates import (
    Beside,
    Confirmation,
    Evidence,
    Reason,
    Requirement,
)
from prooftrail.platform.processes.rules.slots import slots_of

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


def requirement(spelt: Mapping[str, Any]) -> Requirement:
    """As the API spells it."""
    return Requirement(**{**spelt, "slots": slots_of(spelt.get("slots"))})


def evidence(spelt: Mapping[str, Any]) -> Evidence:
    """As the API spells it; what was shown is its id unless said."""
    times = {
        name: datetime.fromisoformat(spelt[name]) if spelt[name] else None
        for name in ("captured_at", "received_at")
    }
    places = {name: position(spelt.get(name)) for name in ("place", "activity_place")}
    return Evidence(**{"content": spelt["id"], **spelt, **times, **places})


def beside(spelt: Mapping[str, Any] | None) -> Beside:
    """`{formulas?, confirmations?, involved?}`."""
    said = spelt or {}
    confirmations = tuple(
        Confirmation(**{**each, "roles": tuple(each.get("roles", ()))})
        for each in said.get("confirmations", ())
    )
    return Beside(said.get("formulas", {}), confirmations, frozenset(said.get("involved", ())))


def spelt(reasons: tuple[Reason, ...]) -> list[dict[str, Any]]:
    """Reasons as the API spells them."""
    return [{"code": r.code, "facts": dict(r.facts), "evidence": r.evidence} for r in reasons]
