"""The whole API under fire: every operation answers as it is described, to whoever asks whatever."""

from collections.abc import Iterator

import httpx
import pytest

from prooftrail.cli.verify import verify
from prooftrail.opening import Opened
from tests.openapi.fuzz_stand import CALLERS, Stand
from tests.openapi.fuzz_walk import standing, walk

pytestmark = pytest.mark.heavy
EXAMPLES = 5
LONG_EXAMPLES = 200


@pytest.fixture(scope="module")
def stand(parts: Opened, client: httpx.Client) -> Iterator[Stand]:
    with standing(parts, client) as made:
        yield made


def test_every_operation_answers_as_described(stand: Stand) -> None:
    walk(stand, EXAMPLES)


def test_what_was_fired_at_is_still_sound(stand: Stand) -> None:
    assert verify(stand.parts, stand.workspace).clean


@pytest.mark.long
@pytest.mark.parametrize("caller", CALLERS, ids=lambda caller: caller or "nobody")
def test_every_operation_answers_each_caller_as_described(
    caller: str, parts: Opened, client: httpx.Client
) -> None:
    with standing(parts, client) as stand:
        walk(stand, LONG_EXAMPLES, (caller,))
        assert verify(stand.parts, stand.workspace).clean
