"""Reading again what stands in Slack: the reactions of a card, the messages of a conversation."""

from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any, Final

import structlog

from bot.moderation.inbound import Wrote
from bot.moderation.model import Account, Chat, Mark, MessageRef
from bot.moderation.policy import Policy
from bot.ports import CardReading, ConversationReading, Gone
from handlers.shared.wording import told
from handlers.slack import inbound, markup
from handlers.slack.moderators import Standing
from handlers.slack.workspace import Workspace

PAGE: Final = 200

_log = structlog.get_logger()


async def card(slack: Workspace, message: MessageRef, policy: Policy) -> CardReading | Gone:
    """Every reaction that means something, and who of their authors is a moderator now."""
    said = await slack.web.reactions_get(channel=message.channel, timestamp=message.message, full=True)
    found: Mapping[str, Any] = said["message"] or {}
    if found.get("subtype") == "tombstone":  # it was deleted, and its thread keeps its place
        return Gone("message")
    marks = _marks(found.get("reactions") or (), policy, slack.me.user)
    await slack.moderators.read()
    known = {mark.account: await slack.moderators.look_up(mark.account.id) for mark in marks}
    return CardReading(
        frozenset(mark for mark in marks if known[mark.account] is not Standing.NOBODY),
        frozenset(account for account, standing in known.items() if standing is Standing.MODERATOR),
    )


def _marks(reactions: Iterable[Mapping[str, Any]], policy: Policy, own: str) -> set[Mark]:
    meant = [(policy.meaning(Chat.SLACK, markup.fold(str(each["name"]))), each) for each in reactions]
    return {
        Mark(inbound.account(user), choice)
        for choice, each in meant
        if choice
        for user in each.get("users") or ()
        if user != own
    }


async def conversation(
    slack: Workspace, channel: str, account: Account, since: MessageRef | None
) -> ConversationReading:
    """What the account wrote from `since` on, in threads or not; all of it where nothing is on record."""
    first = since.message if since else "0"
    written, unread = await _written(slack, channel, first)
    mine = {each.message: each for each in written if each.account == account and each.message.message >= first}
    return ConversationReading(tuple(mine[message] for message in sorted(mine)), frozenset({channel}), unread)


async def _written(slack: Workspace, channel: str, first: str) -> tuple[list[Wrote], str]:
    """What people wrote, and why not all of it is known, if it is not."""
    written, unread = [], ""
    async for raw in _everything(slack, channel, first):
        try:
            each = inbound.wrote(raw, channel, slack.me)
        except Exception as error:  # noqa: BLE001 - whatever Slack has come up with, it is no silence
            _log.error("message not understood", **told(error))
            unread = "not-understood"
        else:
            written += [each] if each else []
    return written, unread


async def _everything(slack: Workspace, channel: str, first: str) -> AsyncIterator[Mapping[str, Any]]:
    """All messages of a conversation, and of its threads those since a time. A thread may be older than its news."""
    async for page in await slack.web.conversations_history(channel=channel, limit=PAGE):
        for raw in page["messages"] or ():
            yield raw
            if str(raw.get("latest_reply") or "") >= first:
                async for replies in await slack.web.conversations_replies(
                    channel=channel, ts=raw["ts"], oldest=first, inclusive=True, limit=PAGE
                ):
                    for reply in replies["messages"] or ():
                        yield reply
