"""A page of a list is found by indexes, whoever asks and whatever for."""

import pytest

from benchmarks import plans
from benchmarks.ground import ground


@pytest.mark.long
def test_no_page_touches_more_than_its_share_of_a_million() -> None:
    with ground() as parts:
        found = list(plans.plans(parts))
    assert len(found) == len(plans.CALLERS) * len(plans.SHAPES)
    assert [each for each in found if not each.ok] == []
