"""Whatever many do at once, and whoever dies: in the end every stored value is what it is from scratch."""

from collections.abc import Iterator

import pytest

from prooftrail.app import open_workspaces
from prooftrail.opening import Opened
from prooftrail.platform.database.pool import open_pool
from prooftrail.platform.derived.sweep import settle
from tests.formula.together import CHILD, Hands, expected, found, shape, stored


@pytest.fixture(scope="module")
def sweeping(parts: Opened) -> Iterator[Opened]:
    """The parts of a worker, with connections that can be told from others'."""
    with open_pool(parts.dsn, size=4, statement_ms=0, name="sweeping") as pool:
        yield Opened(parts.settings, parts.dsn, pool, open_workspaces(pool), parts.files)


def all_is_right(hands: Hands) -> None:
    assert hands.failures == []
    settle(hands.parts.ground, hands.parts.workspaces.directory.find(hands.workspace))
    assert found(hands.parts, hands.workspace) == expected(hands.parts, hands.workspace)


def see_it_through(hands: Hands, writers: int, writes: int) -> None:
    shape(hands.parts, hands.workspace)
    hands.begin(parents=80)
    hands.run(writers, writes, sweepers=2)
    all_is_right(hands)
    hands.part(writers=4, writes=5)
    all_is_right(hands)
    rows = stored(hands.parts, hands.workspace)[CHILD].values()
    assert len(rows) > writes and any(row["deleted_at"] for row in rows)


def test_every_value_is_right_in_the_end(parts: Opened, sweeping: Opened, empty_workspace: str) -> None:
    hands = Hands(parts, sweeping, empty_workspace, seed=1)
    see_it_through(hands, writers=5, writes=25)
    assert hands.written > 50


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 8))
def test_every_value_is_right_after_much(
    parts: Opened, sweeping: Opened, empty_workspace: str, seed: int
) -> None:
    hands = Hands(parts, sweeping, empty_workspace, seed)
    see_it_through(hands, writers=10, writes=150)
    assert hands.killed > 0
