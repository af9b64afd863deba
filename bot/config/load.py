"""Reads all that is configured, and reports all that is wrong with it at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Any, Final, TypeVar

from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings

from bot.config import chats, together
from bot.config.faults import ConfigFaults
from bot.config.policy_file import POLICY, load_policy
from bot.config.settings import HELP, FetchChoice, PolicyChoice, Settings, variable
from bot.config.texts_file import languages, load_texts
from bot.moderation.notices import Texts, Tongues
from bot.moderation.policy import Policy

T = TypeVar("T")
S = TypeVar("S", bound=BaseSettings)

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,60}")
"""What is safe to repeat; a token that was pasted on a line of its own has other characters."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """All that is configured, sound and matched."""

    settings: Settings
    policy: Policy
    texts: Texts

    @property
    def tongues(self) -> Tongues:
        """Every language that there are sentences in, the community's own first of all."""
        return Tongues(self.texts, {each: load_texts(each) for each in languages()})


def load_settings(env: Mapping[str, str], dotenv: Path | None) -> Settings:
    """The settings of an environment and of a `.env` file; where both name one, the environment counts.

    Raises:
        ConfigFaults: With every setting that is missing, malformed or unknown. No value is ever repeated: a secret
            may have been pasted to the wrong place.
    """
    faults: list[str] = []
    settings = _try(lambda: _read(Settings, env, dotenv), faults)
    given = {**_filled(dotenv), **_of(Settings, env)}
    faults.extend(f"{name} is missing: {HELP[name]}" for name in chats.missing(given))
    faults.extend(together.faults(given))
    if faults or settings is None:
        raise ConfigFaults(dict.fromkeys(faults))
    return settings


def _read(kind: type[S], env: Mapping[str, str], dotenv: Path | None) -> S:
    """Some of the settings, or all, whatever else is configured; ConfigFaults with what is wrong with one of them."""
    try:
        return kind(**{"_env_file": dotenv, **_of(kind, env)})
    except ValidationError as error:
        raise ConfigFaults(_fault(each) for each in error.errors(include_input=False)) from None
    except UnicodeDecodeError:
        raise ConfigFaults([f"{dotenv}: is not UTF-8 text: save it as UTF-8"]) from None


def _filled(dotenv: Path | None) -> dict[str, str]:
    """What a `.env` file gives a value to, as far as it can be read."""
    text = dotenv.read_text(encoding="utf-8", errors="replace") if dotenv and dotenv.exists() else ""
    return {name: value for name, value in dotenv_values(stream=StringIO(text)).items() if value and value.strip()}


def _of(kind: type[BaseSettings], env: Mapping[str, str]) -> dict[str, Any]:
    """What the environment gives a value to."""
    names = map(variable, kind.model_fields)
    return {name: env[name] for name in names if env.get(name, "").strip()}


def load(env: Mapping[str, str], dotenv: Path | None) -> Configuration:
    """Settings, policy and words; ConfigFaults with the faults of all three."""
    faults: list[str] = []
    settings = _try(lambda: load_settings(env, dotenv), faults)
    policy = _try(lambda: policy_in_force(env, dotenv), faults)
    texts = _try(lambda: load_texts(settings.language if settings else "en"), faults)
    if settings is None or policy is None or texts is None:
        raise ConfigFaults(dict.fromkeys(faults))
    return Configuration(settings, policy.overridden(settings.quorums), texts)


def policy_in_force(env: Mapping[str, str], dotenv: Path | None) -> Policy:
    """The policy that was chosen, whatever else is configured, as its file has it; ConfigFaults with its faults."""
    return load_policy(_read(PolicyChoice, env, dotenv).policy or POLICY)


def fetch_choice(env: Mapping[str, str], dotenv: Path | None) -> FetchChoice:
    """Where files may be fetched from, whatever else is configured; ConfigFaults with the faults of that."""
    return _read(FetchChoice, env, dotenv)


def _try(read: Callable[[], T], faults: list[str]) -> T | None:
    try:
        return read()
    except ConfigFaults as found:
        faults.extend(found.faults)
        return None


def _fault(error: ErrorDetails) -> str:
    name = str(error["loc"][0])
    if not _NAME.fullmatch(name):
        return "a line in .env is no NAME=value: repair it or take it out"
    if error["type"] == "extra_forbidden":
        near = get_close_matches(name.upper(), HELP, n=1)
        return f"{name} is no setting of Salon: " + (f"did you mean {near[0]}?" if near else "take it out of .env")
    return f"{name} {'is missing' if error['type'] == 'missing' else 'cannot be used as it is'}: {HELP[name]}"
