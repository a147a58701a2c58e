"""What every test folder shares: how Hypothesis works on a busy machine.

Slowness is judged by the benchmarks, so no property fails for it; examples are the same each run. Files with
heavy tests are begun first: one begun last has a whole machine wait for it.
"""

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files marked heavy first; the order is otherwise kept."""
    items.sort(key=lambda each: each.get_closest_marker("heavy") is None)
