"""Competition: where rivals stand, since when, and what they do. See docs/competition.md."""

from prooftrail.sales.competition.standing import Standing, standing_of

__all__ = ["Standing", "standing_of"]
