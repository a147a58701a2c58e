"""What a column holds, and whether it knows the end."""

import pytest

from prooftrail.sales.scoring.rules.columns import Kind, cleaned, day, kind_of, number
from prooftrail.sales.scoring.rules.leaking import leaking

ROWS = 400


def test_what_stands_for_nothing_is_nothing() -> None:
    assert [cleaned(each) for each in (" Select ", "N/A", "无", " 阀门 ")] == ["", "", "", "阀门"]


def test_numbers_and_days_are_read_as_people_write_them() -> None:
    assert (number("1,200.5"), number("35%"), number("inf"), number("a")) == (1200.5, 35.0, None, None)
    days = ("2026-03-01", "2026-03-01T09:00:00Z", "3/1/2026", "2026年3月1日", "2026/03/01 09:00")
    assert {str(day(each)) for each in days} == {"2026-03-01"}
    assert day("soon") is None


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([str(each * 3) for each in range(ROWS)], Kind.ID),
        ([f"L-{each}" for each in range(ROWS)], Kind.ID),
        ([str(each % 7) for each in range(ROWS)], Kind.NUMBER),
        ([str(each / 3) for each in range(ROWS)], Kind.NUMBER),
        (["官网", "展会"] * 200, Kind.CHOICE),
        (["2026-03-01", ""] * 200, Kind.DATE),
        (["否"] * ROWS, Kind.BLANK),
        ([""] * ROWS, Kind.BLANK),
    ],
)
def test_a_column_is_what_stands_in_it(values: list[str], kind: Kind) -> None:
    assert kind_of(values) is kind


def found(**columns: list[str]) -> dict[str, str]:
    """What is left out of a table whose every third case ended well."""
    truth = [each % 3 == 0 for each in range(ROWS)]
    return leaking(columns, {name: kind_of(values) for name, values in columns.items()}, truth)


def test_what_knows_the_end_is_found() -> None:
    good = [each % 3 == 0 for each in range(ROWS)]
    assert found(
        number=[str(each) for each in range(ROWS)],
        paid=["100" if each else "0" for each in good],
        signed_at=["2026-05-02" if each else "" for each in good],
        closed_on=[f"2026-04-{each % 28 + 1:02d}" for each in range(ROWS)],
        followed_up=[f"2026-06-{each % 28 + 1:02d}" for each in range(ROWS)],
        source=["官网", "展会", "官网", "转介绍"] * 100,
        asked_on=[f"2026-01-{each % 28 + 1:02d}" for each in range(ROWS)],
    ) == {
        "number": "id", "paid": "tells", "signed_at": "tells", "closed_on": "named", "followed_up": "later",
    }  # fmt: skip


def test_what_is_written_together_with_a_verdict_is_one() -> None:
    half = [each % 2 == 0 for each in range(ROWS)]
    assert found(
        quality=["high" if each else "" for each in half],
        band=["02" if each else "" for each in half],
        city=["宁波" if each % 4 else "" for each in range(ROWS)],
    ) == {"quality": "named", "band": "together"}  # fmt: skip
