"""What every test folder shares: how Hypothesis works on a busy machine.

Slowness is judged by the benchmarks, so no property fails for it; examples are the same each run.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")
