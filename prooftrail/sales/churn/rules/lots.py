"""Who is left out of an intervention, so that there is somebody to compare with. Pure."""

from collections.abc import Sequence
from hashlib import sha256


def drawn(
    members: Sequence[str], seed: str, percent: int, most: int | None = None
) -> tuple[list[str], list[str]]:
    """Treated and left out: `percent` are left out by lot, and everybody beyond `most` treated.

    The same seed draws the same lot; one member alone is treated.
    """
    ranked = sorted(members, key=lambda each: sha256(f"{seed}:{each}".encode()).hexdigest())
    out = len(ranked) * max(0, min(percent, 90)) // 100
    treated = ranked[out:]
    if most is not None and len(treated) > most:
        return treated[:most], ranked[:out] + treated[most:]
    return treated, ranked[:out]
