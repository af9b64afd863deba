"""Reactions, cards and observations: what moderators do in their channel."""

from datetime import datetime

from bot.moderation import commands as c
from bot.moderation.effects import ReadCard, RemoveReaction, Say
from bot.moderation.inbound import MessageGone, ObservationSent, Reacted, ReactionsRemoved
from bot.moderation.model import Case, Chat, Choice, Mark, MessageRef
from bot.moderation.policy import Policy
from bot.moderation.views import Answer, Said, Silent
from bot.moderation.words import clean
from bot.ports import UnitOfWork
from bot.service import corresponding, joining
from bot.service.deciding import apply, apply_to
from bot.service.judging import policy_of


def take_reaction(uow: UnitOfWork, event: Reacted, now: datetime) -> Answer:
    """A reaction in the moderators' channel: on a card it is a ballot; anywhere else it is nobody's business."""
    found = uow.cases.by_card(event.card)
    if found is None:
        return Silent()
    case, number = found
    if event.stands and not event.moderator and not event.repeated:  # else the card is read: it may be a moderator's
        uow.outbox.put([RemoveReaction(case.number, event.card, event.account, event.emoji)], now)
    choice = _meaning(uow, case, event.card.chat, event.emoji)
    if choice and case.rounds[number - 1].card == event.card:
        mark = Mark(event.account, choice, event.burst)
        apply(uow, case, c.React(number, mark, event.stands, event.moderator, event.order, event.repeated), now)
    return Silent()


def _meaning(uow: UnitOfWork, case: Case, chat: Chat, emoji: str) -> Choice | None:
    return uow.policies.get(case.policy).meaning(chat, emoji)


def take_removal(uow: UnitOfWork, event: ReactionsRemoved, now: datetime) -> Answer:
    """All reactions of a card, or all of one emoji, were removed at once."""
    found = uow.cases.by_card(event.card)
    if found and found[0].rounds[found[1] - 1].card == event.card:
        case, number = found
        choice = _meaning(uow, case, event.card.chat, event.emoji) if event.emoji else None
        if choice or event.emoji is None:
            apply(uow, case, c.ClearReactions(number, choice), now)
    return Silent()


def read_again(uow: UnitOfWork, card: MessageRef, now: datetime) -> None:
    """Have a card read, where it is one."""
    if found := uow.cases.by_card(card):
        uow.outbox.put([ReadCard(found[0].number, found[1])], now)


def take_deletion(uow: UnitOfWork, event: MessageGone, now: datetime) -> Answer:
    """A message was deleted: a card is posted anew, a member's message stays on record, marked."""
    found = uow.cases.by_card(event.message)
    if found and found[0].rounds[found[1] - 1].card == event.message:
        apply(uow, found[0], c.LoseCard(found[1]), now)
    else:
        corresponding.take_deletion(uow, event.message, now)
    return Silent()


def take_reading(
    uow: UnitOfWork, number: int, card: MessageRef, policy: Policy, command: c.TakeReading, now: datetime
) -> None:
    """A card was read. What others than moderators put on it while nobody listened is taken off."""
    case = uow.cases.get(number)
    fresh = command.marks - case.rounds[command.round - 1].marks if case else frozenset()
    foreign = {(mark.account, mark.choice) for mark in fresh if mark.account not in command.moderators}
    for account, choice in sorted(foreign, key=str):
        emoji = policy.reactions[choice].folded(card.chat)
        uow.outbox.put([RemoveReaction(number, card, account, emoji)], now)
    apply_to(uow, number, command, now)


def take_observation(uow: UnitOfWork, event: ObservationSent, now: datetime) -> Answer:
    """A moderator sent the form 'What did you notice?'."""
    case = uow.cases.get(event.case)
    if case is None or not 1 <= event.round <= len(case.rounds):
        return Said(Say("say.no_such_case", {"case": event.case}))
    policy = policy_of(uow, case)
    media = joining.meant(case, event)
    if refusal := _refusal(event, case, policy) or _nothing_meant(case, media):
        return Said(refusal)
    command = c.Observe(
        id=uow.new_id(),
        round=event.round,
        author=event.account,
        moderator=event.moderator,
        considerations=frozenset(event.considerations),
        media=media,
        words=uow.words.put(clean(event.sentence), event.account, now),
    )
    decision = apply(uow, case, command, now)
    return Said(decision.answer) if decision.answer else Silent()


def _nothing_meant(case: Case, media: tuple[str, ...]) -> Say | None:
    return Say("say.observation_nothing") if case.parts and not media else None


def _refusal(event: ObservationSent, case: Case, policy: Policy) -> Say | None:
    least, most = policy.limits.observation
    if not least <= len(clean(event.sentence)) <= most:
        return Say("say.observation_length", {"least": least, "most": most, "length": len(clean(event.sentence))})
    known = {each.code for each in policy.considerations}
    if not event.considerations or not known.issuperset(event.considerations):
        return Say("say.observation_considerations")
    letters = [each.letter for each in (*case.media, *(media for reply in case.replies for media in reply.media))]
    if not set(letters).issuperset((*event.media, *event.fine)):
        return Say("say.observation_media", {"letters": ", ".join(letters)})
    return None
