"""A small demo the tests of the playbook share, one with a clock of its own, and ways to log work."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.platform.blueprint.pictures import document
from tests.conftest import Api, Callers, shared_demo, signed_in

shop = shared_demo()
rep, rep2 = signed_in("rep"), signed_in("rep2")
manager, admin, ops = signed_in("manager"), signed_in("admin"), signed_in("ops")

clocked = shared_demo()
"""A demo whose clock the tests move."""
CLOCKED = ("rep", "manager", "admin")


@pytest.fixture(scope="session")
def people(clocked: str, caller: Callers) -> dict[str, Api]:
    """Callers of the workspace whose clock is moved, by login."""
    return {login: caller(login, clocked) for login in CLOCKED}


@pytest.fixture
def clock(
    people: dict[str, Api], clocked: str, stand: Callable[[str, datetime], None]
) -> Iterator[Callable[[str], None]]:
    """`clock("2031-03-10 09:00")`: company time stands there, and nothing falls due; real time afterwards."""
    yield lambda said: stand(clocked, datetime.fromisoformat(at(said)))
    people["admin"].post("dev/clock", {"now": None}, 200)


@pytest.fixture
def aside() -> Iterator[Callable[..., "Future[Any]"]]:
    """Run something beside the test; the future gives its result."""
    with ThreadPoolExecutor(8) as pool:
        yield pool.submit


@pytest.fixture
def customer(rep: Api) -> str:
    """A new customer of the rep's."""
    return new_customer(rep)


def at(said: str) -> str:
    """`2031-03-10 09:00` of the company as the API writes it."""
    day, _, clock = said.partition(" ")
    return f"{day}T{clock if clock.count(':') > 1 else clock + ':00'}+08:00"


def new_customer(api: Api) -> str:
    """The id of a new customer of the caller's."""
    return str(api.post("records/customer", {"name": f"打法试验{uuid4().hex[:8]}"})["id"])


def new_deal(api: Api, customer: str) -> str:
    """The id of a new deal of a customer."""
    return str(api.post("records/deal", {"name": "打法试验", "customer": customer})["id"])


def log(api: Api, type: str, customer: str, status: int = 200, **more: Any) -> Any:
    """Log an activity that says all it must; its id, or the refusal."""
    given = {"type": type, "customer": customer, "topic": "冷库选型", "next_step": "出方案", **more}
    answer = api.act("log_activity", given, status=status)
    return answer["result"]["activity"] if status == 200 else answer["error"]


def slip(api: Api, kind: str = "proposal_file") -> dict[str, Any]:
    """A piece of evidence with a paper of its own."""
    file = api.upload(document(uuid4().int % 10**9, kind, ["一"]), f"{kind}.pdf")
    return {"kind": kind, "file": file}


def attempts(api: Api, record: str) -> list[str]:
    """The codes of the attempts the history keeps of a record."""
    found = api.get("events", record=record, limit=500)["items"]
    return [each["because"]["code"] for each in found if each["action"] == "attempt.refused"]


def approved_quotation(mine: Api, second: Api, **values: Any) -> str:
    """The id of a quotation a second person has approved."""
    made = mine.post("records/quotation", {"name": "一号冷库报价", "amount": "1000.00", **values})["id"]
    second.act("approve", {"object": "quotation"}, made)
    return str(made)
