"""Many hands on parents and children at once, sweeps among them that are killed; and what must come of it."""

import random
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

import psycopg

from prooftrail.opening import Opened
from prooftrail.platform.derived.sweep import take
from prooftrail.platform.imports import starting
from prooftrail.platform.imports.running import Run
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.adding import Wanted, define_fields
from prooftrail.platform.schema.design.objects import define_object
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Caller, Work

SYSTEM = Caller(reason="tests", locale="en")
PARENT, CHILD = "x_parent", "x_child"
KINDS = ("create", "create", "update", "update", "move", "delete", "restore", "rate")
LEAVING = ("move", "move", "delete")
"""What takes children away from parents nothing else may touch afterwards: a mark that is forgotten shows."""
KILLED = (psycopg.OperationalError, psycopg.errors.DeadlockDetected)


def wanted(name: str, kind: str, **options: Any) -> Wanted:
    return Wanted(name, {"zh": name, "en": name}, kind, options)


def shape(parts: Opened, workspace: str) -> None:
    """Roll-ups of children, a formula over them, a look-up of that, and a formula over the look-up."""
    over: dict[str, Any] = {"from": CHILD, "link": "x_of"}

    def define(work: Work) -> None:
        named = {"zh": PARENT, "en": PARENT}
        define_object(work, PARENT, named, None, [wanted("x_rate", "decimal")])
        fields = [wanted("x_of", "reference", object=PARENT), wanted("x_qty", "decimal"),
                  wanted("x_on", "boolean")]  # fmt: skip
        define_object(work, CHILD, {"zh": CHILD, "en": CHILD}, None, fields)

    def derive(work: Work) -> None:
        define_fields(work, PARENT, [
            wanted("x_count", "rollup", how="count", **over),
            wanted("x_total", "rollup", how="sum", field="x_qty", **over),
            wanted("x_most", "rollup", how="max", field="x_qty", **over),
            wanted("x_open", "rollup", how="sum", field="x_qty", filter=["x_on", "=", True], **over),
        ])  # fmt: skip
        define_fields(work, PARENT, [wanted("x_share", "formula", formula="x_total * x_rate + x_count")])
        define_fields(work, CHILD, [wanted("x_seen", "lookup", link="x_of", field="x_share")])
        define_fields(work, CHILD, [wanted("x_twice", "formula", formula="x_seen * 2 + x_qty")])

    parts.workspaces.design(workspace, SYSTEM, define)
    parts.workspaces.design(workspace, SYSTEM, derive)


@dataclass
class Hands:
    """Writers, sweepers and what kills them, over one workspace. `written` counts writes that were kept."""

    parts: Opened
    sweeping: Opened
    workspace: str
    seed: int
    parents: list[UUID] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    written: int = 0
    killed: int = 0
    failures: list[BaseException] = field(default_factory=list)

    def begin(self, parents: int) -> None:
        """Parents, each with a rate."""
        with self.parts.workspaces.begin(self.workspace, SYSTEM) as work:
            made = work.records.apply([
                Change("create", PARENT, None, {"name": f"P{n}", "x_rate": f"{n % 5}.{n % 7}"})
                for n in range(parents)
            ])  # fmt: skip
            self.parents = [each.id for each in made]

    def run(self, writers: int, writes: int, sweepers: int) -> None:
        """All at once, until every writer has written enough."""
        work = [self._thread(self.write, self.seed * 100 + n, writes) for n in range(writers)]
        work.append(self._thread(self.bring, self.seed))
        beside = [self._thread(self.sweep, self.seed * 100 + n) for n in range(sweepers)]
        beside.append(self._thread(self.kill, self.seed))
        for each in work:
            each.join()
        self.stop.set()
        for each in beside:
            each.join()

    def part(self, writers: int, writes: int) -> None:
        """When all is settled: children leave their parents, few enough that most parents see no more."""
        for each in [
            self._thread(self.write, self.seed * 100 + 50 + n, writes, LEAVING) for n in range(writers)
        ]:
            each.join()

    def _thread(self, run: Callable[..., None], *given: Any) -> threading.Thread:
        def safely() -> None:
            try:
                run(*given)
            except BaseException as error:
                self.failures.append(error)

        thread = threading.Thread(target=safely)
        thread.start()
        return thread

    def write(self, seed: int, writes: int, kinds: Sequence[str] = KINDS) -> None:
        """One change after the other, singly and a few together, of records anybody else changes too."""
        drawn = random.Random(seed)
        for _ in range(writes):
            try:
                with self.parts.workspaces.begin(self.workspace, SYSTEM) as work:
                    work.records.apply(self._changes(work, drawn, kinds))
                self.written += 1
            except (Refusal, psycopg.errors.DeadlockDetected):
                continue

    def _changes(self, work: Work, drawn: random.Random, kinds: Sequence[str]) -> list[Change]:
        what = drawn.choice(kinds)
        parent = str(drawn.choice(self.parents))
        said = {"x_of": parent, "x_qty": str(drawn.randrange(-50, 500) / 4), "x_on": drawn.random() < 0.5}
        if what == "create":
            most = drawn.choice((1, 1, 1, 20))
            return [Change("create", CHILD, None, {"name": "C", **said}) for _ in range(most)]
        if what == "rate":
            return [Change("update", PARENT, UUID(parent), {"x_rate": str(drawn.randrange(1, 90) / 8)})]
        if what == "move":
            said = {"x_of": parent}
        elif what == "update":
            said.pop("x_of")
        table = work.schema.object(CHILD).table.name
        gone = "is not null" if what == "restore" else "is null"
        rows = work.execute(
            f"select id from {work.place.schema}.{table} where deleted_at {gone} and id > %s "
            "order by id limit 3",
            [somewhere(drawn, 2_000 if kinds is KINDS else 20_000)],
        ).fetchall()
        op: Any = what if what in ("delete", "restore") else "update"
        return [Change(op, CHILD, row[0], said if op == "update" else {}) for row in rows]

    def bring(self, seed: int) -> None:
        """Imports, and each taken back at once."""
        drawn = random.Random(seed)
        while not self.stop.is_set() and drawn.random() < 0.8:
            lines = "".join(f"I{n},P{drawn.randrange(8)},{n}.5\n" for n in range(60))
            mapping = {"columns": {"n": "name", "p": {"field": "x_of", "by": "name"}, "q": "x_qty"}}
            content = f"n,p,q\n{lines}".encode()
            with self.parts.workspaces.begin(self.workspace, SYSTEM) as work:
                id = starting.start(
                    work, self.parts.files, content, "rows.csv", CHILD, mapping, dry_run=False
                )
            Run(self.parts.workspaces, self.parts.files, self.workspace, id).go(lambda: False)
            with self.parts.workspaces.begin(self.workspace, SYSTEM) as work:
                starting.undo(work, id)
            Run(self.parts.workspaces, self.parts.files, self.workspace, id).go(lambda: False)

    def sweep(self, seed: int) -> None:
        """The worker's turn, several at once, as when one has lost its lock; after a death the next."""
        drawn, place = random.Random(seed), self.sweeping.workspaces.directory.find(self.workspace)
        ground: Ground = self.sweeping.ground
        while not self.stop.is_set():
            try:
                take(ground, place, bulk=drawn.random() < 0.5, size=drawn.choice((1, 5, 100)))
            except KILLED:
                self.killed += 1

    def kill(self, seed: int) -> None:
        """Somebody's sweep dies in the middle, again and again."""
        drawn = random.Random(seed)
        with psycopg.connect(self.parts.dsn, autocommit=True) as own:
            while not self.stop.wait(drawn.random() * 0.15):
                own.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity "
                    "where application_name = 'prooftrail sweeping' and state = 'active' limit 1"
                )


