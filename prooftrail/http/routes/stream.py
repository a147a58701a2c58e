"""What changes, as it changes: one long answer of server-sent events."""

import asyncio
import json
from collections.abc import AsyncGenerator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import DATABASE_AWAY
from prooftrail.http.calling import Services, identify, parameters, services
from prooftrail.http.streaming import Streamed
from prooftrail.platform.access.grants import SYSTEM
from prooftrail.platform.events.concern import interest
from prooftrail.platform.events.feed import Feed, feed, watermark
from prooftrail.platform.events.listening import Seat
from prooftrail.platform.notify.showing import count_unread
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Caller

router = APIRouter(prefix="/api/v1")
PAGE = 100
BEAT_EVERY = 15.0
"""Seconds of silence after which a comment says that we are still here."""

HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store",
           "X-Accel-Buffering": "no"}  # fmt: skip


@router.get("/stream")
async def stream(request: Request) -> Response:
    """`{"object","record","version","action"}` for every change the caller may know of, from now on or from
    the cursor of `Last-Event-ID`; `event: rights` when his rights have changed, `event: schema` when objects
    or fields have. With `unread=true` also `event: notification` with `{"unread"}`, first and whenever it is
    another number."""
    found = services(request)
    asked = parameters(request, "after", "unread")
    after = asked.get("after") or request.headers.get("last-event-id")
    workspace, caller = identify(request)
    assert caller.token is not None
    seat = found.listening.sit(workspace, caller.token)
    try:
        following = Following(found, workspace, caller, seat, after, asked.get("unread") == "true")
        await found.listening.run(lambda: following.begin(request))
    except BaseException:
        found.listening.rise(seat)
        raise
    return Streamed(found.listening, seat, following.pieces(), HEADERS)


class Following:
    """One caller following the log from his cursor."""

    def __init__(
        self, found: Services, workspace: str, caller: Caller, seat: Seat, after: str | None, counts: bool
    ) -> None:
        self._found, self._workspace, self._caller, self._seat = found, workspace, caller, seat
        self._cursor, self._access, self._schema = after, SYSTEM, 0
        self._unread: int | None = None
        self._counts = counts

    def begin(self, request: Request) -> None:
        """Find where to start. Refuses who may not follow, and a cursor that the log cannot go on from."""
        with self._found.begin(self._workspace, self._caller, request) as work:
            if self._cursor:
                feed(work, after=self._cursor, object=None, record=None, limit=1)
            else:
                self._cursor = watermark(work)[1].cursor()
            self._access, self._schema = work.access, work.schema.version

    async def pieces(self) -> AsyncGenerator[bytes]:
        """The answer, as long as it lasts."""
        yield b"retry: 2000\n: here\n\n"
        while True:
            self._seat.wake.clear()
            try:
                page, rights, shape, unread = await self._found.listening.run(self._read)
            except Refusal:
                return
            except DATABASE_AWAY:
                await asyncio.sleep(1)
                continue
            if rights:
                yield b"event: rights\ndata: {}\n\n"
            elif shape:
                yield b"event: schema\ndata: {}\n\n"
            if unread is not None and self._counts:
                yield f'event: notification\ndata: {{"unread":{unread}}}\n\n'.encode()
            if said := b"".join(_said(item) for item in page.items if item["record"] is not None):
                yield said
            if not page.more and not await self._woken():
                yield f"id: {self._cursor}\n: beat\n\n".encode()

    def _read(self) -> tuple[Feed, bool, bool, int | None]:
        with self._found.begin(self._workspace, self._caller, counted=False) as work:
            page = feed(work, after=self._cursor, object=None, record=None, limit=PAGE)
            self._seat.interest = interest(work)
            rights, self._access = work.access != self._access, work.access
            shape, self._schema = work.schema.version != self._schema, work.schema.version
            before, self._unread = self._unread, count_unread(work)
            self._seat.person = work.actor.person
        self._cursor = page.next.cursor()
        return page, rights, shape, None if before == self._unread else self._unread

    async def _woken(self) -> bool:
        try:
            await asyncio.wait_for(self._seat.wake.wait(), BEAT_EVERY)
        except TimeoutError:
            return False
        return True


def _said(item: dict[str, Any]) -> bytes:
    told = {name: item[name] for name in ("object", "record", "version", "action")}
    return f"id: {item['cursor']}\ndata: {json.dumps(told, separators=(',', ':'))}\n\n".encode()
