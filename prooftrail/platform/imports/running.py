"""Running an import: checking, applying, undoing, each in chunks that end in seconds and can be gone on from.

The worker runs it in slices; a command runs it to its end. Two runners never hold the same chunk.
"""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg

from prooftrail.platform.files.store import Files
from prooftrail.platform.imports.applying import apply_rows
from prooftrail.platform.imports.checking import Checker, keep
from prooftrail.platform.imports.kept import rows_after
from prooftrail.platform.imports.links import Links
from prooftrail.platform.imports.mapping import read_mapping, warn_of_columns
from prooftrail.platform.imports.reading import Row, Shape
from prooftrail.platform.imports.scanning import Scan, scan
from prooftrail.platform.imports.store import BUSY, COUNTED, Import, hold, load, note, purge_rows, save
from prooftrail.platform.imports.tally import Tally
from prooftrail.platform.imports.undoing import undo_rows
from prooftrail.platform.jobs.queue import Job, Stop, enqueue, is_open
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Caller, Work, Workspaces

if TYPE_CHECKING:
    from prooftrail.platform.database.install import Place
    from prooftrail.platform.jobs.sweeps import Ground

log = logging.getLogger(__name__)
SLICE = 5.0
TRIES = 4
LOST = timedelta(seconds=60)
SYSTEM = Caller(reason="import")


class _Elsewhere(Exception):
    """Somebody else is at this import right now."""


class Pace:
    """Rows a chunk: as many as take a second or two, so that no transaction holds up the log's readers."""

    LEAST, MOST, ABOUT = 250, 5_000, 1.5

    def __init__(self) -> None:
        self.size = 1_000

    def took(self, rows: int, seconds: float) -> None:
        """Learn from a chunk."""
        wanted = int(rows * self.ABOUT / max(seconds, 0.001))
        self.size = max(self.LEAST, min(self.MOST, wanted, self.size * 2))


