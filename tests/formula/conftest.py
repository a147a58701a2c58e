"""A workspace whose fields are derived, and the worker's turn at it."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from prooftrail.app import open_keys
from prooftrail.cli.demo import ensure_demo
from prooftrail.opening import Opened
from prooftrail.platform.database.install import drop_workspace
from prooftrail.platform.derived.sweep import settle
from prooftrail.platform.jobs.sweeps import Ground
from tests.conftest import Api, Callers


@pytest.fixture(scope="session")
def shop(parts: Opened) -> Iterator[str]:
    """A small demo these tests share; each defines names of its own."""
    name = f"f{uuid4().hex[:8]}"
    ensure_demo(parts, workspace=name, most=40)
    yield name
    drop_workspace(parts.dsn, name)


@pytest.fixture(scope="session")
def ops(shop: str, caller: Callers) -> Api:
    """Somebody who may design."""
    return caller("ops", shop)


@pytest.fixture(scope="session")
def rep(shop: str, caller: Callers) -> Api:
    """Somebody who may not."""
    return caller("rep", shop)


@pytest.fixture(scope="session")
def turn(parts: Opened, shop: str) -> Callable[[], None]:
    """The worker's turn: every mark that is due."""
    place = parts.workspaces.directory.find(shop)
    ground = Ground(parts.dsn, parts.workspaces, parts.files, open_keys(parts.settings), parts.settings.seals)
    return lambda: settle(ground, place)
