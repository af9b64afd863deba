"""An owner who changes in mid-case: the platform names somebody else than it did when the case opened.

In doubt for the artist: nobody is left with a question that is another's to answer, and no answer is lost.
"""

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.draft import Draft
from bot.moderation.effects import ShowCard
from bot.moderation.endings import send_notice
from bot.moderation.letting_go import let_go
from bot.moderation.model import Facts, Owner, Status
from bot.moderation.replies import count_gathered
from bot.moderation.rounds import explain, weigh

_GOES_ON = (Status.IN_REVIEW, Status.REPLY_IN_REVIEW, Status.APPEAL_IN_REVIEW)
"""Where moderators judge the listing, or what its owner said: that goes on, whosesoever it is by now."""


def see_owner(draft: Draft, command: c.SeeOwner) -> None:
    """Who was not asked yet is replaced; who was asked, and did not answer, is let go; an answer is judged first."""
    owner = _news(draft.case.owner, draft, command.owner)
    if owner is None:
        return
    if draft.case.clock and draft.case.clock.gathered:
        count_gathered(draft)
    draft.record(e.OwnerMoved(owner))
    draft.want(ShowCard(draft.case.number, draft.case.round.number))
    if draft.case.status in _GOES_ON:
        explain(draft)
        weigh(draft)
    elif draft.case.moved:
        let_go(draft)
    else:
        send_notice(draft)


def _news(before: Owner | None, draft: Draft, owner: Owner) -> Owner | None:
    """Whose listing it is by now, if that is news: somebody else's than was known, or theirs again whose it was."""
    if before is None:
        return None
    if _is_same(before, owner, draft.facts):
        return before if draft.case.moved else None
    return None if owner.key == draft.case.moved_to else owner


def _is_same(before: Owner, owner: Owner, facts: Facts) -> bool:
    """Whether it is the same person, also where the platform names them in another way."""
    return before.key == owner.key or bool({*map(facts.person, before.accounts)} & {*map(facts.person, owner.accounts)})
