"""How many tests run at once."""

import os

PER_CORE = 1.5
"""The stories wait for sockets, and for a process that reads files, about a third of their time."""


def pytest_xdist_auto_num_workers() -> int:
    """What `-n auto` means."""
    return round((os.cpu_count() or 1) * PER_CORE)
