"""A workspace whose fields are derived, and the worker's turn at it."""

from collections.abc import Callable

import pytest

from prooftrail.app import open_keys
from prooftrail.opening import Opened
from prooftrail.platform.derived.sweep import settle
from prooftrail.platform.jobs.sweeps import Ground
from tests.conftest import shared_demo, signed_in

shop = shared_demo()
ops = signed_in("ops")
rep = signed_in("rep")


@pytest.fixture(scope="session")
def turn(parts: Opened, shop: str) -> Callable[[], None]:
    """The worker's turn: every mark that is due."""
    place = parts.workspaces.directory.find(shop)
    ground = Ground(parts.dsn, parts.workspaces, parts.files, open_keys(parts.settings), parts.settings.seals)
    return lambda: settle(ground, place)
