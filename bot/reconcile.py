"""Catch-up: on every fresh session cards and conversations are read again: what people did meanwhile counts."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from bot.moderation.commands import LoseCard
from bot.moderation.effects import ReadCard, ReadConversation
from bot.moderation.model import IN_REVIEW, Chat
from bot.parts import Parts
from bot.ports import NOT_CONNECTED, UnitOfWork
from bot.service.deciding import apply_to

EVERY: Final = timedelta(hours=6)


async def reconcile(parts: Parts, chat: Chat) -> None:
    """Queue a reading of every open round's card and of every known conversation of a chat."""
    room = parts.gateways[chat].room
    await parts.mending.patiently(lambda: parts.core(read_again, chat, room, parts.clock.now()))


async def reconcile_now_and_then(parts: Parts, chats: Iterable[Chat]) -> None:
    """For chats that come to us: where they could not, for longer than they try, no session began anew by it."""
    told_of_nothing = tuple(chats)
    while True:
        await parts.clock.sleep(EVERY.total_seconds())
        for chat in told_of_nothing:
            await reconcile(parts, chat)


def read_again(uow: UnitOfWork, chat: Chat, room: str, now: datetime) -> None:
    """The same, as a use case: for whoever knows that something was missed. `room` is the moderators' channel now."""
    for case in uow.cases.in_status(*IN_REVIEW):
        card = case.round.card
        if card and card.chat is chat and card.channel == room:
            uow.outbox.put([ReadCard(case.number, case.round.number)], now, sweep=True)
        elif card and card.chat is chat:  # the moderators have another channel now
            apply_to(uow, case.number, LoseCard(case.round.number), now)
    uow.outbox.hasten(NOT_CONNECTED.why, now)
    conversations = [ReadConversation(None, account) for account in uow.people.known_conversations(chat)]
    uow.outbox.put(conversations, now, sweep=True)
