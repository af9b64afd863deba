"""More time for the member, who only has to ask: once a case."""

from bot.moderation import events as e
from bot.moderation.draft import Draft
from bot.moderation.effects import Say, ShowCard
from bot.moderation.model import Status


def give(draft: Draft) -> None:
    """Move the deadline; where no time runs, or it was moved before, say so, and where an answer still counts."""
    case, clock = draft.case, draft.case.clock
    if case.status is Status.ACTION_IN_REVIEW and case.silent:
        draft.say(Say("say.more_time_late", {"case": case.number}))
    elif case.status is Status.CLOSED and case.action and case.action.until and case.unlisted:
        draft.say(Say("say.more_time_repair", {"case": case.number}, {"until": case.action.until}))
    elif case.status is not Status.AWAITING_MEMBER or clock is None:
        draft.say(Say("say.more_time_needless", {"case": case.number}))
    elif case.extended:
        draft.say(Say("say.more_time_before", {"case": case.number}, {"deadline": clock.deadline}))
    else:
        deadline = max(clock.deadline, draft.facts.now) + case.rules.more_time
        draft.record(e.MoreTimeGiven(deadline))
        draft.want(ShowCard(case.number, case.round.number))
        draft.say(Say("say.more_time_given", {"case": case.number}, {"deadline": deadline}))
