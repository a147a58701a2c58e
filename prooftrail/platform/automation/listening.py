"""The worker's ear: a thread for each lane, woken by the bell, looking by itself now and then."""

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import psycopg

from prooftrail.platform.automation.reacting import react, react_to_imports
from prooftrail.platform.automation.reading import BULK, LIVE
from prooftrail.platform.automation.retrying import go_on
from prooftrail.platform.database.place import Place
from prooftrail.platform.events.bell import CHANNEL, QUIET
from prooftrail.platform.jobs.priority import lower_thread

if TYPE_CHECKING:
    from prooftrail.platform.jobs.sweeps import Ground

log = logging.getLogger(__name__)
LOOK_EVERY = 1.0
"""Seconds between two looks at every workspace, rung for or not."""
Turn = Callable[["Ground", Place], bool]
PLACES = "select name, schema, role from workspace order by name"


def start_reacting(
    ground: "Ground", behind: "Ground", stop: threading.Event, nice: int = 0
) -> list[threading.Thread]:
    """The threads: what people do is reacted to at once, imports `behind` them, stepping back by `nice`."""

    def later() -> None:
        lower_thread(nice)
        _listen(behind, slow, stop)

    found = [
        threading.Thread(target=_listen, args=(ground, quick, stop), name="rules"),
        threading.Thread(target=later, name="rules of imports"),
    ]
    for each in found:
        each.start()
    return found


def quick(ground: "Ground", place: Place, *, wait: bool = False) -> bool:
    """A batch of what people did, and what failed and is due again."""
    more = react(ground, place, LIVE, wait=wait)
    return go_on(ground, place) or more


def slow(ground: "Ground", place: Place, *, wait: bool = False) -> bool:
    """A batch of what came in bulk."""
    more = react(ground, place, BULK, wait=wait)
    return react_to_imports(ground, place, wait=wait) or more


def drain(ground: "Ground", place: Place) -> bool:
    """Everything there is to react to now, what that brings about, too. Whether anything was done."""
    rounds = 0
    while quick(ground, place, wait=True) or slow(ground, place, wait=True):
        rounds += 1
    return rounds > 0


def _listen(ground: "Ground", turn: Turn, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            with psycopg.connect(ground.dsn, autocommit=True, connect_timeout=10,
                                 options="-c search_path=prooftrail") as ear:  # fmt: skip
                ear.execute(f"listen {CHANNEL}")
                _serve(ground, turn, ear, stop)
        except psycopg.Error as error:
            log.warning("rules: the database is away: %s", type(error).__name__)
            stop.wait(LOOK_EVERY)


def _serve(ground: "Ground", turn: Turn, ear: psycopg.Connection[Any], stop: threading.Event) -> None:
    """Turn by turn; a workspace whose turn fails is tried again at its next one."""
    due, echo = {row[0] for row in ear.execute(PLACES)}, set[str]()
    while not stop.is_set():
        places = [Place(*row) for row in ear.execute(PLACES).fetchall()]
        left = {each.name for each in places if each.name in due and _turn(ground, turn, each)}
        seconds = 0.0 if left else QUIET * 1.2 if echo else LOOK_EVERY
        rung = {note.payload for note in ear.notifies(timeout=seconds, stop_after=1)}
        quiet = not rung and not echo and not left
        due = rung | echo | left | ({each.name for each in places} if quiet else set())
        echo = rung


def _turn(ground: "Ground", turn: Turn, place: Place) -> bool:
    try:
        return turn(ground, place)
    except psycopg.OperationalError:
        raise
    except Exception:
        log.exception("rules of %s broke", place.name)
        return False
