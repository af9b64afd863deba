"""Reading a TOML file, with what can go wrong before its content matters."""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from bot.config.faults import ConfigFaults

TEXTS: Traversable = files("bot") / "texts"
"""Where the words that came with Salon stand."""


def read_toml(file: Traversable) -> dict[str, Any]:
    """The content of a file.

    Raises:
        ConfigFaults: It is not there, or is no TOML.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigFaults([f"{file.name}: cannot be opened ({error.strerror}): check the path"]) from error
    except UnicodeDecodeError as error:
        raise ConfigFaults([f"{file.name}: is not UTF-8 text: save it as UTF-8"]) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigFaults([f"{file.name}: is not valid TOML: {error}"]) from error
