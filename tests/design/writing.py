"""People who write all the time, over HTTP, while somebody designs: every answer is counted."""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx

from tests.conftest import Api
from tests.design.conftest import until


class Writer(threading.Thread):
    """Creates and changes customers until told to stop, and counts the answers.

    `pace` are the seconds he rests between two customers. New fields are filled once they are `known`.
    """

    def __init__(self, url: str, key: str, number: int, stop: threading.Event, pace: float = 0) -> None:
        super().__init__()
        self.url, self.key, self.number, self.stop, self.pace = url, key, number, stop, pace
        self.answers: Counter[int] = Counter()
        self.known: dict[str, Any] = {}
        self.rounds = 0

    def run(self) -> None:
        """One customer after the other, each changed once."""
        with httpx.Client(base_url=self.url, timeout=60) as client:
            api = Api(client, self.key, "rep")
            while not self.stop.is_set():
                self._write(api, dict(self.known))
                self.rounds += 1
                self.stop.wait(self.pace)

    def _write(self, api: Api, values: dict[str, Any]) -> None:
        at = self.rounds + 1
        made = api.call("POST", "records/customer", {"name": f"写者{self.number}号{at}", **values})
        self.answers[made.status_code] += 1
        if made.status_code == 201:
            path = f"records/customer/{made.json()['id']}"
            said: dict[str, Any] = {"phone": f"0574{at:08}", "version": 1}
            self.answers[api.call("PATCH", path, said).status_code] += 1


class Writers:
    """Several at once, spread over web processes."""

    def __init__(self, each: Sequence[Writer]) -> None:
        self.each = each

    def learn(self, field: str, value: Any) -> None:
        """From now on they fill this field, too."""
        for writer in self.each:
            writer.known[field] = value

    def forget(self) -> None:
        """They fill designed fields no more; returns once none of them is still at it."""
        for writer in self.each:
            writer.known.clear()
        due = [writer.rounds + 1 for writer in self.each]
        until(lambda: all(w.rounds >= d for w, d in zip(self.each, due, strict=True)))

    @property
    def answers(self) -> Counter[int]:
        """How often each status came."""
        return sum((writer.answers for writer in self.each), Counter())


@contextmanager
def writing(urls: Sequence[str], key: str, count: int, pace: float = 0) -> Iterator[Writers]:
    """So many writers at work while the block runs."""
    stop = threading.Event()
    writers = [Writer(urls[n % len(urls)], key, n, stop, pace) for n in range(count)]
    for writer in writers:
        writer.start()
    try:
        yield Writers(writers)
    finally:
        stop.set()
        for writer in writers:
            writer.join()
