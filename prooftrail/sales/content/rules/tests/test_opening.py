"""Both sides of the minutes, and who is taken for a reader."""

from datetime import UTC, datetime, timedelta

import pytest

from prooftrail.platform.links.rules.reading import is_reader
from prooftrail.sales.content.rules.opening import MOST_SECONDS, SLACK, believable, is_again

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.48"


def test_an_opening_is_the_same_one_until_the_minutes_are_over() -> None:
    assert is_again(NOW - timedelta(minutes=30) + timedelta(seconds=1), NOW, 30)
    assert not is_again(NOW - timedelta(minutes=30), NOW, 30)
    assert not is_again(None, NOW, 30)
    assert not is_again(NOW, NOW, 0)


def test_nobody_reads_longer_than_the_time_that_went_by() -> None:
    assert believable(60, NOW - timedelta(seconds=58), NOW, 0) == 60, "clocks differ a little"
    assert believable(300, NOW - timedelta(seconds=20), NOW, 0) == 20 + SLACK
    assert believable(60, NOW - timedelta(hours=3), NOW, MOST_SECONDS - 10) == 10
    assert believable(60, NOW - timedelta(hours=3), NOW, MOST_SECONDS) == 0
    assert believable(60, None, NOW, 0) == 0


@pytest.mark.parametrize("agent", [
    None, "", "curl/8.5", "Slackbot-LinkExpanding 1.0", "facebookexternalhit/1.1",
    "Mozilla/5.0 (compatible; Googlebot/2.1)", "Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5",
])  # fmt: skip
def test_programs_are_no_readers(agent: str | None) -> None:
    assert not is_reader(agent, None, head=False, own=False)


def test_a_phone_is_a_reader_unless_it_fetches_ahead_asks_for_the_head_or_is_ours() -> None:
    assert is_reader(PHONE, None, head=False, own=False)
    assert not is_reader(PHONE, "prefetch", head=False, own=False)
    assert not is_reader(PHONE, None, head=True, own=False)
    assert not is_reader(PHONE, None, head=False, own=True)
