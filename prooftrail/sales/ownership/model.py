"""What ownership is called in code: states, kinds of moves, rows as they are read."""

from datetime import UTC, datetime, timedelta

CUSTOMER, DEAL, PROFILE = "customer", "deal", "rep_profile"
POOL, KEPT = "pool", "kept"
HELD = ("assigned", "accepted")
"""Given out a short while ago: the distribution's countdown goes first."""
RECYCLED, RELEASED, CLAIMED, ASSIGNED = "recycled", "released", "claimed", "assigned"
LEFT, GOT = (RECYCLED, RELEASED), (CLAIMED, ASSIGNED)
"""Moves by which somebody lost a customer; the others gave him to somebody."""
REASON = "ownership"
TENDED, REMINDED, TOLD = 0, 1, 2
"""How far a customer is on his way to the pool: nothing was said, his owner was reminded, or told the last
time."""
ACTS = (
    "activity", "communication", "contact", "deal", "quotation", "contract", "order", "team_request",
    "content_sent",
)  # fmt: skip
"""What somebody does about a customer by making or changing it."""
FOREVER = datetime(9000, 1, 1, tzinfo=UTC)
"""Rests until something is changed about it."""
STEP = timedelta(minutes=15)
"""A moved clock stops at quarters of an hour: what falls due within one is done at its end."""
CLAIM_LOCK, LOOK_LOCK = 7361, 7362
