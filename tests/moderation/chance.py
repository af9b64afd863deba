"""How the laws are searched: a fixed seed makes every run the same; `SALON_SEED` sets another, for a longer search."""

import os
import sys

from hypothesis import HealthCheck, settings

SEED = int(os.environ.get("SALON_SEED", "20260302"))
RUNS = 10 if "SALON_SEED" in os.environ else 1
"""A search for new faults may take its time."""


def search(examples: int, steps: int = 50) -> settings:
    """Settings for one law."""
    return settings(
        max_examples=examples * RUNS,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


def say_seed() -> None:
    """Name the seed; pytest shows it with a failure."""
    sys.stdout.write(f"seed: SALON_SEED={SEED}\n")
