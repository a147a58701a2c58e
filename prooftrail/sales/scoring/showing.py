"""How leads are scored at present: what is in force and its figures, versions, drift, features."""

from typing import TYPE_CHECKING, Any

from prooftrail.platform.learned import store
from prooftrail.platform.learned.store import Model
from prooftrail.platform.notify.showing import labels
from prooftrail.sales.scoring.drifting import measure
from prooftrail.sales.scoring.explaining import history, may_read, said_of
from prooftrail.sales.scoring.known import FEATURES, SOURCES
from prooftrail.sales.scoring.shapes import LEAD

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

VERSIONS = 30
Said = dict[str, Any]


def show(work: "Work") -> Said:
    """`{"number","versions","history","features","card","drift","limits"}`; `number` 0 is the scorecard."""
    models = store.history(work, LEAD, VERSIONS)
    live = store.in_force(work, LEAD)
    if live is not None and live.number not in {each.number for each in models}:
        models.append(live)
    people = {each for model in models for each in (model.by, model.activated_by) if each is not None}
    names = labels(work, "person", sorted(people)) if people else {}
    value = work.settings.value
    return {
        "number": live.number if live else 0,
        "versions": [_version(work, each, names) for each in models],
        "history": history(work),
        "features": [
            {"key": each.key, "label": each.label.json(), "kind": each.kind, "unit": each.unit}
            for source in SOURCES for each in source.features if may_read(work, each)
        ],
        "card": [
            {**each, "text": said_of(work, FEATURES[each["feature"]], each["is"])}
            for each in value("scoring.card") if _may(work, str(each["feature"]))
        ],
        "drift": measure(work, live).said() if live else None,
        "limits": {"psi": int(value("scoring.drift_psi_percent")) / 100,
                   "miss": int(value("scoring.drift_miss_percent")) / 100,
                   "least": int(value("scoring.drift_least")), "top": int(value("scoring.top_percent"))},
    }  # fmt: skip


def _may(work: "Work", key: str) -> bool:
    return key in FEATURES and may_read(work, FEATURES[key])


def _version(work: "Work", model: Model, names: Any) -> Said:
    def person(id: Any) -> Said | None:
        return None if id is None else {"id": str(id), "label": names.get(id) or ""}

    def moment(at: Any) -> str | None:
        return None if at is None else at.astimezone(work.zone).isoformat()

    heaviest = sorted(model.figures.get("weights", {}).items(), key=lambda each: (-each[1], each[0]))
    weights = {name: each for name, each in heaviest if _may(work, name)}
    return {
        "number": model.number, "state": model.state, "figures": {**model.figures, "weights": weights},
        "asked_at": moment(model.asked_at), "by": person(model.by), "made_at": moment(model.made_at),
        "since": moment(model.since), "activated_by": person(model.activated_by),
        "ended_at": moment(model.ended_at),
    }  # fmt: skip
