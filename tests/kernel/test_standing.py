"""A look nobody waits for stands aside while people write, and not for ever."""

from datetime import timedelta

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.standing import standing_aside
from prooftrail.platform.jobs.sweeps import Ground
from tests.conftest import Api

HOUR, NOTHING = timedelta(hours=1), timedelta(0)


@pytest.mark.parametrize(
    ("quiet", "longest", "looked"),
    [(HOUR, HOUR, 0), (NOTHING, HOUR, 1), (HOUR, NOTHING, 1)],
    ids=["somebody writes", "all is quiet", "it has waited long enough"],
)
def test_it_waits_while_people_write_and_not_for_ever(
    parts: Opened, kernel: str, rep: Api, quiet: timedelta, longest: timedelta, looked: int
) -> None:
    turns: list[str] = []

    def look(on: Ground, place: Place) -> bool:
        turns.append(place.name)
        return False

    rep.post("records/customer", {"name": "刚刚写下"})
    place = parts.workspaces.directory.find(kernel)
    assert standing_aside(look, quiet, longest)(parts.ground, place) is False
    assert turns == [kernel] * looked


def test_who_has_begun_catches_up_and_waits_again(parts: Opened, kernel: str, rep: Api) -> None:
    left = [True, False, True]
    place = parts.workspaces.directory.find(kernel)
    patient = standing_aside(lambda on, place: left.pop(0), NOTHING, HOUR)
    assert patient(parts.ground, place) is True
    rep.post("records/customer", {"name": "又写一条"})
    assert patient(parts.ground, place) is False
    waiting = standing_aside(lambda on, place: left.pop(0), HOUR, HOUR)
    assert waiting(parts.ground, place) is False
    assert left == [True]
