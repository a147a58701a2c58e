"""Figures of the web process: how many requests by route and status, how long they took."""

import time
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from prooftrail.platform.database.pool import Pool
from prooftrail.platform.jobs.figures import Watch

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
NOWHERE = "none"


class Measured:
    """Counts every request. Labels hold route templates and no values, so nothing personal is in them."""

    def __init__(self, pool: Pool) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "prooftrail_requests", "Requests by route and status.", ("method", "route", "status"),
            registry=self.registry,
        )  # fmt: skip
        self.seconds = Histogram(
            "prooftrail_request_seconds", "Seconds until an answer begins, by route.", ("method", "route"),
            buckets=BUCKETS, registry=self.registry,
        )  # fmt: skip
        ProcessCollector(registry=self.registry)
        self.registry.register(PoolFigures(pool))

    def note(self, scope: Scope, status: int, seconds: float) -> None:
        """One answer."""
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        route = getattr(scope.get("route"), "path", NOWHERE)
        self.requests.labels(method, route, str(status)).inc()
        self.seconds.labels(method, route).observe(seconds)

    def text(self, watch: Watch | None) -> bytes:
        """Everything in Prometheus' words; without `watch` the database is said to be away."""
        seen = CollectorRegistry()
        seen.register(DatabaseFigures(watch))
        return generate_latest(self.registry) + generate_latest(seen)


class Measure:
    """The middleware that asks `Measured` to note each answer."""

    def __init__(self, app: ASGIApp, measured: Measured) -> None:
        self.app, self.measured = app, measured

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the status when the answer begins; a request without an answer counts as 500."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, noted = time.perf_counter(), False

        async def sending(message: Message) -> None:
            nonlocal noted
            if message["type"] == "http.response.start" and not noted:
                noted = True
                self.measured.note(scope, message["status"], time.perf_counter() - began)
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            if not noted:
                self.measured.note(scope, 500, time.perf_counter() - began)


class PoolFigures(Collector):
    """Connections of the web process's pool."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool

    def collect(self) -> Iterator[Metric]:
        """In use, free, and who waits for one."""
        stats = self.pool.get_stats()
        size, free = stats.get("pool_size", 0), stats.get("pool_available", 0)
        connections = GaugeMetricFamily(
            "prooftrail_pool_connections", "Database connections by state.", labels=["state"]
        )
        connections.add_metric(["used"], size - free)
        connections.add_metric(["free"], free)
        yield connections
        most = self.pool.max_size
        yield GaugeMetricFamily("prooftrail_pool_most", "Database connections at most.", value=most)
        waiting = stats.get("requests_waiting", 0)
        yield GaugeMetricFamily(
            "prooftrail_pool_waiting", "Requests waiting for a connection.", value=waiting
        )


class DatabaseFigures(Collector):
    """What was read of the database just now."""

    def __init__(self, watch: Watch | None) -> None:
        self.watch = watch

    def collect(self) -> Iterator[Metric]:
        """Lag of the server; unsealed events, open jobs and sweeps of each workspace."""
        up = 0 if self.watch is None else 1
        yield GaugeMetricFamily("prooftrail_database_up", "Whether the database answers.", value=up)
        if self.watch is None:
            return
        lag = "Seconds for which an open write transaction holds readers of the log back."
        yield GaugeMetricFamily("prooftrail_watermark_lag_seconds", lag, value=self.watch.lag_seconds)
        unsealed = _by_workspace("unsealed_events", "Events no seal covers yet.")
        jobs = _by_workspace("open_jobs", "Jobs under way or waiting.")
        oldest = _by_workspace("oldest_job_seconds", "Seconds the oldest job waits for its next step.")
        ended = _by_workspace("sweep_last_run_seconds", "When a sweep last ended, as Unix time.", "sweep")
        took = _by_workspace("sweep_seconds", "Seconds a sweep's last turn took.", "sweep")
        failed = _by_workspace("sweep_failed", "1 where a sweep's last turn failed.", "sweep")
        for each in self.watch.workspaces:
            unsealed.add_metric([each.workspace], each.unsealed)
            jobs.add_metric([each.workspace], each.open_jobs)
            oldest.add_metric([each.workspace], each.oldest_job)
            for turn in each.turns:
                labels = [each.workspace, turn.name]
                ended.add_metric(labels, turn.ended_at.timestamp())
                took.add_metric(labels, turn.seconds)
                failed.add_metric(labels, int(turn.failed))
        yield from (unsealed, jobs, oldest, ended, took, failed)


def _by_workspace(name: str, about: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"prooftrail_{name}", about, labels=["workspace", *labels])
