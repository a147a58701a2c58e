"""Answers that take their time: sent piece by piece, and stopped when the caller is gone or has no right
to them any more, however slowly he reads."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from prooftrail.platform.events.listening import Listening, Seat

log = logging.getLogger(__name__)


class Streamed(Response):
    """The pieces of an iterator, for as long as its seat is kept."""

    def __init__(
        self, listening: Listening, seat: Seat, pieces: AsyncGenerator[bytes], headers: Mapping[str, str],
        end: Callable[[], Awaitable[None]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(headers=dict(headers))
        del self.headers["content-length"]
        self._listening, self._seat, self._pieces, self._end = listening, seat, pieces, end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until there is no more, the caller hangs up, or his seat ends."""
        sending = asyncio.create_task(self._send(send))
        leaving = asyncio.create_task(_hung_up(receive))
        ending = asyncio.create_task(self._seat.ended.wait())
        waits = (sending, leaving, ending)
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            if ending.done() and not sending.done():
                await _cancelled(sending)
                await asyncio.wait_for(send({"type": "http.response.body", "body": b""}), 0.2)
        except TimeoutError:
            pass  # he does not read: the connection is closed on him
        finally:
            if sending.done() and not sending.cancelled() and sending.exception():
                log.error("a long answer broke off", exc_info=sending.exception())
            for each in waits:
                await _cancelled(each)
            await self._pieces.aclose()
            self._listening.rise(self._seat)
            if self._end is not None:
                await self._end()

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        async for piece in self._pieces:
            if self._seat.ended.is_set():
                break
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _cancelled(task: asyncio.Task[Any]) -> None:
    """Stop a task and wait until it has; what it failed with is its own."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
