"""Whoever was asked is the owner no more: they are told so, and the question passes to whom moderators name."""

from bot.moderation import events as e
from bot.moderation.draft import Draft
from bot.moderation.effects import ShowCard
from bot.moderation.endings import tell_member


def let_go(draft: Draft) -> None:
    """What was noticed in the listing stays the question; what the old owner answered is nothing of the new one's."""
    tell_member(draft, "say.member_owner_moved")
    draft.record(e.OwnerLetGo())
    draft.want(ShowCard(draft.case.number, draft.case.round.number))
