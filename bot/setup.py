"""What a verb begins with."""

import os
from pathlib import Path
from typing import Final

from bot import logs
from bot.config import Configuration, load

DOTENV: Final = Path(".env")


def configured() -> Configuration:
    """What `.env` and the environment say; from here on the log is set up too."""
    configuration = load(os.environ, DOTENV)
    logs.set_up(configuration.settings.log, secrets=configuration.settings.secrets)
    return configuration
