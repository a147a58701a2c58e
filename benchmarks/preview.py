"""The difference in rights before publishing, with many people and many records: how soon it is told.

`python -m benchmarks.preview`. With `PROOFTRAIL_BENCH_TEAMS=500` in a folder of its own there are
5,500 people. What cannot be counted in time is estimated, and says so. Nothing is published.
"""

import json
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.ground import WORKSPACE, ground
from prooftrail.opening import Opened
from prooftrail.platform.access.design.publishing import OneChange, PreviewInput, preview_draft
from prooftrail.platform.work import Caller

BUDGET = 2.0
DRAFTS = {
    "reps see their team": ("rep", {"read": "team", "write": "own", "create": True}),
    "managers see all": ("manager", {"read": "all", "write": "subtree", "create": True}),
    "reps see what is below": ("rep", {"read": "subtree", "write": "team", "create": True}),
}


def main() -> int:
    """Print one JSON line a draft; 1 where the budget is not held."""
    with ground() as parts:
        figures = list(measure(parts))
    return 0 if all(figure["ok"] for figure in figures) else 1


def measure(parts: Opened) -> Iterator[dict[str, Any]]:
    """The best of three of each draft."""
    for name, (role, grant) in DRAFTS.items():
        told, seconds = {}, list[float]()
        for _ in range(3):
            began = time.monotonic()
            with parts.workspaces.begin(WORKSPACE, Caller(reason="bench")) as work:
                told = preview_draft(work, PreviewInput(changes=[_change(work, role, grant)]))
            seconds.append(time.monotonic() - began)
        ours = min(seconds)
        figure = {
            "name": f"difference before publishing, {name} (s)", "ours": round(ours, 3), "floor": None,
            "ratio": None, "budget": BUDGET, "ok": ours < BUDGET, "people": len(list(told["people"])),
            "estimated": told["estimated"],
        }  # fmt: skip
        print(json.dumps(figure), flush=True)
        yield figure


def _change(work: Any, role: str, grant: dict[str, Any]) -> OneChange:
    query = f"select version, grants from {work.place.schema}._role where key = %s"
    version, grants = work.execute(query, [role]).fetchone()
    said = {"role": role, "version": version, "grants": {**grants, "customer": grant}}
    return OneChange(action="change_role", input=said)


if __name__ == "__main__":
    raise SystemExit(main())
