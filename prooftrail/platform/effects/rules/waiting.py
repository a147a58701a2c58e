"""How long to wait before something that failed is tried again. Pure."""

from datetime import timedelta


def wait_after(tries: int, first_seconds: int, longest_seconds: int, most: int) -> timedelta | None:
    """Twice as long each time, up to a limit; None once it was tried often enough."""
    if tries >= most:
        return None
    return timedelta(seconds=min(longest_seconds, first_seconds * 2 ** min(tries - 1, 30)))
