"""A stage as the stories use it."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from bot import stage as sandboxed
from bot.stage import Stage
from tests.reading import shared_pool


def stage(data: Path, **how: Any) -> AbstractAsyncContextManager[Stage]:  # noqa: ANN401 - as `bot.stage.stage` takes it
    """Set the stage, with a process that reads files for all stories."""
    return sandboxed.stage(data, **how, pool=shared_pool())
