"""Metrics as their reader meets them: those he may read, each with what it may be divided by."""

from typing import TYPE_CHECKING, Any

from prooftrail.platform.metrics.reading import dimensions, opened, unknown
from prooftrail.platform.metrics.store import Metric, metrics, version_of
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def show_metrics(work: "Work") -> dict[str, Json]:
    """`{"items"}`: every metric in use of which the caller may read every field."""
    items: list[Json] = []
    for each in metrics(work).values():
        if each.definition is None:
            continue
        try:
            opened(work, each)
        except Refusal:
            continue
        items.append(shown(work, each))
    return {"items": items}


def shown(work: "Work", metric: Metric) -> dict[str, Json]:
    """One metric; grouping fields the caller may not read are left out."""
    of, object = metric.of, work.schema.object(metric.of.object)
    found: dict[str, Any] = of.model_dump()
    names = dimensions(work, object, of)
    found["dimensions"] = [{"name": name, "label": object.fields[name].label.json()} for name in names]
    found |= {"version": metric.version, "shipped": metric.shipped, "object_label": object.label.json()}
    return found


def show_versions(work: "Work", key: str) -> dict[str, Json]:
    """`{"items"}`: each version with its definition, none where it was retired then."""
    items: list[Json] = [
        {"version": version, "at": at.isoformat(), "by": None if by is None else str(by), "definition": said}
        for version, said, at, by in work.execute(
            f"select version, definition, at, by from {work.place.schema}._metric where key = %s "
            "order by version desc",
            [key],
        ).fetchall()
    ]
    shipped = version_of(work, key, 1)
    if shipped is not None and not any(each["version"] == 1 for each in items if isinstance(each, dict)):
        items.append({"version": 1, "at": None, "by": None, "definition": shipped.model_dump()})
    if not items:
        raise unknown(key)
    return {"items": items}
