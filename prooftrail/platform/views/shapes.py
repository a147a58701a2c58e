"""The shape of a view, and of whom it is shared with."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field as Asked

from prooftrail.platform.actions.action import Input

Kind = Literal["table", "board", "calendar", "map", "chart", "timeline"]
KINDS: tuple[Kind, ...] = ("table", "board", "calendar", "map", "chart", "timeline")
DENSITIES = ("compact", "cozy", "roomy")
CHARTS = ("bars", "line")
STEPS = ("day", "week", "month", "quarter", "year")
LEAST_WIDTH, MOST_WIDTH = 40, 1_200
MOST_COLUMNS = 120


class Wording(Input):
    """What people read, in both languages."""

    zh: str
    en: str


class Column(Input):
    """One column; `width` in pixels, its own where nothing is said."""

    field: str
    width: int | None = Asked(default=None, ge=LEAST_WIDTH, le=MOST_WIDTH)


class Shown(Input):
    """How records are shown.

    `by` is what a picture goes by: the choice that makes a board's columns, the day on which a calendar and
    a time line put a record, its place on a map, what a chart counts by. `until` is where a bar of the time
    line ends; `group` heads the rows of a table and the lanes of a time line. A chart goes by `step` where
    it goes by time, is divided by `split`, and sums `measure` instead of counting. `frozen` is how many
    columns stay in sight; `colour` the choice field whose value colours a record.
    """

    kind: Kind = "table"
    filter: list[Any] | None = None
    sort: str = ""
    columns: list[Column] = Asked(default_factory=list, max_length=MOST_COLUMNS)
    frozen: int = Asked(default=1, ge=0, le=5)
    group: str | None = None
    by: str | None = None
    until: str | None = None
    split: str | None = None
    measure: str | None = None
    chart: Literal["bars", "line"] | None = None
    step: Literal["day", "week", "month", "quarter", "year"] | None = None
    colour: str | None = None
    density: Literal["compact", "cozy", "roomy"] | None = None


class Share(Input):
    """Everybody, or the people of one role, or of one department and those below it."""

    to: Literal["everybody", "role", "department"]
    role: str | None = None
    department: UUID | None = None
