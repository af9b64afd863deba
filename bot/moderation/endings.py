"""How a case ends or goes on to the member, and who is told."""

from bot.moderation import events as e
from bot.moderation import reaching
from bot.moderation.ballots import is_settled
from bot.moderation.draft import Draft
from bot.moderation.effects import CallPlatform, PlatformEvent, Say, SendNotice, ShowCard, TellMember, TellReporter
from bot.moderation.model import Account, Case, Ending, Way
from bot.moderation.undoing import undo

_REPAIRED = (Ending.ACCEPTED, Ending.ACCEPTED_UNJUDGED, Ending.REPAIRED, Ending.REPAIRED_UNJUDGED)


def ask(draft: Draft) -> None:
    """The next notice is due."""
    draft.record(e.QuestionDue(draft.case.questions + 1))
    send_notice(draft)


def send_notice(draft: Draft, way: Way | None = None, why: str = "") -> None:
    """Send the notice that is due, if it is settled to whom: where they want it, or else were last seen.

    `why` tells why another way than the first is taken.
    """
    reaching.update(draft)
    case = draft.case
    if case.owner and is_settled(case.owner, case.rules):
        way = way or Way(case.owner.accounts[0])
        draft.want(SendNotice(case.number, way.account, case.questions, way.aside, why))


def resolve(draft: Draft, ending: Ending) -> None:
    """The case ends without a mark on the member."""
    draft.record(e.CaseResolved(ending, draft.facts.now))
    draft.want(ShowCard(draft.case.number, draft.case.round.number))
    if ending in _REPAIRED:
        _tell_what_was_accepted(draft)
    tell_member(draft, ending_key(draft.case))
    tell_reporters(draft)


def _tell_what_was_accepted(draft: Draft) -> None:
    """What the member sent, beside what they changed on the platform, which stands there already."""
    media = draft.case.replies[-1].media
    if media:
        draft.want(CallPlatform(draft.case.number, PlatformEvent.REPLACEMENT_ACCEPTED, media=media))


def withdraw(draft: Draft, by: Account, words: str) -> None:
    """A moderator takes the case back, everything is undone; a member who knew of it gets an apology."""
    undo(draft)
    draft.record(e.CaseWithdrawn(by, words, draft.facts.now))
    draft.want(ShowCard(draft.case.number, draft.case.round.number))
    tell_member(draft, "say.member_taken_back" if draft.case.action else ending_key(draft.case))
    tell_reporters(draft)
    draft.say(Say("say.withdrawn", {"case": draft.case.number}))


def ending_key(case: Case) -> str:
    """The sentence that tells the member how the case ended."""
    return f"say.member_{(case.ending or Ending.WITHDRAWN).name.lower()}"


def tell_member(draft: Draft, key: str, **words: int | str) -> None:
    """Tell the member, if the member knows of the case at all."""
    if draft.case.member_knows:
        tell_owner(draft, key, **words)


def tell_owner(draft: Draft, key: str, **words: int | str) -> None:
    """Tell whoever is asked about the case now."""
    case = draft.case
    accounts = case.owner.accounts if case.owner else ()
    say = Say(key, {"case": case.number, **words}, {"deadline": case.clock.deadline} if case.clock else {})
    draft.want(*(TellMember(case.number, account, say) for account in accounts[:1]))


def tell_reporters(draft: Draft) -> None:
    """Tell every reporter, once a person, that the case is closed; never how, and not again once it was closed."""
    case = draft.case
    if case.closed_at:
        return
    told: set[str] = set()
    for account in case.reporters:
        if (person := draft.facts.person(account)) not in told:
            told.add(person)
            draft.want(TellReporter(case.number, account, Say("say.reporter_closed", {"case": case.number})))
