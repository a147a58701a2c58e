"""Which sites may show a public form or tell of their visitors. Pure."""

import re
from collections.abc import Iterable

ORIGIN = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,5})?"
)
LONGEST = 200


def spelled_origin(said: str) -> str | None:
    """`https://www.example.com` as browsers spell it, or None for what is no origin."""
    text = said.strip().lower().rstrip("/")
    return text if len(text) <= LONGEST and ORIGIN.fullmatch(text) else None


def is_allowed(origin: str | None, own: str | None, origins: Iterable[str]) -> bool:
    """Whether a page of this origin may send: our own, or one that is listed. Programs say none."""
    if origin is None:
        return True
    return is_listed(origin, origins) or (own is not None and origin.split("://")[-1].lower() == own.lower())


def is_listed(origin: str | None, origins: Iterable[str]) -> bool:
    """Whether an origin is one of those listed; saying none is not being listed."""
    return origin is not None and origin.lower() in set(origins)
