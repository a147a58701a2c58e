"""What tests share beside fixtures: reading refusals, waiting for locks, doing things at once, new ids."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from prooftrail.opening import Opened
from prooftrail.platform.values import uuid7
from tests.conftest import Api

T = TypeVar("T")
ZONE = ZoneInfo("Asia/Shanghai")


def wait_until_blocked(parts: Opened, count: int = 1) -> None:
    """Return when `count` transactions wait for a lock; fail where none does within ten seconds."""
    pause, until = threading.Event(), time.monotonic() + 10
    query = (
        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and application_name like %s"
    )
    while time.monotonic() < until:
        with parts.pool.connection() as connection:
            row = connection.execute(query, ["prooftrail%"]).fetchone()
        if row is not None and row[0] >= count:
            return
        pause.wait(0.01)
    raise AssertionError("nobody waits")


def at_once(times: int, do: Callable[[], T]) -> list[T]:
    """What `do` gives each of so many threads that begin together; a failure of one fails the test."""
    gate = threading.Barrier(times)

    def begin() -> T:
        gate.wait()
        return do()

    with ThreadPoolExecutor(times) as pool:
        return [each.result() for each in [pool.submit(begin) for _ in range(times)]]


def error_of(answer: Any) -> dict[str, Any]:
    """The refusal of an answer, in words."""
    error = dict(answer["error"])
    assert error["message"] and error["message"] != error["code"], f"no words for {error['code']}"
    assert all(said != code for code, said in error["fields"].items()), error["fields"]
    return error


def code_of(answer: Any) -> str:
    """The refusal's code."""
    return str(error_of(answer)["code"])


def faults_of(answer: Any) -> set[str]:
    """The fields a refusal names."""
    return set(error_of(answer)["fields"])


def new_id() -> str:
    """A client's id."""
    return str(uuid7())


def today_of(api: Api) -> str:
    """The company's day, which is another than UTC's for a third of it."""
    return datetime.fromisoformat(api.get("me")["now"]).astimezone(ZONE).date().isoformat()


def is_uuid(said: Any) -> bool:
    """Whether it is an id."""
    return bool(UUID(said))
