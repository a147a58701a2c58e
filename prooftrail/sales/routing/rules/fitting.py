"""How well somebody suits a record: points for his division, his skills and his free hands. Pure."""

from collections.abc import Mapping, Sequence

from prooftrail.sales.routing.rules.shapes import Rep

POINTS: Mapping[str, int] = {"region": 30, "skill": 50, "load": 20}
"""What each term is worth where the rule does not say."""


def fit(
    rep: Rep, region: str | None, wanted: Sequence[str], load: int, wants: Mapping[str, int]
) -> dict[str, int]:
    """Whole points by term. A blank division or nothing wanted gives nobody an advantage."""
    points = {**POINTS, **wants}
    near = bool(region) and any(str(region).startswith(each) for each in rep.regions if each)
    skilled = len(rep.skills & set(wanted)) if wanted else 0
    return {
        "region": points["region"] if near else 0,
        "skill": points["skill"] * skilled // len(set(wanted)) if wanted else 0,
        "load": points["load"] // (1 + max(load, 0)),
    }
