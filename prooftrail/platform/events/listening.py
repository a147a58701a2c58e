"""Listening: one connection of a process hears the bell for everybody who waits in it.

Whoever streams takes a seat. A seat is woken when news may concern its reader, and ends within a
second of its session or key. Nothing is queued here: a woken reader asks his feed, at his own pace.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

import psycopg

from prooftrail.platform.events.bell import CHANNEL, QUIET
from prooftrail.platform.events.concern import Interest, News, news_after
from prooftrail.platform.events.feed import watermark
from prooftrail.platform.events.position import Position
from prooftrail.platform.notify.showing import told_since
from prooftrail.platform.people.accounts import live_tokens
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Caller, Workspaces

log = logging.getLogger(__name__)

LOOK_EVERY = 0.4
"""Seconds between two looks at every session and workspace, rung for or not."""
THREADS = 4
MOST_SEATS, MOST_PER_TOKEN = 2_000, 20
Found = TypeVar("Found")


@dataclass(eq=False)
class Seat:
    """One who waits: woken when there may be news for him, ended with his session or key."""

    workspace: str
    token: bytes
    interest: Interest | None = None
    person: UUID | None = None
    deaf: bool = False
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True, slots=True)
class Look:
    """What a workspace looked like: tokens that still count, where its log ends, its news."""

    live: set[bytes]
    last: Position
    version: tuple[int, int]
    """Of rights and of the schema."""
    news: list[News] | None
    below: int = 0
    told: frozenset[UUID] = frozenset()
    """Whose notifications changed since the look before."""


class Listening:
    """The seats of one process, and the task that looks after them while there are any."""

    def __init__(self, dsn: str, workspaces: Workspaces) -> None:
        self._dsn, self._workspaces = dsn, workspaces
        self._seats: set[Seat] = set()
        self._looks: dict[str, Look] = {}
        self._task: asyncio.Task[None] | None = None
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="feed")

    async def run(self, what: Callable[[], Found]) -> Found:
        """Run something short that waits for the database, on threads no request needs."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, what)

    def sit(self, workspace: str, token: bytes, *, deaf: bool = False) -> Seat:
        """Take a seat; `deaf` ones are only ended, never woken. Refuses one too many."""
        mine = sum(seat.token == token for seat in self._seats)
        if len(self._seats) >= MOST_SEATS or mine >= MOST_PER_TOKEN:
            raise Refusal("too_many_streams", "busy", facts={"retry_after": 5})
        seat = Seat(workspace, token, deaf=deaf)
        self._seats.add(seat)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._serve())
        return seat

    def rise(self, seat: Seat) -> None:
        """Give the seat back."""
        self._seats.discard(seat)

    def close(self) -> None:
        """End every seat: the process is about to stop."""
        for seat in self._seats:
            seat.ended.set()

    async def _serve(self) -> None:
        ear: psycopg.AsyncConnection[Any] | None = None
        echo: set[str] = set()
        clock, next_round = asyncio.get_running_loop().time, 0.0
        try:
            while self._seats:
                ear, rung = await self._hear(ear, QUIET * 1.5 if echo else LOOK_EVERY)
                due = rung | echo
                if clock() >= next_round:
                    next_round = clock() + LOOK_EVERY
                    due |= {seat.workspace for seat in self._seats}
                await asyncio.gather(*(self._look_at(name) for name in due))
                echo = rung
        finally:
            self._looks.clear()
            if ear is not None:
                await ear.close()

    async def _hear(
        self, ear: psycopg.AsyncConnection[Any] | None, seconds: float
    ) -> tuple[psycopg.AsyncConnection[Any] | None, set[str]]:
        """Wait for a ring, a moment at most. Without a database there is only the waiting."""
        try:
            if ear is None:
                ear = await psycopg.AsyncConnection.connect(self._dsn, autocommit=True, connect_timeout=5)
                await ear.execute(f"listen {CHANNEL}")
            return ear, {note.payload async for note in ear.notifies(timeout=seconds, stop_after=1)}
        except psycopg.Error as error:
            log.warning("cannot listen: %s", type(error).__name__)
            if ear is not None:
                await ear.close()
            await asyncio.sleep(seconds)
            return None, set()

    async def _look_at(self, workspace: str) -> None:
        asked = {seat.token for seat in self._seats if seat.workspace == workspace}
        if not asked:
            self._looks.pop(workspace, None)
            return
        before = self._looks.get(workspace)
        try:
            look = await self.run(lambda: self._look(workspace, asked, before))
        except (psycopg.OperationalError, psycopg.InterfaceError, TimeoutError) as error:
            log.warning("cannot look at a log: %s", type(error).__name__)
            return
        except Exception:
            log.exception("a workspace can no longer be read; its streams end")
            look = Look(set(), Position(1, 0, 0), (0, 0), [])
        self._looks[workspace] = look
        changed = before is None or before.version != look.version
        for seat in self._seats:
            if seat.workspace == workspace:
                _tell(seat, look, asked, changed)

    def _look(self, workspace: str, tokens: Iterable[bytes], before: Look | None) -> Look:
        with self._workspaces.begin(workspace, Caller(reason="stream")) as work:
            live = live_tokens(work, list(tokens))
            below, last = watermark(work)
            news: list[News] | None = []
            if before is not None:
                last, news = news_after(work, before.last, below)
            told = told_since(work, before.below) if before is not None else frozenset()
            version = (work.access_version, work.schema.version)
            return Look(live, last, version, news, below, told)


def _tell(seat: Seat, look: Look, asked: set[bytes], changed: bool) -> None:
    """End a seat whose session or key is over; wake one whom the news may concern, or who just came."""
    if seat.token in asked and seat.token not in look.live:
        seat.ended.set()
    elif not seat.deaf and (changed or seat.token not in asked or _wants(seat, look)):
        seat.wake.set()


def _wants(seat: Seat, look: Look) -> bool:
    if seat.person in look.told:
        return True
    if look.news is None or seat.interest is None:
        return look.news != []
    return any(seat.interest.wants(news) for news in look.news)
