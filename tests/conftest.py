"""How the tests run: how many at once, and compiled how often."""

import gc
import os
import sys

PER_CORE = 2
"""The stories wait for sockets, for the disk and for a process that reads files, about a third of their time."""

# What is compiled is kept, whatever the machine says: else each process, of the tests and of the bot, compiles it anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: nobody need look through it for what is left over."""
    gc.collect()
    gc.freeze()


def pytest_xdist_auto_num_workers() -> int:
    """What `-n auto` means."""
    return (os.cpu_count() or 1) * PER_CORE
