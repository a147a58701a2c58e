"""Settings as who may change them reads them: named, with what holds and what would without them."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from prooftrail.platform.settings.actions import can_be_set
from prooftrail.platform.settings.keeping import rows_in_force
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@cache
def labels() -> dict[str, dict[str, Any]]:
    """What each setting and each group of them is called: `{"groups": …, "settings": …}`, by key."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(
        (files("prooftrail.platform.settings") / "labels.yaml").read_text(encoding="utf-8")
    )
    return found


def show_settings(work: "Work") -> dict[str, Json]:
    """`{"items": [{"key", "group", "label", "value", "default", "own", "since", "by"}]}`, as declared."""
    work.need("schema:design")
    held, named = rows_in_force(work), labels()
    people = {row.by for row in held.values() if row.by is not None}
    names: dict[Any, str] = dict(
        work.execute(
            f"select id, name from {work.place.schema}.person where id = any(%s)", [list(people)]
        ).fetchall()
    )
    items: list[Json] = []
    for key, default in work.defaults.items():
        if not can_be_set(work, key):
            continue
        row, group = held.get(key), key.partition(".")[0]
        items.append({
            "key": key, "group": named["groups"].get(group), "label": named["settings"].get(key),
            "value": default if row is None else row.value, "default": default, "own": row is not None,
            "since": None if row is None else row.since.isoformat(),
            "by": None if row is None or row.by is None
            else {"id": str(row.by), "label": names.get(row.by, "")},
        })  # fmt: skip
    return {"items": items}
