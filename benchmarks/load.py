"""A small HTTP load: some connections kept open, each asking again as soon as it is answered."""

import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True)
class Call:
    """One request to repeat. `{n}` in path or body is replaced by a number that never comes twice."""

    method: str
    path: str
    key: str
    body: str = ""

    def bytes(self, n: int) -> bytes:
        """The request as it goes over the wire."""
        body = self.body.replace("{n}", str(n)).encode()
        head = (
            f"{self.method} {self.path.replace('{n}', str(n))} HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {self.key}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


@dataclass(frozen=True)
class Heard:
    """What a round of load measured: answers a second, milliseconds at median and 95th percentile."""

    per_second: float
    median_ms: float
    p95_ms: float


def press(port: int, calls: Sequence[Call], *, clients: int, seconds: float) -> Heard:
    """Load from a process of its own, so that it does not share the server's interpreter."""
    said = json.dumps(
        [port, clients, seconds, [[c.method, c.path, c.key, c.body] for c in calls], time.time_ns()]
    )
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load"], input=said, capture_output=True, text=True, check=True
    )
    return Heard(*json.loads(done.stdout))


def middle(rounds: Sequence[Heard]) -> Heard:
    """The median of each figure."""
    return Heard(
        statistics.median(each.per_second for each in rounds),
        statistics.median(each.median_ms for each in rounds),
        statistics.median(each.p95_ms for each in rounds),
    )


@contextmanager
def served(
    command: Sequence[str], port: int, environ: dict[str, str], patience: float = 60
) -> Iterator[subprocess.Popen[bytes]]:
    """A server process, ready when the block begins, gone when it ends; `patience` is in seconds."""
    process = subprocess.Popen(command, env=environ)
    try:
        _await(port, patience)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _await(port: int, patience: float) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise TimeoutError(f"no server on port {port} after {patience:.0f} s")


async def _client(port: int, calls: list[Call], until: float, first: int, took: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    n = first
    while time.monotonic() < until:
        started = time.monotonic()
        writer.write(calls[n % len(calls)].bytes(n))
        head = await reader.readuntil(HEAD_END)
        status = head.split(b" ", 2)[1]
        size = next(
            int(line.split(b":")[1])
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length")
        )
        body = await reader.readexactly(size)
        if not status.startswith(b"2"):
            raise RuntimeError(f"{status!r} {body[:300]!r}")
        took.append(time.monotonic() - started)
        n += 1
    writer.close()


async def _press(port: int, clients: int, seconds: float, calls: list[Call], seed: int) -> Heard:
    took: list[float] = []
    started = time.monotonic()
    await asyncio.gather(
        *(
            _client(port, calls, started + seconds, seed % 10**9 * 1_000_000 + at * 10_000, took)
            for at in range(clients)
        )
    )
    ordered = sorted(took)
    return Heard(len(took) / seconds, ordered[len(took) // 2] * 1e3, ordered[int(len(took) * 0.95)] * 1e3)


if __name__ == "__main__":
    port, clients, seconds, calls, seed = json.load(sys.stdin)
    heard = asyncio.run(_press(port, clients, seconds, [Call(*call) for call in calls], seed))
    print(json.dumps([heard.per_second, heard.median_ms, heard.p95_ms]))
