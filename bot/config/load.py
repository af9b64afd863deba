"""Reads all that is configured, and reports all that is wrong with it at once."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, TypeVar

from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.config import chats
from bot.config.faults import ConfigFaults
from bot.config.policy_file import POLICY, load_policy
from bot.config.settings import FetchChoice, PolicyChoice, Settings, variable
from bot.config.texts_file import languages, load_texts
from bot.moderation.notices import Texts, Tongues
from bot.moderation.policy import Policy

T = TypeVar("T")

_HELP: Final = {variable(name): field.description for name, field in Settings.model_fields.items()}

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
    given: dict[str, Any] = {name: value for name, value in env.items() if name in _HELP and value.strip()}
    faults: list[str] = []
    settings = None
    try:
        settings = Settings(**{"_env_file": dotenv, **given})
    except ValidationError as error:
        faults.extend(_fault(each) for each in error.errors(include_input=False))
    except UnicodeDecodeError:
        raise ConfigFaults([f"{dotenv}: is not UTF-8 text: save it as UTF-8"]) from None
    faults.extend(f"{name} is missing: {_HELP[name]}" for name in chats.missing({**_filled(dotenv), **given}))
    faults.extend(_between(settings) if settings else ())
    if faults or settings is None:
        raise ConfigFaults(faults)
    return settings


def _filled(dotenv: Path | None) -> dict[str, str]:
    """What a `.env` file gives a value to."""
    values = dotenv_values(dotenv, encoding="utf-8") if dotenv and dotenv.exists() else {}
    return {name: value for name, value in values.items() if value and value.strip()}


def load(env: Mapping[str, str], dotenv: Path | None) -> Configuration:
    """Settings, policy and words; ConfigFaults with the faults of all three."""
    faults: list[str] = []
    settings = _try(lambda: load_settings(env, dotenv), faults)
    chosen = settings.policy if settings else None
    policy = _try(lambda: load_policy(chosen or POLICY), faults)
    texts = _try(lambda: load_texts(settings.language if settings else "en"), faults)
    if settings is None or policy is None or texts is None:
        raise ConfigFaults(faults)
    return Configuration(settings, policy.overridden(settings.quorums), texts)


def policy_in_force(env: Mapping[str, str], dotenv: Path | None) -> Policy:
    """The policy that was chosen, whatever else is configured, as its file has it; ConfigFaults with its faults."""
    name = variable("policy")
    given: dict[str, Any] = {name: env[name]} if env.get(name) else {}
    return load_policy(PolicyChoice(**{"_env_file": dotenv, **given}).policy or POLICY)


def fetch_choice(env: Mapping[str, str], dotenv: Path | None) -> FetchChoice:
    """Where files may be fetched from, whatever else is configured; ConfigFaults with the faults of that."""
    names = [variable(name) for name in FetchChoice.model_fields]
    given: dict[str, Any] = {name: env[name] for name in names if env.get(name, "").strip()}
    try:
        return FetchChoice(**{"_env_file": dotenv, **given})
    except ValidationError as error:
        raise ConfigFaults(_fault(each) for each in error.errors(include_input=False)) from None


def quorum_remarks(policy: Policy, team: int) -> tuple[str, ...]:
    """What a team of this size should know about its quorums, for `salon doctor`."""
    rules = policy.rules(team)
    asked = {"ask the artist": rules.ask, "accept an answer": rules.accept, "act": rules.action, "appeal": rules.appeal}
    return tuple(
        f"the quorum to {name} is {number}, more than your {team}: that question always ends by its deadline"
        for name, number in asked.items()
        if number > team
    )


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
        near = get_close_matches(name.upper(), _HELP, n=1)
        return f"{name} is no setting of Salon: " + (f"did you mean {near[0]}?" if near else "take it out of .env")
    return f"{name} {'is missing' if error['type'] == 'missing' else 'cannot be used as it is'}: {_HELP[name]}"


def _between(settings: Settings) -> Iterator[str]:
    for name, number in settings.quorums.items():
        if number > settings.team:
            yield f"{variable(f'quorum_{name}')} is more than SALON_TEAM: a team of {settings.team} can never reach it"
    if settings.slack_mode == "http" and not settings.http_port:
        yield f"SALON_HTTP_PORT is missing, although Slack is to come to it: {_HELP['SALON_HTTP_PORT']}"
    if settings.listing_api_token is not None and not settings.listing_api_url:
        yield f"SALON_LISTING_API_URL is missing, although there is a token for it: {_HELP['SALON_LISTING_API_URL']}"
    yield from _about_webhooks(settings)


def _about_webhooks(settings: Settings) -> Iterator[str]:
    if settings.webhook_url and settings.webhook_secret is None:
        yield f"SALON_WEBHOOK_SECRET is missing, although webhooks are to be sent: {_HELP['SALON_WEBHOOK_SECRET']}"
    if settings.webhook_secret is not None and not settings.webhook_url:
        yield f"SALON_WEBHOOK_URL is missing, although there is a secret for it: {_HELP['SALON_WEBHOOK_URL']}"
    if settings.public_url and not settings.http_port:
        yield f"SALON_HTTP_PORT is missing, although SALON_PUBLIC_URL leads to it: {_HELP['SALON_HTTP_PORT']}"
