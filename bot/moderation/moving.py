"""An owner who changes in mid-case: the platform names somebody else than it did when the case opened.

In doubt for the artist: nobody is left with a question that is another's to answer, and no answer is lost.
"""

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.draft import Draft
from bot.moderation.effects import ShowCard
from bot.moderation.endings import send_notice, tell_member
from bot.moderation.model import Owner, Status
from bot.moderation.replies import count_gathered
from bot.moderation.rounds import explain, weigh


def see_owner(draft: Draft, command: c.SeeOwner) -> None:
    """Who was not asked yet is replaced; who was asked is let go; who has answered goes on answering."""
    case = draft.case
    if case.owner is None or command.owner.key in (case.owner.key, case.moved_to) or _is_same(draft, command.owner):
        return
    if case.clock and case.clock.gathered:
        count_gathered(draft)
    elif case.status in (Status.AWAITING_MEMBER, Status.NOTICE_DUE):
        tell_member(draft, "say.member_owner_moved")
    draft.record(e.OwnerMoved(command.owner))
    draft.want(ShowCard(case.number, draft.case.round.number))
    if draft.case.status is Status.IN_REVIEW:
        explain(draft)
        weigh(draft)
    elif draft.case.status is Status.NOTICE_DUE:
        send_notice(draft)


def _is_same(draft: Draft, owner: Owner) -> bool:
    """Whether the platform names the same person in another way."""
    before = draft.case.owner.accounts if draft.case.owner else ()
    return bool({*map(draft.facts.person, before)} & {*map(draft.facts.person, owner.accounts)})
