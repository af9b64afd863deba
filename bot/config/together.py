"""What settings need of each other. It goes by what is given, so that it is said beside all else that is wrong."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.config.settings import HELP

NEEDS: Final = (
    ("SALON_LISTING_API_TOKEN", "SALON_LISTING_API_URL", "there is a token for it"),
    ("SALON_WEBHOOK_URL", "SALON_WEBHOOK_SECRET", "webhooks are to be sent"),
    ("SALON_WEBHOOK_SECRET", "SALON_WEBHOOK_URL", "there is a secret for it"),
    ("SALON_PUBLIC_URL", "SALON_HTTP_PORT", "SALON_PUBLIC_URL leads to it"),
)
"""A setting, another one that it cannot do without, and why."""
TOKENS: Final = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}
"""How Slack's own tokens begin; another server's may begin as they like."""
QUORUMS: Final = ("SALON_QUORUM_ASK", "SALON_QUORUM_ACCEPT", "SALON_QUORUM_ACTION", "SALON_QUORUM_APPEAL")


def faults(given: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each that does not go together with another; what cannot be read is for others to say."""
    team = _number("SALON_TEAM", given)
    for name in QUORUMS:
        if team and _number(name, given) > team:
            yield f"{name} is more than SALON_TEAM: a team of {team} can never reach it"
    for name, beginning in TOKENS.items():
        if name in given and "SLACK_API_URL" not in given and not given[name].startswith(beginning):
            yield f"{name} cannot be used as it is: {HELP[name]}"
    if given.get("SLACK_MODE") == "http" and not _is_set("SALON_HTTP_PORT", given):
        yield _missing("SALON_HTTP_PORT", "Slack is to come to it")
    for name, other, why in NEEDS:
        if _is_set(name, given) and not _is_set(other, given):
            yield _missing(other, why)


def _missing(name: str, why: str) -> str:
    return f"{name} is missing, although {why}: {HELP[name]}"


def _is_set(name: str, given: Mapping[str, str]) -> bool:
    return given.get(name, "0").strip("0") != ""  # a port of 0 is none


def _number(name: str, given: Mapping[str, str]) -> int:
    text = given.get(name, "").strip()
    return int(text) if text.isascii() and text.isdecimal() else 0
