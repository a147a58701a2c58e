"""A small company with a history, sealed, and the means to tamper with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from prooftrail.app import shipped
from prooftrail.cli.verify import verify
from prooftrail.opening import Opened
from prooftrail.platform.database import embedded
from prooftrail.platform.database.install import create_workspace, drop_workspace
from prooftrail.platform.database.place import Place
from prooftrail.platform.events.report import Kind, Report
from prooftrail.platform.events.seals import seal_log
from prooftrail.platform.records import Change
from prooftrail.platform.work import Caller


@dataclass
class Company:
    """One workspace of its own."""

    parts: Opened
    place: Place
    customers: list[UUID] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.place.name

    def apply(self, *changes: Change) -> None:
        """Write as the system."""
        with self.parts.workspaces.begin(self.name, Caller(reason="tests")) as work:
            work.records.apply(changes)

    def seal(self) -> None:
        """Seal what there is."""
        seal_log(self.parts.ground, self.place)

    def verify(self) -> Report:
        """What the command finds."""
        return verify(self.parts, self.name)

    def found(self) -> dict[Kind, int]:
        """How many of each kind."""
        return dict(self.verify().counts)

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """A statement of a superuser in this schema, as somebody with the database alone can run it."""
        dsn = embedded.superuser(self.parts.settings.data / "database")
        with psycopg.connect(dsn, options=f"-c search_path={self.place.schema},prooftrail") as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture
def company(parts: Opened) -> Iterator[Company]:
    """Eight customers with money, places, changes, one in the trash; four contacts; all sealed."""
    name = f"c{uuid4().hex[:8]}"
    place = create_workspace(parts.dsn, name, shipped(), zone="Asia/Shanghai", currency="CNY")
    made = Company(parts, place, [uuid4() for _ in range(8)])
    made.apply(
        *(
            Change("create", "customer", id, {
                "name": f"宁波{n}号冷库", "annual_purchase": f"{n}000.50", "phone": f"1380000000{n}",
                "place": {"lat": 29.8 + n, "lng": 121.5, "accuracy_m": 12},
            })
            for n, id in enumerate(made.customers)
        )
    )  # fmt: skip
    made.apply(
        *(
            Change("create", "contact", uuid4(), {"name": f"王{n}", "customer": str(made.customers[n]),
                                                  "phone": f"1390000000{n}"})
            for n in range(4)
        )
    )  # fmt: skip
    made.apply(*(Change("update", "customer", id, {"grade": "A"}) for id in made.customers[:3]))
    made.apply(Change("delete", "customer", made.customers[7]))
    made.seal()
    yield made
    drop_workspace(parts.dsn, name)