class Run:
    """One import on its way, in this process."""

    def __init__(self, workspaces: Workspaces, files: Files, workspace: str, id: UUID) -> None:
        self._workspaces, self._files, self._workspace, self._id = workspaces, files, workspace, id
        self._pace = Pace()

    def go(self, stop: Stop) -> bool:
        """Until there is nothing to do (True) or `stop` says so. Refusals end the import as failed."""
        try:
            while (state := self._look().state) in BUSY:
                step = {"checking": self._check, "applying": self._apply, "undoing": self._undo}[state]
                if not self._patiently(step, stop):
                    return False
        except _Elsewhere:
            return True
        except Refusal as refusal:
            self._fail(refusal)
        except psycopg.OperationalError:
            raise  # the database went away: whoever runs us comes back
        except Exception:
            log.exception("import %s of %s", self._id, self._workspace)
            self._fail(Refusal("import_broke", "invalid"))
        return True

    def _patiently(self, step: Callable[[Stop], bool], stop: Stop) -> bool:
        """The step, begun again where it stood when another transaction was in its way."""
        for _ in range(TRIES):
            try:
                return step(stop)
            except psycopg.errors.TransactionRollback as error:
                log.warning("import %s: a chunk is tried again: %s", self._id, type(error).__name__)
        return step(stop)

    def _look(self) -> Import:
        with self._workspaces.begin(self._workspace, SYSTEM) as work:
            return load(work, self._id)

    def _check(self, stop: Stop) -> bool:
        held = self._look()
        said, digest = held.settings, held.settings["sha256"]
        shape = Shape(said["encoding"], said["delimiter"], tuple(said["header"]), said.get("top", 1))
        if held.total is None:
            with self._files.opened(self._workspace, digest) as file:
                held = self._save_scan(scan(file, shape))
        at, links = held.checked_to, Links()
        with rows_after(self._files, self._workspace, self._id, digest, shape, at) as rows:
            return self._steps(stop, lambda work, held: self._check_chunk(work, held, rows, links))

    def _save_scan(self, found: Scan) -> Import:
        with self._workspaces.begin(self._workspace, SYSTEM) as work:
            most = work.settings.value("imports.most_rows")
            if found.total > most:
                raise Refusal("import_too_many_rows", "too_large", facts={"rows": found.total, "most": most})
            settings = {**load(work, self._id).settings, "dates": found.dates, "unsure": found.unsure}
            save(work, self._id, total=found.total, settings=settings)
            return load(work, self._id)

    def _check_chunk(self, work: Work, held: Import, rows: Iterator[Row], links: Links) -> int:
        if held.checked_to >= (held.total or 0):
            after = "checked" if held.dry_run else "applying"
            fresh = dict.fromkeys(COUNTED, 0) if after == "applying" else {}
            save(work, held.id, state=after, plan=held.counts, **fresh)
            work.execute(f"delete from {work.place.schema}._import_key where import = %s", [held.id])
            return 0
        chunk = list(islice(rows, self._pace.size))
        tally, object = Tally(held.warnings), work.schema.object(held.object)
        said = held.settings
        mapping = read_mapping(work, object, said["mapping"], said["header"], said.get("dates", {}))
        if held.checked_to == 0:
            warn_of_columns(mapping, said.get("unsure", ()), tally)
        usual = "tell" if held.dry_run else "off"
        alike, alike_rows = mapping.alike or usual, mapping.alike_rows or usual
        staged = Checker(work, mapping, held.id, links, tally, alike, alike_rows).check(chunk)
        keep(work, held.id, staged)
        counts = dict(held.counts)
        for each in staged:
            counts[COUNT_OF[each.verdict]] += 1
        save(work, held.id, checked_to=chunk[-1].at, warnings=tally.warnings(), **counts)
        return len(chunk)

    def _apply(self, stop: Stop) -> bool:
        return self._steps(stop, self._apply_chunk)

    def _apply_chunk(self, work: Work, held: Import) -> int:
        applied = apply_rows(work, held, self._pace.size)
        if applied.last is None:
            save(work, held.id, state="done", ended_at=work.real_now)
            note(work, held, "import.done", held.counts)
            return 0
        counts = {name: held.counts[name] + applied.counts[name] for name in COUNTED}
        save(work, held.id, resume_at=applied.last, **counts)
        return sum(applied.counts.values())

    def _undo(self, stop: Stop) -> bool:
        return self._steps(stop, self._undo_chunk)

    def _undo_chunk(self, work: Work, held: Import) -> int:
        undone = undo_rows(work, held, self._pace.size)
        counts = held.undone or {"removed": 0, "restored": 0, "left": 0}
        if undone.last is None:
            tally = Tally(held.warnings)
            if counts["left"]:
                tally.add("import_rows_left", None, counts["left"])
            ended = {"state": "undone", "ended_at": work.real_now, "undone": counts}
            save(work, held.id, **ended, warnings=tally.warnings())
            note(work, held, "import.undone", counts)
            return 0
        counts = {name: counts[name] + undone.counts[name] for name in counts}
        save(work, held.id, undone_to=undone.last, undone=counts)
        return self._pace.size

    def _steps(self, stop: Stop, chunk: Callable[[Work, Import], int]) -> bool:
        """Chunks, each a transaction of its own, until the state is another one; False where stopped."""
        before = self._look()
        while True:
            started = time.monotonic()
            with self._workspaces.begin(self._workspace, before.caller) as work:
                held = hold(work, self._id)
                if held is None:
                    raise _Elsewhere
                if held.state != before.state:
                    return True
                if held.cancelled:
                    raise Refusal("import_cancelled", "conflict")
                rows = chunk(work, held)
            if not rows:
                return True
            self._pace.took(rows, time.monotonic() - started)
            if stop():
                return False

    def _fail(self, refusal: Refusal) -> None:
        if refusal.code == "not_signed_in":
            refusal = Refusal("import_orphaned", "forbidden")
        error = {"code": refusal.code, "kind": refusal.kind, "facts": refusal.facts, "fields": refusal.fields}
        with self._workspaces.begin(self._workspace, SYSTEM) as work:
            save(work, self._id, state="failed", error=error, ended_at=work.real_now, cancelled=False)


COUNT_OF = {
    "create": "created",
    "update": "updated",
    "skip": "skipped",
    "reject": "rejected",
    "retry": "rejected",
}


def run_slice(ground: "Ground", place: "Place", id: UUID, stop: Stop) -> bool:
    """The worker's turn."""
    until = time.monotonic() + SLICE
    run = Run(ground.workspaces, ground.files, place.name, id)
    return run.go(lambda: stop() or time.monotonic() > until)


def pick_up(ground: "Ground", place: "Place") -> None:
    """The sweep: imports nobody works at, because a command was killed or a job failed; old ones' rows go."""
    with ground.workspaces.begin(place.name, SYSTEM) as work:
        rows = work.execute(
            f"select id from {place.schema}._import where state = any(%s) and heartbeat_at < %s",
            [list(BUSY), work.real_now - LOST],
        ).fetchall()
        purge_rows(work)
    for (id,) in rows:
        with ground.workspaces.pool.connection() as connection:
            if not is_open(connection, IMPORT.name, place.name, id):
                enqueue(connection, IMPORT.name, place.name, id)


IMPORT = Job("import", run_slice)
