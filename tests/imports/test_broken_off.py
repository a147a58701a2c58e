"""Killed on the way, stopped on the way: an import goes on to its end or goes back whole. The long run
does the same with half a million lines, and stops at their half."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.imports import lines as made
from tests.trust.serving import Server, until

pytestmark = pytest.mark.heavy

ROWS = 8_000
# A stop comes after the chunk being written and may wait for the next: four chunks of the largest size.
STOPPED = 20_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Web and worker as people run them."""
    found = Server(tmp_path_factory.mktemp("broken"))
    found.prepare(1)
    try:
        found.start()
        made.call(found, "POST", "objects", json=made.OBJECT)
        yield found
    finally:
        found.kill()


def test_worker_and_database_are_killed_on_the_way_and_every_row_is_there_once(
    server: Server, tmp_path: Path
) -> None:
    lines = made.write_lines(tmp_path / "lines.csv", ROWS)
    made.comes_through(server, lines, ROWS, after=made.nobody_waits)
    made.is_clean(server)


def test_stopped_on_its_way_it_goes_back_whole(server: Server, tmp_path: Path) -> None:
    lines = made.write_lines(tmp_path / "lines.csv", STOPPED)
    few = made.write_lines(tmp_path / "few.csv", 500)
    first = made.start(server, few)
    until("the first to be done", lambda: made.rests(server, first, "done"))
    before = made.totals(server)
    id = made.start(server, lines)
    until("the first to be written", lambda: made.is_past(server, id, 1))
    made.is_cancelled_and_undone(server, id, STOPPED, before)
