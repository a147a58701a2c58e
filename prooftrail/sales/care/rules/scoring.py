"""What a score says. Pure."""

WORST = 1
LONGEST = 1_000
"""Characters of a comment."""


def is_low(score: int, limit: int) -> bool:
    """Whether a score calls for somebody: at the limit it does."""
    return score <= limit


def severity_of(score: int) -> str:
    """How severe the complaint made of a low score is: the worst score is the heavier one."""
    return "high" if score == WORST else "medium"


def comment_of(said: str) -> str:
    """A comment without what surrounds it, no longer than is kept."""
    return said.strip()[:LONGEST]
