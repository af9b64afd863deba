"""A round: reactions come and go, a verdict stands, is looked at once more, and becomes final."""

from datetime import datetime

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.action_events import LadderChanged
from bot.moderation.ballots import ballots, eligible, finding, quorum, uncounted, verdict, voters
from bot.moderation.conclusions import conclude, expire
from bot.moderation.draft import Draft
from bot.moderation.effects import CallLeads, ReadCard, Say, ShowCard, TellSupport, TellVoter
from bot.moderation.model import CHOICES, CONCERNS, Account, Case, Round, RoundKind, Status
from bot.moderation.offering import offered
from bot.moderation.standing import ladder


def open_round(draft: Draft, kind: RoundKind) -> None:
    """Put a question to moderators, with a card of its own."""
    number = len(draft.case.rounds) + 1
    now = draft.facts.now
    offers = offered(draft.case, kind, draft.facts.record)
    draft.record(e.RoundOpened(number, kind, now + draft.case.rules.decide_within, now, offers))
    draft.want(ShowCard(draft.case.number, number))
    warn_if_too_few(draft)


def warn_if_too_few(draft: Draft) -> None:
    """Tell the support contact at once where the quorum cannot be reached; the deadline's rule will apply."""
    case = draft.case
    needed, able = quorum(case.round.kind, case.rules), eligible(case, draft.facts)
    if able < needed:
        draft.want(TellSupport(case.number, Say("say.too_few", {"case": case.number, "able": able, "quorum": needed})))


def _keep_to_ladder(draft: Draft) -> None:
    """An earlier violation may have been undone, or have expired, while moderators vote: then less may follow."""
    round_ = draft.case.round
    offers = ladder(draft.facts.record)
    if round_.kind is RoundKind.ACTION and len(offers) < len(round_.choices):
        draft.record(LadderChanged(round_.number, offers))
        draft.want(ShowCard(draft.case.number, round_.number))
        explain(draft)


def weigh(draft: Draft) -> None:
    """Notice that a verdict came to hold, or holds no longer, and redraw the card where that shows."""
    _keep_to_ladder(draft)
    case, round_ = draft.case, draft.case.round
    outcome = verdict(case, draft.facts)
    before = round_.stands.outcome if round_.stands else None
    if outcome is before:
        return
    if before is not None:
        draft.record(e.VerdictFell(round_.number))
    if outcome is not None:
        draft.record(e.VerdictStands(round_.number, outcome, draft.facts.now))


def explain(draft: Draft, acting: Account | None = None) -> None:
    """Tell everyone whose reactions do not count why, privately, once a round and reason.

    Whoever has just reacted (`acting`) is there; for all others it matters later.
    """
    round_ = draft.case.round
    for account, why in uncounted(draft.case, round_, draft.facts).items():
        if (account, why) not in round_.told:
            draft.record(e.VoterTold(round_.number, account, why))
            say = Say(f"say.voter_{why}", {"case": draft.case.number})
            draft.want(TellVoter(draft.case.number, round_.number, account, say, later=account != acting))
            if why == "recused":
                warn_if_too_few(draft)


def place_card(draft: Draft, command: c.PlaceCard) -> None:
    """The card stands here now."""
    draft.record(e.CardShown(command.round, command.card))
    if not draft.case.rounds[command.round - 1].closed:
        # Somebody may have voted between the card's appearing and its being on record.
        draft.want(ReadCard(draft.case.number, command.round))


def lose_card(draft: Draft, command: c.LoseCard) -> None:
    """A deleted card loses its ballots: it is posted anew, and those who had voted are told."""
    round_ = draft.case.rounds[command.round - 1]
    if round_.card is None:
        return
    voted = voters(draft.case, round_, draft.facts)
    draft.record(e.CardLost(round_.number))
    if round_.closed:
        return
    weigh(draft)
    draft.want(ShowCard(draft.case.number, round_.number))
    say = Say("say.card_lost", {"case": draft.case.number})
    draft.want(*(TellVoter(draft.case.number, round_.number, account, say, later=True) for account in voted))


def react(draft: Draft, command: c.React) -> None:
    """A reaction came or went. One that comes late or again is not applied: the card is read instead."""
    round_ = draft.case.rounds[command.round - 1]
    if command.mark.choice not in CHOICES[round_.kind]:
        return
    if round_.closed:
        _too_late(draft, command, round_)
        return
    late = command.repeated or command.order < round_.newest
    if late or _changes_nothing(round_, command):
        if command.order > round_.newest:
            draft.record(e.ReactionPassed(round_.number, command.order))
        if late:
            draft.want(ReadCard(draft.case.number, round_.number))
        return
    draft.record(e.ReactionChanged(round_.number, command.mark, command.stands, command.moderator, command.order))
    _recount(draft, command.mark.account)


