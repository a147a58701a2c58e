"""The exports that run in this process: a few at a time, on threads no request needs."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from prooftrail.platform.exports.export import Export, start
from prooftrail.platform.records import Query
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Caller, Workspaces

AT_ONCE = 4
"""Exports that run beside each other; each holds a connection."""

Found = TypeVar("Found")


class Exports:
    """One process's exports."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="export")
        self._running = 0

    async def begin(self, workspace: str, caller: Caller, object: str, query: Query) -> Export:
        """An export that is ready to be given out and must be ended. Refuses one too many."""
        if self._running >= AT_ONCE:
            raise Refusal("exports_busy", "busy", facts={"retry_after": 10})
        self._running += 1
        try:
            return await self._run(lambda: start(self._workspaces, workspace, caller, object, query))
        except BaseException:
            self._running -= 1
            raise

    async def pieces(self, export: Export) -> AsyncGenerator[bytes]:
        """The file, piece by piece."""
        yield export.head()
        while piece := await self._run(export.piece):
            yield piece

    async def end(self, export: Export) -> None:
        """Let it go."""
        self._running -= 1
        await self._run(export.close)

    async def _run(self, what: Callable[[], Found]) -> Found:
        return await asyncio.get_running_loop().run_in_executor(self._threads, what)
