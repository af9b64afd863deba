"""Which chats are set up, and what each of them needs: either alone is enough."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.moderation.model import Chat

NEEDED: Final[Mapping[Chat, tuple[str, ...]]] = {
    Chat.DISCORD: ("DISCORD_TOKEN", "DISCORD_GUILD_ID"),
    Chat.SLACK: ("SLACK_BOT_TOKEN",),
}
MODES: Final[Mapping[Chat, Mapping[str, str]]] = {
    Chat.DISCORD: {},
    Chat.SLACK: {"socket": "SLACK_APP_TOKEN", "http": "SLACK_SIGNING_SECRET"},
}
"""What each way in which a chat's events can come needs besides; the first one unless another is chosen."""
CHANNEL: Final[Mapping[Chat, str]] = {
    Chat.DISCORD: "DISCORD_MODERATOR_CHANNEL_ID",
    Chat.SLACK: "SLACK_MODERATOR_CHANNEL_ID",
}
CHOICE: Final = "SALON_MODERATORS_ON"


def configured(given: Mapping[str, str]) -> tuple[Chat, ...]:
    """The chats that any setting is given for; the first one where there is none, so that its needs can be named."""
    found = tuple(chat for chat in Chat if any(name.startswith(f"{chat.name}_") for name in given))
    return found or (Chat.DISCORD,)


def moderators_on(given: Mapping[str, str]) -> Chat | None:
    """The chat of the moderators' channel: as chosen, else the only one that can be meant; None where two can."""
    chats = configured(given)
    if chosen := given.get(CHOICE):
        return Chat(chosen) if chosen in {str(chat) for chat in Chat} else None
    with_channel = [chat for chat in chats if CHANNEL[chat] in given]
    likely = with_channel or list(chats)
    return likely[0] if len(likely) == 1 else None


def missing(given: Mapping[str, str]) -> Iterator[str]:
    """The names of the settings that these chats need and that are not given."""
    for chat in configured(given):
        yield from (name for name in (*NEEDED[chat], *_by_mode(chat, given)) if name not in given)
    home = moderators_on(given)
    if home is None and CHOICE not in given:
        yield CHOICE
    elif home and CHANNEL[home] not in given:
        yield CHANNEL[home]


def _by_mode(chat: Chat, given: Mapping[str, str]) -> Iterator[str]:
    chosen = given.get(f"{chat.name}_MODE", next(iter(MODES[chat]), ""))
    yield from (name for mode, name in MODES[chat].items() if mode == chosen)
