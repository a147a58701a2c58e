"""Whether leads still look and end as the model in force was taught."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from prooftrail.platform.learned import store
from prooftrail.platform.learned.store import Model
from prooftrail.sales.scoring.known import FEATURES
from prooftrail.sales.scoring.rules.drifting import psi, read_shape, shares
from prooftrail.sales.scoring.rules.figures import calibration_error
from prooftrail.sales.scoring.shapes import LEAD, LOST, WON
from prooftrail.sales.scoring.telling import warn

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST = 5_000
NEW = (
    "select v.value, v.inputs from {schema}._learned_value v join {schema}.lead l on l.id = v.record "
    "where v.about = %s and v.number = %s and l.created_at >= %s and l.deleted_at is null "
    "order by v.at desc limit {most}"
)
ENDED = (
    "select v.value, {won} from {schema}._learned_value v join {schema}.lead l on l.id = v.record "
    "where v.about = %s and v.number = %s and l.deleted_at is null and ({won} or {lost}) "
    "order by v.at desc limit {most}"
)


@dataclass
class Drift:
    """How far leads that came in since are from what was learned: the index of the score and of each feature,
    and by how much promises missed what came; None where too few are known. `over` names what is past its
    limit."""

    scored: int = 0
    ended: int = 0
    score: float | None = None
    features: dict[str, float] = field(default_factory=dict)
    miss: float | None = None
    over: list[str] = field(default_factory=list)

    def said(self) -> dict[str, Any]:
        """As people are told."""
        return {
            "scored": self.scored, "ended": self.ended, "score": _rounded(self.score),
            "features": {name: round(each, 3) for name, each in self.features.items()},
            "miss": _rounded(self.miss), "over": self.over,
        }  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def look(work: "Work") -> Drift | None:
    """Look whether the model in force holds, and tell where it does not; None while the scorecard serves."""
    model = store.in_force(work, LEAD)
    if model is None or model.parameters is None:
        return None
    drift = measure(work, model)
    if drift.over:
        warn(work, model.number, _cause(drift), {"drift": drift.said()})
    return drift


def measure(work: "Work", model: Model) -> Drift:
    """The drift of a model as it stands."""
    assert model.parameters is not None
    least = int(work.settings.value("scoring.drift_least"))
    query = NEW.format(schema=work.place.schema, most=MOST)
    values = work.execute(query, [LEAD, model.number, model.made_at]).fetchall()
    query = ENDED.format(won=WON, lost=LOST, schema=work.place.schema, most=MOST)
    ended = work.execute(query, [LEAD, model.number]).fetchall()
    drift = Drift(len(values), len(ended))
    if len(values) >= least:
        spread = read_shape(model.parameters["spread"])
        drift.score = psi(spread.shares, shares([value for value, _ in values], spread.edges))
        for name, stored in model.parameters["shapes"].items():
            if name in FEATURES and not FEATURES[name].moves:
                shape = read_shape(stored)
                now = shares([inputs.get(name) for _, inputs in values], shape.edges)
                drift.features[name] = psi(shape.shares, now)
    if len(ended) >= least:
        drift.miss = calibration_error([won for _, won in ended], [value / 100 for value, _ in ended])
    _judge(work, drift)
    return drift


def _judge(work: "Work", drift: Drift) -> None:
    limit = int(work.settings.value("scoring.drift_psi_percent")) / 100
    most = int(work.settings.value("scoring.drift_miss_percent")) / 100
    if drift.score is not None and drift.score > limit:
        drift.over.append("score")
    drift.over += [name for name, each in drift.features.items() if each > limit]
    if drift.miss is not None and drift.miss > most:
        drift.over.append("miss")


def _cause(drift: Drift) -> dict[str, str]:
    zh, en = [], []
    for name in drift.over:
        if name == "score":
            zh.append(f"评分的分布变了（PSI {drift.score:.2f}）")
            en.append(f"scores are spread otherwise (PSI {drift.score:.2f})")
        elif name == "miss":
            zh.append(f"预测概率与实际相差 {100 * (drift.miss or 0):.0f} 个百分点")
            en.append(f"what was promised misses what came by {100 * (drift.miss or 0):.0f} points")
        else:
            label = FEATURES[name].label if name in FEATURES else None
            zh.append(f"「{label.zh if label else name}」的分布变了（PSI {drift.features[name]:.2f}）")
            en.append(f"{label.en if label else name} is spread otherwise (PSI {drift.features[name]:.2f})")
    return {
        "zh": "；".join(zh) + "。重新训练模型，启用后本待办自动关闭。",
        "en": "; ".join(en) + ". Train the model anew; this closes once the new one is in force.",
    }
