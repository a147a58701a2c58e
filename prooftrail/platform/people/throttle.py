"""Tries a minute, counted in this process by whatever key the caller chooses."""

import threading
import time
from collections import defaultdict, deque

from prooftrail.platform.refusal import Refusal

KEPT = 50_000
MINUTE = 60.0


class Throttle:
    """At most `most` tries a minute per key."""

    def __init__(self) -> None:
        self._tries: dict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def admit(self, key: str, most: int) -> None:
        """Count a try. Refuses one too many, saying how long to wait."""
        now = time.monotonic()
        with self._lock:
            tries = self._tries[key]
            while tries and tries[0] < now - MINUTE:
                tries.popleft()
            if len(tries) >= most:
                wait = max(1, round(tries[0] + MINUTE - now))
                raise Refusal("too_many_tries", "busy", facts={"retry_after": wait})
            tries.append(now)
            if len(self._tries) > KEPT:
                self._tidy(now)

    def forgive(self, key: str) -> None:
        """Take the last try back: it was a right one."""
        with self._lock:
            tries = self._tries.get(key)
            if tries:
                tries.pop()

    def _tidy(self, now: float) -> None:
        """Forget whoever has been quiet for a minute, so that made-up names cannot wash away a count."""
        quiet = [key for key, tries in self._tries.items() if not tries or tries[-1] < now - MINUTE]
        for key in quiet or list(self._tries)[: KEPT // 2]:
            del self._tries[key]
