"""The shape of a board: tiles on twelve columns, what each measures, and with whom it is shared."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field as Asked

from prooftrail.platform.actions.action import Input

Kind = Literal[
    "number", "trend", "bars", "funnel", "heat", "radar", "map", "table", "ranking", "gauge", "pivot"
]
PARTS = ("day", "week", "month", "quarter", "year")
KINDS: tuple[Kind, ...] = (
    "number", "trend", "bars", "funnel", "heat", "radar", "map", "table", "ranking", "gauge", "pivot",
)  # fmt: skip
COMPARES = ("before", "year", "target")
COLUMNS, MOST_ROWS, MOST_TALL = 12, 400, 24
MOST_TILES, MOST_METRICS, MOST_PHONE, MOST_SHARES, MOST_FILTERS = 24, 8, 12, 50, 8
MOST_LAST = 60
Key = Annotated[str, Asked(min_length=1, max_length=48)]
Part = Literal["day", "week", "month", "quarter", "year"]
Number = Annotated[Decimal, Asked(max_digits=20, decimal_places=6, allow_inf_nan=False)]


class Wording(Input):
    """What people read, in both languages."""

    zh: str
    en: str


class PeriodOf(Input):
    """Days a tile is about: the part under way, so many parts up to it, or dates; `by` divides them."""

    this: Part | None = None
    last: int | None = Asked(default=None, ge=1, le=MOST_LAST)
    by: Part | None = None
    since: str | None = Asked(default=None, alias="from")
    until: str | None = Asked(default=None, alias="to")


class Thresholds(Input):
    """From `good` on a figure is good, past `bad` it is bad; which way depends on the metric."""

    good: Number | None = None
    bad: Number | None = None


class Tile(Input):
    """One tile. `metric` is one key, or several where the kind takes them; sizes are cells of the grid."""

    id: Key
    kind: Kind
    label: Wording
    metric: Key | list[Key]
    group: list[Key] = Asked(default_factory=list, max_length=3)
    period: PeriodOf | None = None
    compare: Literal["before", "year", "target"] | None = None
    target: Number | None = None
    thresholds: Thresholds | None = None
    filter: list[Any] | None = None
    limit: int | None = Asked(default=None, ge=1, le=500)
    x: int = Asked(ge=0, lt=COLUMNS)
    y: int = Asked(ge=0, lt=MOST_ROWS)
    w: int = Asked(ge=1, le=COLUMNS)
    h: int = Asked(ge=1, le=MOST_TALL)

    @property
    def metrics(self) -> list[str]:
        """The keys, however they were said."""
        return [self.metric] if isinstance(self.metric, str) else list(self.metric)


class Board(Input):
    """A board. `filters` are fields a reader may narrow it by; `phone` is the order of tiles on a phone."""

    key: Key
    label: Wording
    description: Wording | None = None
    tiles: list[Tile] = Asked(min_length=1, max_length=MOST_TILES)
    filters: list[Key] = Asked(default_factory=list, max_length=MOST_FILTERS)
    phone: list[Key] = Asked(default_factory=list, max_length=MOST_PHONE)
    columns: Literal[1, 2] = 1
    """How many columns it has on a phone."""

    def said(self) -> dict[str, Any]:
        """As it is kept: plain JSON, numbers as text."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class Share(Input):
    """Everybody, the people of one role, of one department and those below it, or one person."""

    to: Literal["everybody", "role", "department", "person"]
    role: str | None = None
    department: UUID | None = None
    person: UUID | None = None


class Picked(Input):
    """A field of an object and the value a reader picked."""

    object: Key
    field: Key
    value: Any = None


class Narrowing(Input):
    """What a reader narrows a whole board by. A department stands for itself and all below it."""

    department: UUID | None = None
    person: UUID | None = None
    fields: list[Picked] = Asked(default_factory=list, max_length=MOST_FILTERS)
