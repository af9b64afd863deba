"""How the tests run: how many at once, compiled how often, and where their data stands."""

import gc
import os
import shutil
import sys
from pathlib import Path

import pytest

PER_CORE = 2.5
"""The stories wait for sockets, for the disk and for a process that reads files, about a third of their time."""

# What is compiled is kept, whatever the machine says: else each process, of the tests and of the bot, compiles it anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
ROOM = 4 << 30
"""Bytes; the databases and pictures of all tests take about a quarter of that."""


def pytest_configure(config: pytest.Config) -> None:
    """Data stands in memory where there is room: a disk makes each commit wait, and shows nothing that memory hides.

    Whoever starts the processes, or is the only one, hears of every story, and looks whether one is missing.
    """
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    if not hasattr(config, "workerinput"):
        from tests.stories.arrows import EveryArrow  # noqa: PLC0415 - coverage is measured by now, and not before

        config.pluginmanager.register(EveryArrow())


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: nobody need look through it for what is left over."""
    gc.collect()
    gc.freeze()


def pytest_xdist_auto_num_workers() -> int:
    """What `-n auto` means."""
    return round((os.cpu_count() or 1) * PER_CORE)
