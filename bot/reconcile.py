"""Catch-up: on every fresh session cards and conversations are read again: what people did meanwhile counts."""

from datetime import datetime

from bot.moderation.cases import IN_REVIEW
from bot.moderation.effects import ReadCard, ReadConversation
from bot.moderation.model import Chat
from bot.parts import Parts
from bot.ports import NOT_CONNECTED, UnitOfWork
from bot.service import intake


async def reconcile(parts: Parts, chat: Chat) -> None:
    """Queue a reading of every open round's card and of every known conversation of a chat; retry what waited."""
    await parts.core(_queue, chat, parts.clock.now())
    await parts.core(intake.retry_failed, parts.ground, parts.clock.now())


def _queue(uow: UnitOfWork, chat: Chat, now: datetime) -> None:
    for case in uow.cases.in_status(*IN_REVIEW):
        card = case.round.card
        if card and card.chat is chat:
            uow.outbox.put([ReadCard(case.number, case.round.number)], now)
    uow.outbox.hasten(NOT_CONNECTED.why, now)
    uow.outbox.put([ReadConversation(None, account) for account in uow.people.known_conversations(chat)], now)