def somewhere(drawn: random.Random, ms: int) -> UUID:
    """A place among the ids of the last so many milliseconds."""
    return UUID(int=uuid7().int - drawn.randrange(ms << 80))


def expected(parts: Opened, workspace: str) -> tuple[dict[UUID, Any], dict[UUID, Any]]:
    """What every derived column is to be, computed from plain columns alone."""
    rows = stored(parts, workspace)
    by_parent: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in rows[CHILD].values():
        if row["deleted_at"] is None and row["x_of"] is not None:
            by_parent[row["x_of"]].append(row)
    parents, children = {}, {}
    for id, row in rows[PARENT].items():
        mine = by_parent[id]
        quantities = [each["x_qty"] for each in mine if each["x_qty"] is not None]
        open_ones = [each["x_qty"] for each in mine if each["x_on"] and each["x_qty"] is not None]
        total = sum(quantities, Decimal(0))
        share = (total * row["x_rate"]).quantize(Decimal(1).scaleb(-10), ROUND_HALF_UP) + len(mine)
        parents[id] = (len(mine), total, max(quantities, default=None), sum(open_ones, Decimal(0)), share)
    for id, row in rows[CHILD].items():
        seen = parents[row["x_of"]][4] if row["x_of"] is not None else None
        twice = None if seen is None or row["x_qty"] is None else seen * 2 + row["x_qty"]
        children[id] = (seen, twice)
    return parents, children


def found(parts: Opened, workspace: str) -> tuple[dict[UUID, Any], dict[UUID, Any]]:
    """What every derived column is."""
    rows = stored(parts, workspace)
    names = ("x_count", "x_total", "x_most", "x_open", "x_share")
    parents = {id: tuple(row[name] for name in names) for id, row in rows[PARENT].items()}
    return parents, {id: (row["x_seen"], row["x_twice"]) for id, row in rows[CHILD].items()}


def stored(parts: Opened, workspace: str) -> dict[str, dict[UUID, dict[str, Any]]]:
    """All rows by field name, those in the trash as well."""
    with parts.workspaces.begin(workspace, SYSTEM) as work:
        answer: dict[str, dict[UUID, dict[str, Any]]] = {}
        for name in (PARENT, CHILD):
            object = work.schema.object(name)
            fields = [each for each in object.fields.values() if each.name.startswith("x_")]
            columns = ", ".join(f"{each.column} as {each.name}" for each in fields)
            query = f"select id, deleted_at, {columns} from {work.place.schema}.{object.table.name}"
            cursor = work.execute(query)
            said = [column.name for column in cursor.description or ()]
            answer[name] = {row[0]: dict(zip(said, row, strict=True)) for row in cursor.fetchall()}
        return answer
