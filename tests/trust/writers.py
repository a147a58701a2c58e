"""Writers that journal what was acknowledged, repeat what was not, and a reader of the feed beside them."""

import json
import threading
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from prooftrail.opening import Opened
from prooftrail.platform.work import Caller, Work
from tests.trust.serving import Server, until

ACKNOWLEDGED = (200, 201)
IMPORTED = 300
"""Rows of each imported file."""
MAPPING = json.dumps({"columns": {"name": {"field": "name"}}})
PAUSE = 0.05
"""Seconds between two looks at a feed that has nothing new; a key has so many calls a minute."""
LATE = 120
"""Seconds after which no job may still be open."""


@dataclass(eq=False)
class Writer(threading.Thread):
    """One caller: creates customers, changes each once, logs an activity with every third."""

    server: Server
    number: int
    journal: Path
    enough: threading.Event
    statuses: Counter[int] = field(default_factory=Counter)
    acknowledged: int = 0

    def __post_init__(self) -> None:
        super().__init__(name=f"writer {self.number}", daemon=True)

    def run(self) -> None:
        """Write until told that it is enough; the last write is finished in any case."""
        with httpx.Client(base_url=self.server.url, timeout=30) as client, self.journal.open("w") as journal:
            at = 0
            while not self.enough.is_set():
                at += 1
                name = f"w{self.number}-{at}"
                made = self._call(
                    client, "POST", "records/customer", {"name": name, "annual_purchase": str(at)}
                )
                self._keep(journal, "created", made["id"], made["version"])
                changed = self._call(client, "PATCH", f"records/customer/{made['id']}", {"industry": name})
                self._keep(journal, "changed", changed["id"], changed["version"])
                if at % 3 == 0:
                    said = {"input": {"type": "call", "customer": made["id"], "topic": name}}
                    done = self._call(client, "POST", "actions/log_activity", said)
                    self._keep(journal, "logged", done["result"]["activity"], 1)

    def _call(self, client: httpx.Client, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Until it is acknowledged, always under the same key."""
        headers = {"Authorization": f"Bearer {self.server.keys[self.number]}", "Idempotency-Key": uuid4().hex}
        while True:
            try:
                answer = client.request(method, f"/api/v1/{path}", json=body, headers=headers)
            except httpx.HTTPError:
                self.statuses[0] += 1
                self.enough.wait(0.1)
                continue
            self.statuses[answer.status_code] += 1
            if answer.status_code in ACKNOWLEDGED:
                return dict(answer.json())
            busy = answer.status_code == 409 and answer.json()["error"]["code"] == "key_in_progress"
            assert busy or (answer.status_code == 503 and answer.headers["Retry-After"]), answer.text
            self.enough.wait(0.1)

    def _keep(self, journal: Any, what: str, id: str, version: int) -> None:
        journal.write(json.dumps([what, id, version]) + "\n")
        journal.flush()
        self.acknowledged += 1


@dataclass(eq=False)
class FeedReader(threading.Thread):
    """Follows the feed by its cursor, through every death."""

    server: Server
    enough: threading.Event
    seen: list[tuple[str, int]] = field(default_factory=list)
    cursor: str | None = None
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(name="feed", daemon=True)

    def run(self) -> None:
        """Read on until told that it is enough."""
        with httpx.Client(base_url=self.server.url, timeout=30) as client:
            while not self.enough.wait(0 if self.read(client) else PAUSE):
                pass

    def read(self, client: httpx.Client) -> int:
        """One page; how many events it had."""
        headers = {"Authorization": f"Bearer {self.server.keys[-1]}"}
        after = {"after": self.cursor} if self.cursor else {}
        try:
            answer = client.get("/api/v1/events", params={"limit": "500", **after}, headers=headers)
        except httpx.HTTPError:
            return 1
        if answer.status_code == 503:
            return 1
        if answer.status_code != 200:
            self.faults.append(answer.text)
            return 0
        page = answer.json()
        self.seen += [(each["record"], each["version"]) for each in page["items"] if each["version"]]
        self.cursor = page["next"]
        return len(page["items"])

    def caught_up(self, count: int, records: Collection[str]) -> bool:
        """Read on; whether as many events of these records have been seen."""
        with httpx.Client(base_url=self.server.url, timeout=30) as client:
            while self.read(client):
                pass
        return bool(self.faults) or sum(record in records for record, _ in self.seen) >= count


@dataclass(eq=False)
class Importer(threading.Thread):
    """Hands in files of rows, one after the other; the worker's jobs write them."""

    server: Server
    enough: threading.Event
    done: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(name="importer", daemon=True)

    def run(self) -> None:
        """Import until told that it is enough; the last file is finished in any case."""
        with httpx.Client(base_url=self.server.url, timeout=30) as client:
            while not self.enough.is_set() and not self.faults:
                rows = "".join(f"i{self.done}-{n}\n" for n in range(IMPORTED))
                id = self._ask(client, "POST", "imports", files={"file": ("rows.csv", f"name\n{rows}")},
                               data={"object": "customer", "mapping": MAPPING})["id"]  # fmt: skip
                while (found := self._ask(client, "GET", f"imports/{id}"))["state"] in (
                    "checking",
                    "applying",
                ):
                    self.enough.wait(0.2)
                if found["state"] != "done" or found["created"] != IMPORTED:
                    self.faults.append(json.dumps(found))
                self.done += 1

    def _ask(self, client: httpx.Client, method: str, path: str, **how: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.server.keys[-2]}", "Idempotency-Key": uuid4().hex}
        while True:
            try:
                answer = client.request(method, f"/api/v1/{path}", headers=headers, **how)
                if answer.is_success:
                    return dict(answer.json())
                assert answer.status_code in (409, 503), answer.text
            except httpx.HTTPError:
                pass
            self.enough.wait(0.1)


@dataclass(eq=False)
class Load:
    """Writers and a reader at work on a server."""

    server: Server
    folder: Path
    count: int = 16
    enough: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Load":
        self.writers = [
            Writer(self.server, n, self.folder / f"journal-{n}.jsonl", self.enough) for n in range(self.count)
        ]
        self.reader, self.importer = FeedReader(self.server, self.enough), Importer(self.server, self.enough)
        for thread in (*self.writers, self.reader, self.importer):
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.enough.set()
        for thread in (*self.writers, self.reader, self.importer):
            thread.join(180)

    @property
    def acknowledged(self) -> int:
        """How many writes were acknowledged so far."""
        return sum(writer.acknowledged for writer in self.writers)

    def journal(self) -> Iterator[tuple[str, str, int]]:
        """Everything the writers keep."""
        for writer in self.writers:
            assert not writer.is_alive(), f"{writer.name} never got its last write acknowledged"
            for line in writer.journal.read_text().splitlines():
                what, id, version = json.loads(line)
                yield what, id, version


def check_journal(parts: Opened, load: Load) -> None:
    """Journal = rows = events = feed: nothing lost, nothing twice."""
    acknowledged: dict[str, list[int]] = {}
    for _, id, version in load.journal():
        acknowledged.setdefault(id, []).append(version)
    for id, said in acknowledged.items():
        assert said == sorted(set(said)), f"{id} was acknowledged twice"
    with parts.workspaces.begin("demo", Caller(reason="tests")) as work:
        schema = work.place.schema
        rows = work.execute(
            f"select id::text, version from {schema}.customer where name like 'w%%-%%' "
            f"union all select id::text, version from {schema}.activity where topic like 'w%%-%%'"
        ).fetchall()
        versions = dict(rows)
        assert versions.keys() == acknowledged.keys() and len(rows) == len(versions)
        _check_imports(work, load)
        events = work.execute(
            f"select record::text, version from {schema}._event "
            "where record = any(%s) and version is not null order by epoch, tx, seq",
            [list(versions)],
        ).fetchall()
        # What the system writes beside them, a grade for one, is no writer's.
        theirs = work.execute(
            f"select record::text, version from {schema}._event "
            "where record = any(%s) and version is not null and actor_kind = 'key'",
            [list(versions)],
        ).fetchall()
    assert sorted(theirs) == sorted((id, each) for id, said in acknowledged.items() for each in said)
    assert len(events) == sum(versions.values()), "an event too many or too few"
    with parts.pool.connection() as connection:
        late = connection.execute("select open, oldest from prooftrail.waiting('demo')").fetchone()
    assert late is not None and late[1] < LATE, "a job is left lying"
    assert sorted(events) == sorted((id, v) for id, last in versions.items() for v in range(1, last + 1))
    until("the feed to reach the end", lambda: load.reader.caught_up(len(events), versions))
    assert not load.reader.faults
    ours = [each for each in load.reader.seen if each[0] in versions]
    differing = next((at for at, (a, b) in enumerate(zip(ours, events, strict=False)) if a != b), None)
    assert ours == events, f"the feed is not the log: {len(ours)}, {len(events)}, {differing}"


def _check_imports(work: Work, load: Load) -> None:
    """Every file's rows, once."""
    assert not load.importer.is_alive() and not load.importer.faults, load.importer.faults
    schema = work.place.schema
    names = work.execute(f"select name from {schema}.customer where name ~ '^i[0-9]+-'").fetchall()
    assert len(names) == len(set(names)) == IMPORTED * load.importer.done
