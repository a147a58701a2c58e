"""Single writes by sixteen clients while rules wait for them: a worker looks at each event, and some fire."""

import os
import sys
from collections.abc import Iterator

from benchmarks.figure import Figure
from benchmarks.ground import ground
from benchmarks.lists import PORT, who_asks, writes
from benchmarks.load import served
from benchmarks.reacting import clear, publish, rule_of, worker

RULES = 10
RARE = {"filter": ["annual_purchase", ">", "4900000"]}
"""Two in a hundred customers."""


def run() -> Iterator[Figure]:
    """Ours and the floor in turn; the worker is at the events of both."""
    with ground() as parts:
        keys, ids = who_asks(parts)
        clear(parts)
        when = {"on": "record", "events": ["created", "updated"], "fields": ["phone"]}
        publish(
            parts, *(rule_of(f"armed_{n}", when, {"industry": f"i{n}"}, **{"if": RARE}) for n in range(RULES))
        )
        environ = {**os.environ, "PORT": str(PORT)}
        with served([sys.executable, "-m", "benchmarks.floor"], PORT, environ), worker(parts):
            yield from writes(keys["rep"], ids, f"16 clients, {RULES} rules armed on it")
        clear(parts)
