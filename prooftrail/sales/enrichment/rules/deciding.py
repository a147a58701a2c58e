"""What becomes of a value a source gives: filled in, offered, or let be. Pure."""

from typing import Literal

from prooftrail.platform.values import Json

Verdict = Literal["fill", "same", "offer", "declined"]


def decide(current: Json, said: Json, *, touched: bool, declined: Json = None) -> Verdict:
    """`current` is what stands, None where nothing does; `touched`, that a person changed it last.

    What a person typed is never overwritten, and what he cleared is not filled again: both are offered.
    What he declined is not offered twice.
    """
    if current == said:
        return "same"
    if declined is not None and declined == said:
        return "declined"
    return "offer" if touched else "fill"
