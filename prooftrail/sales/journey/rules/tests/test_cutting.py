"""The stretches a span is cut into."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.journey.rules.cutting import stretch

LEAST = timedelta(hours=1)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, st.timedeltas(LEAST, timedelta(days=4_000)), st.integers(1, 200))
def test_stretches_lie_side_by_side_and_fill_the_span(since: datetime, long: timedelta, count: int) -> None:
    until = since + long
    parts = [stretch(since, until, count, at) for at in range(1, count + 1)]
    assert parts[0][0] == since and parts[-1][1] == until
    assert all(one[0] < one[1] for one in parts)
    assert all(abs(one[1] - two[0]) <= timedelta(microseconds=1) for one, two in pairwise(parts))
