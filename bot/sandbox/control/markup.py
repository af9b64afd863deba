"""The chats' markup as somebody would read it."""

import re
from datetime import UTC, datetime

from bot.sandbox.slack import emoji

_TWICE = re.compile(r"<t:(\d+)(?::[a-zA-Z])?> \(<t:\1:R>\)")
_TIME = re.compile(r"<t:(\d+)(?::[a-zA-Z])?>")
_LINK = re.compile(r"\[([^\]\n]+)\]\(https?://[^\s)]+\)")
_BOLD = re.compile(r"\*([^*\n]+)\*")
_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")


def read_discord(text: str) -> str:
    """Times as times, links by their words, no asterisks, no escapes."""
    shown = _TWICE.sub(_moment, text)
    shown = _TIME.sub(_moment, shown)
    shown = _LINK.sub(r"\1", shown).replace("**", "")
    return re.sub(r"\\([^\w\s])", r"\1", shown)


def _moment(found: re.Match[str]) -> str:
    return f"{datetime.fromtimestamp(int(found[1]), UTC):%d %b %H:%M} UTC"


def read_slack(text: str) -> str:
    """Bold words without asterisks, emoji as characters; times and links were read where they stand."""
    return _SHORTCODE.sub(lambda found: emoji.drawn(found[0].strip(":")), _BOLD.sub(r"\1", text))
