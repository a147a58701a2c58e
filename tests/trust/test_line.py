"""The line we commit to is the line PostgreSQL writes, whatever is in the event."""

import json
from datetime import UTC, datetime
from uuid import uuid4

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from prooftrail.platform.events.line import jsonb_text
from prooftrail.platform.events.log import Entry
from prooftrail.platform.events.verify import BEFORE_ALL, read_events
from prooftrail.platform.work import Caller
from tests.trust.conftest import Company

SAID = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | SAID,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SAID, inner, max_size=4),
    max_leaves=8,
)
MOMENT = st.datetimes(datetime(1900, 1, 1), datetime(9998, 1, 1)).map(lambda found: found.replace(tzinfo=UTC))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    changes = draw(st.dictionaries(SAID, st.tuples(VALUE, VALUE).map(list), max_size=4))
    plain = json.dumps(changes, ensure_ascii=False)
    personal = frozenset(key for key in changes if draw(st.booleans())) if "." not in plain else frozenset()
    return Entry(
        draw(st.integers(1, 2**31 - 1)), datetime.now(UTC), draw(MOMENT), draw(SAID), uuid4(), draw(SAID),
        None, draw(st.none() | SAID), uuid4(), draw(st.integers(1, 9)), changes,
        draw(st.none() | st.dictionaries(SAID, VALUE, max_size=3)), digest=draw(st.binary(max_size=32)),
        personal=personal, salt=b"salt",
    )  # fmt: skip


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(batch=st.lists(entries(), min_size=20, max_size=20))
def test_every_event_reads_as_it_was_committed(company: Company, batch: list[Entry]) -> None:
    caller = Caller(reason="tests")
    with company.parts.workspaces.begin(company.name, caller) as work:
        work.events.write(batch)
        work.events.write(batch[:1])
        read = list(read_events(work, BEFORE_ALL, None))
        assert len(read) >= 21
        assert [event.line for event in read if not event.sound] == []


@settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(values=st.lists(VALUE, min_size=50, max_size=50))
def test_json_is_spelled_as_jsonb_spells_it(company: Company, values: list[object]) -> None:
    texts = [jsonb_text(value) for value in values]
    rows = company.sql(
        "select said::jsonb::text from unnest(%s::text[]) with ordinality u(said, at) order by at", texts
    )
    assert [row[0] for row in rows] == texts
