"""Why a lead has its score, in the reader's words, as far as he may read what it was made from."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.learned import store
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.regions import divisions
from prooftrail.platform.values import Json
from prooftrail.sales.scoring.known import FEATURES
from prooftrail.sales.scoring.rules.features import Feature
from prooftrail.sales.scoring.shapes import LEAD
from prooftrail.sales.scoring.training import ends, least

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Said = dict[str, Any]


def explain(work: "Work", lead: UUID) -> Said:
    """`{"score","at","number","reasons":[{"feature","label","unit","kind","value","text","points"}],
    "hidden","history"}`; `number` 0 is the scorecard, `history` what it takes until there is a model.

    Refuses a lead out of sight, and a reader from whom the score is kept.
    """
    work.records.get(LEAD, lead)
    if "score" not in work.access.readable(work.schema.object(LEAD)):
        raise Refusal("score_hidden", "forbidden")
    found = store.value_of(work, lead)
    if found is None:
        return {"score": None, "at": None, "number": 0, "reasons": [], "hidden": 0,
                "history": history(work)}  # fmt: skip
    told = [(FEATURES[name], points) for name, points in found.reasons if name in FEATURES]
    open_to = [(each, points) for each, points in told if may_read(work, each)]
    most = int(work.settings.value("scoring.reasons"))
    return {
        "score": f"{found.value:.1f}", "at": found.at.astimezone(work.zone).isoformat(),
        "number": found.number,
        "reasons": [
            _reason(work, each, points, found.inputs.get(each.key)) for each, points in open_to[:most]
        ],
        "hidden": len(told) - len(open_to), "history": None if found.number else history(work),
    }  # fmt: skip


def history(work: "Work") -> Json:
    """How many ends there are to learn from, and how many it takes."""
    (won, lost), (least_won, least_lost) = ends(work), least(work)
    return {"won": won, "lost": lost, "least_won": least_won, "least_lost": least_lost}


def may_read(work: "Work", feature: Feature) -> bool:
    """Whether the reader may read all a feature is known from."""
    for place in feature.reads:
        name, _, field = place.partition(".")
        object = work.schema.objects.get(name)
        if object is None or work.access.grant(name).reach("read") == "none":
            return False
        if field and field not in work.access.readable(object):
            return False
    return True


def _reason(work: "Work", feature: Feature, points: float, value: Any) -> Said:
    return {
        "feature": feature.key, "label": feature.label.json(), "unit": feature.unit, "kind": feature.kind,
        "value": value, "text": said_of(work, feature, value), "points": round(points, 1),
    }  # fmt: skip


def said_of(work: "Work", feature: Feature, value: Any) -> str | None:
    """A choice's label in the reader's language; None for what is said as a number."""
    if feature.kind != "choice" or not isinstance(value, str):
        return None
    if feature.key == "region":
        label = divisions().get(f"{value}0000")
        return value if label is None else getattr(label, work.locale)
    field = work.schema.object(LEAD).fields.get(feature.key)
    for each in (field.options.get("choices") or ()) if field is not None else ():
        if each["key"] == value:
            return str(each["label"].get(work.locale) or value)
    return value