def _changes_nothing(round_: Round, command: c.React) -> bool:
    return (command.mark in round_.marks) is command.stands and not _authority_changed(round_, command)


def _authority_changed(round_: Round, command: c.React) -> bool:
    return command.stands and command.moderator is not (command.mark.account in round_.moderators)


def _too_late(draft: Draft, command: c.React, round_: Round) -> None:
    why = "revised" if round_.revised else "late"
    key = (command.mark.account, why)
    if command.stands and command.moderator and key not in round_.told:
        draft.record(e.VoterTold(round_.number, *key))
        say = Say(f"say.voter_{why}", {"case": draft.case.number})
        number = draft.case.round.number if round_.revised else round_.number
        draft.want(TellVoter(draft.case.number, number, command.mark.account, say))


def clear_reactions(draft: Draft, command: c.ClearReactions) -> None:
    """All reactions, or all of one meaning, are gone at once; the card gets the bot's own back."""
    round_ = draft.case.rounds[command.round - 1]
    if round_.closed:
        return
    draft.record(e.ReactionsCleared(round_.number, command.choice))
    draft.want(ShowCard(draft.case.number, round_.number))
    _recount(draft)


def _recount(draft: Draft, acting: Account | None = None) -> None:
    explain(draft, acting)
    weigh(draft)


def take_reading(draft: Draft, command: c.TakeReading) -> None:
    """The card was read: that is what stands. A reading overtaken by a reaction is repeated."""
    round_ = draft.case.rounds[command.round - 1]
    if round_.closed:
        return
    if command.began != round_.seen:
        draft.want(ReadCard(draft.case.number, round_.number))
        return
    known = frozenset(mark for mark in command.marks if mark.choice in CHOICES[round_.kind])
    if round_.looking or (known, command.moderators) != (round_.marks, round_.moderators):
        draft.record(e.CardRead(round_.number, known, command.moderators))
    _recount(draft)
    if round_.looking:
        finish(draft)


def observe(draft: Draft, command: c.Observe) -> None:
    """A moderator noted what they noticed. It becomes part of a finding only with their vote for the concern."""
    draft.record(
        e.Observed(command.id, command.round, command.author, command.considerations, command.media, command.words)
    )
    person = draft.facts.person(command.author)
    voted = ballots(draft.case, draft.case.round, draft.facts).get(person) in CONCERNS
    draft.say(Say("say.observed" if voted else "say.observed_unvoted", {"case": draft.case.number}))
    weigh(draft)


def is_ripe(draft: Draft) -> bool:
    """Whether the verdict has stood for its undo window or, with none standing, the deadline has passed."""
    round_ = draft.case.round
    if round_.stands:
        return draft.facts.now >= round_.stands.since + draft.case.rules.undo
    return draft.facts.now >= round_.deadline


def halfway(round_: Round) -> datetime:
    """When half of a round's time is gone."""
    return round_.opened_at + (round_.deadline - round_.opened_at) / 2


def next_due(case: Case, round_: Round) -> datetime | None:
    """When a round wants its next tick; None while a look at its card is under way."""
    if round_.looking:
        return None
    if round_.stands:
        return round_.stands.since + case.rules.undo
    return round_.deadline if round_.called else halfway(round_)


def call_leads(draft: Draft) -> None:
    """Tell the leads, once a round, where half its time is gone and nothing stands."""
    case, round_ = draft.case, draft.case.round
    if round_.called or round_.stands or not halfway(round_) <= draft.facts.now < round_.deadline:
        return
    draft.record(e.LeadsCalled(round_.number))
    say = Say("say.lead_late", {"case": case.number}, {"deadline": round_.deadline})
    draft.want(CallLeads(case.number, round_.number, say))


def tick(draft: Draft, command: c.Tick) -> None:
    """When a round is ripe, its card is read once more before anything becomes final."""
    call_leads(draft)
    weigh(draft)
    round_ = draft.case.round
    if round_.looking or not is_ripe(draft) or (round_.stands and not command.steady):
        return
    draft.record(e.LookAsked(round_.number))
    draft.want(ReadCard(draft.case.number, round_.number))


def finish(draft: Draft) -> None:
    """The last look is back: make final what still holds, or go on."""
    if not is_ripe(draft):
        return
    round_ = draft.case.round
    if round_.stands is None:
        draft.record(e.RoundExpired(round_.number))
        draft.want(ShowCard(draft.case.number, round_.number))
        expire(draft, round_.kind)
        return
    outcome = round_.stands.outcome
    noticed = finding(draft.case, round_, outcome, draft.facts) if outcome in CONCERNS else ()
    draft.record(e.VerdictReached(round_.number, outcome, tuple(each.id for each in noticed)))
    draft.want(ShowCard(draft.case.number, round_.number))
    conclude(draft, outcome)
    if draft.case.status is Status.ACTION_IN_REVIEW:
        open_round(draft, RoundKind.ACTION)
