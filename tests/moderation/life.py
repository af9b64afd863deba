"""The life of a case as a state machine: anybody does anything at any time, on a chat that cannot be relied on."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.moderation import action_events as a
from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.ballots import tally
from bot.moderation.draft import Decision
from bot.moderation.effects import CallPlatform, PlatformEvent, ReadCard, SendNotice, TellMember
from bot.moderation.evolve import evolve
from bot.moderation.joint import takes
from bot.moderation.model import (
    CHOICES,
    CONCERNS,
    IN_REVIEW,
    Account,
    Case,
    Choice,
    Mark,
    Owner,
    Record,
    Reply,
    RoundKind,
    Status,
)
from bot.moderation.transitions import TRANSITIONS
from tests.moderation import counting
from tests.moderation.builders import (
    ANN,
    BEN,
    CLEO,
    DAN,
    MIA,
    OPEN_STATES,
    OTTO,
    ROB,
    TEAM,
    UNDO,
    Play,
    account,
    closed,
    joint_case,
    message,
    opened,
    picture,
    second_time,
    two_pictures,
)
from tests.moderation.unreliable import Chat, Reading

ANNS_OTHER = account("ann-too")
PEOPLE: Mapping[Account, str] = {ANN: "Ann", ANNS_OTHER: "Ann"}
EVERYBODY = (ANN, ANNS_OTHER, BEN, CLEO, DAN, MIA, OTTO, ROB)
MODERATORS = TEAM | {ANNS_OTHER, MIA, ROB}
TIMES = (timedelta(minutes=1), UNDO, UNDO, timedelta(hours=1), timedelta(days=1), timedelta(days=3))
STATES: Mapping[str, Callable[[], Play]] = {
    **OPEN_STATES,
    "reported by a moderator": lambda: opened(reporter=DAN),
    "nobody's": lambda: opened(owner=None),
    "closed": closed,
    "second time": second_time,
    "of several listings": joint_case,
}
VOTES = (
    "in review",
    "reply in review",
    "reply in review, another's by now",
    "second time",
    "appeal in review",
    "reported by a moderator",
    "nobody's",
    "of several listings",
)
"""Where a vote is open; a life begins there more often than not."""
LADDER = CHOICES[RoundKind.ACTION]
OVER = (PlatformEvent.CASE_CLEARED, PlatformEvent.ACTION_DECIDED)
"""By which of these the platform hears that a case is over."""

everybody = st.sampled_from(EVERYBODY)
voters = st.lists(st.sampled_from((ANN, BEN, CLEO, DAN)), min_size=1, max_size=3, unique=True)
flurries = st.lists(st.tuples(st.sampled_from((ANN, BEN)), st.integers(0, 1)), min_size=2, max_size=6)


def sure(case: Case) -> bool:
    """Whether it is known whose listing it is, in a team of this size, found without the core."""
    owner = case.owner
    return bool(owner and owner.accounts and (not owner.named_by or owner.confirmed_by))


class Life(RuleBasedStateMachine):
    """One case, everybody around it, and the laws that must hold at every step."""

    play: Play
    chat: Chat
    people: Mapping[Account, str] = PEOPLE
    owners: tuple[Account, ...] = ()
    """Whose it was, or is, as the platform names them, where that has changed."""

    def person(self, who: Account) -> str:
        """The person behind an account, found without the core."""
        return self.people.get(who, str(who))

    @initialize(stamped=st.booleans(), state=st.sampled_from(VOTES) | st.sampled_from(tuple(STATES)))
    def begins(self, *, stamped: bool, state: str) -> None:
        """On either kind of chat, with the case in any of its open states."""
        self.play = STATES[state]()
        self.play.people = self.people
        self.owners = (MIA, OTTO) if self.play.case.moved else ()
        self.chat = Chat(stamped, MODERATORS, dict(self.play.standing))
        self.places_card()

    # Doing, and what must hold whenever something was done.

    def do(self, command: c.Command) -> Decision:
        """Give a command; keep the laws of a single step; note which cards are to be read."""
        before = self.play.case
        decision = self.play.do(command)
        for effect in decision.effects:
            self._law_of_effect(before, command, effect)
            if isinstance(effect, ReadCard) and effect.round not in self.chat.wanted:
                self.chat.wanted.append(effect.round)
        for event in decision.events:
            if isinstance(event, e.VerdictReached):
                self._law_of_verdict(before, command, event)
            assert not (isinstance(event, a.ActionTaken) and before.moved)
            if isinstance(event, e.OwnerMoved):
                self.owners += event.owner.accounts + (before.owner.accounts if before.owner and sure(before) else ())
        return decision

    def _law_of_effect(self, before: Case, command: c.Command, effect: object) -> None:
        """Nobody is asked without a final concern and a sentence; nobody is told who was not asked."""
        if isinstance(effect, SendNotice):
            concerns = [each for each in self.play.happened(e.VerdictReached) if each.outcome in CONCERNS]
            assert concerns
            assert concerns[-1].finding
            written = {each.id for each in self.play.happened(e.Observed)}
            assert written.issuperset(concerns[-1].finding)
            assert effect.question <= len(concerns)
        if isinstance(effect, TellMember):
            if isinstance(command, c.ConfirmNotice):  # they have it, whoever is asked by now
                assert effect.account == command.account
                return
            assert before.member_knows
            assert before.owner
            assert effect.account in before.owner.accounts

    def _law_of_verdict(self, before: Case, command: c.Command, event: e.VerdictReached) -> None:
        """Final is what stood for the undo window and what the last reading shows, counted independently."""
        assert isinstance(command, c.TakeReading)
        assert before.round.stands
        assert before.round.stands.since + UNDO <= self.play.now
        assert self.reached(before, command.marks, command.moderators) is event.outcome

    def recused(self, case: Case) -> set[str]:
        """Who has no ballot; an owner whom one moderator named and no other confirmed has one."""
        owner = case.owner.accounts if case.owner and sure(case) else ()
        return {self.person(who) for who in (*case.reporters, *owner, *self.owners)}

    def reached(self, case: Case, marks: frozenset[Mark], moderators: frozenset[Account]) -> Choice | None:
        """What these reactions reach, counted independently."""
        mine = [mark for mark in marks if mark.account in moderators and mark.choice in self.offered(case)]
        persons = {self.person(mark.account) for mark in mine} - self.recused(case) - self.voted_before(case)
        count = counting.heads(mine, persons, {who: self.person(who) for who in EVERYBODY})
        return counting.verdict(case.round.kind, count, case.rules)

    def offered(self, case: Case) -> tuple[Choice, ...]:
        """A first time only the listing is concerned; nobody is asked a third time, nor about a repair."""
        kind = case.round.kind
        if kind is RoundKind.ACTION and not self.play.record.earlier:
            return LADDER[:2]
        if kind is RoundKind.REPLY and (case.closed_at or self.questions(case) > 1):
            return Choice.ACCEPT, Choice.REFUSE
        return CHOICES[kind]

    def questions(self, case: Case) -> int:
        """How many were put to whoever is asked then: whoever comes after another is asked the first one."""
        count = 0
        for event in self.play.events[: case.version]:
            if isinstance(event, e.QuestionDue):
                count += 1
            elif isinstance(event, e.OwnerLetGo | e.OwnerDisputed):
                count = 1
        return count

    def voted_before(self, case: Case) -> set[str]:
        """Who has no ballot on an appeal."""
        earlier = case.rounds[:-1] if case.round.kind is RoundKind.APPEAL else ()
        return {self.person(mark.account) for each in earlier for mark in each.marks if mark.account in each.moderators}

    # What moderators do.

    @rule()
    def earlier_case_is_overturned(self) -> None:
        """What was a second violation is a first one now."""
        self.play.record = Record()
        self.do(c.Tick(steady=False))

    @rule(who=everybody, which=st.integers(0, 3), burst=st.booleans())
    def reacts(self, who: Account, which: int, *, burst: bool) -> None:
        """Somebody puts a reaction on the newest card or takes it off; the chat has not said so yet."""
        round_ = self.play.case.round
        choices = CHOICES[round_.kind]
        self.chat.toggle(round_.number, Mark(who, choices[which % len(choices)], burst))

    @precondition(lambda self: self.chat.flight)
    @rule(which=st.integers(0, 50), marked=st.booleans())
    def hears(self, which: int, *, marked: bool) -> None:
        """An event arrives."""
        for event in self.chat.next_event(which, marked=marked):
            self.do(event)

    @precondition(lambda self: self.chat.delivered)
    @rule(which=st.integers(0, 50))
    def hears_again(self, which: int) -> None:
        """An event arrives once more."""
        self.do(self.chat.delivered[which % len(self.chat.delivered)])

    @precondition(lambda self: self.chat.reading is None)
    @rule()
    def begins_to_read(self) -> None:
        """A reading begins that was asked for, or one that was not."""
        number = self.chat.wanted.pop(0) if self.chat.wanted else self.play.case.round.number
        marks = self.chat.stands(number)
        moderators = self.chat.moderators & {mark.account for mark in marks}
        self.chat.reading = Reading(number, self.play.case.rounds[number - 1].seen, marks, frozenset(moderators))

    @precondition(lambda self: self.chat.reading)
    @rule()
    def has_read(self) -> None:
        """The reading comes back."""
        if self.chat.reading:
            taken, self.chat.reading = self.chat.reading, None
            self.do(c.TakeReading(*taken))

    @rule(who=everybody, weak=st.booleans())
    def observes(self, who: Account, *, weak: bool) -> None:
        """Somebody writes what they noticed, or tries to."""
        number = self.play.case.round.number
        touched = frozenset({"quality"} if weak else {"intention"})
        name = f"o{len(self.play.events)}"
        self.do(c.Observe(name, number, who, who in self.chat.moderators, touched, (), "words"))

    @rule(who=everybody)
    def reports(self, who: Account) -> None:
        """Somebody reports the listing too; once the case is over no report joins it."""
        over = not self.play.case.is_open
        decision = self.do(c.JoinReport(f"r{len(self.play.events)}", who, who in self.chat.moderators))
        assert not (over and decision.events)

    @rule(by=everybody, whom=st.sampled_from((MIA, OTTO, DAN)))
    def names(self, by: Account, whom: Account) -> None:
        """Somebody names the owner, or tries to."""
        self.do(c.NameOwner(by, by in self.chat.moderators, whom))

    @rule(who=st.sampled_from((BEN, CLEO, OTTO)))
    def gains_or_loses_authority(self, who: Account) -> None:
        """Somebody becomes a moderator, or is one no longer; nothing says so until somebody looks."""
        self.chat.moderators = self.chat.moderators ^ {who}

    @precondition(lambda self: self.play.case.is_open)
    @rule(two=st.lists(everybody, min_size=2, max_size=2, unique=True))
    def turn_out_to_be_one(self, two: list[Account]) -> None:
        """Two accounts are linked, and with them all that were linked with either."""
        before = {who: self.person(who) for who in EVERYBODY}
        both = {before[who] for who in two}
        self.people = {who: before[two[0]] if before[who] in both else before[who] for who in EVERYBODY}
        self.play.people = self.people
        self.do(c.Reweigh(before))

    @precondition(lambda self: not self.chat.stamped)
    @rule(choice=st.sampled_from((None, Choice.KEEP, Choice.ASK, Choice.REFUSE, Choice.UNLIST)))
    def clears(self, choice: Choice | None) -> None:
        """Somebody removes reactions wholesale."""
        self.chat.clear(self.play.case.round.number, choice)

    @precondition(lambda self: self.play.case.round.card)
    @rule()
    def loses_card(self) -> None:
        """Somebody deletes the card; the bot posts it anew."""
        number = self.play.case.round.number
        self.chat.lose(number)
        self.do(c.LoseCard(number))

    @precondition(lambda self: not self.play.case.round.card)
    @rule()
    def places_card(self) -> None:
        """The card stands."""
        name = f"card-{len(self.play.events)}"
        self.do(c.PlaceCard(self.play.case.round.number, message(name)))

    @precondition(lambda self: len(self.play.events) > 30)
    @rule(by=everybody)
    def withdraws(self, by: Account) -> None:
        """Somebody takes the case back, or tries to."""
        self.do(c.Withdraw(by, by in self.chat.moderators, "mistake"))

    # What the member and the listing do.

    @precondition(lambda self: self.play.wanted(SendNotice))
    @rule(works=st.booleans())
    def notice_goes_out(self, *, works: bool) -> None:
        """A notice that was sent arrives, or cannot: at once, late, or when the case is over."""
        sent = self.play.wanted(SendNotice)[-1]
        arrived = c.ConfirmNotice(message(f"n{len(self.play.events)}"), sent.account, sent.question)
        self.do(arrived if works else c.FailNotice(sent.account, "closed"))

    @rule(what=st.integers(0, 14))
    def member_acts(self, what: int) -> None:
        """The member answers, has to wait, disputes, or says that it is gone."""
        name = f"m{what}"
        reply = Reply((name,), (picture("", name),))
        acts = (
            c.TakeReply(reply),
            c.HoldMessage(reply),
            c.ReleaseMessage("m1"),
            c.Dispute(name),
            c.ClaimRemoved(name),
            c.FailNotice(MIA, "left"),
            c.FailNotice(MIA, "left", threads=frozenset({MIA.chat})),
            c.SeeMember(MIA),
            c.MeetMember(MIA),
            c.MissReminder(2),
            c.TakeQuestion(Reply((name,))),
            c.Appeal(reply),
            c.ConfirmReasons(),
            c.FailReasons(MIA),
            c.MoreTime(),
        )
        self.do(acts[what])

    @rule(who=everybody, what=st.integers(0, 2))
    def acts_by_hand(self, who: Account, what: int) -> None:
        """Somebody hands the notice over, or an answer in, or writes to the member, or tries to."""
        sure_of_it, reply = who in self.chat.moderators, Reply((f"h{len(self.play.events)}",))
        acts = (
            c.HandOver(who, sure_of_it, "how"),
            c.HandIn(who, sure_of_it, reply),
            c.MessageMember(who, sure_of_it, "w"),
        )
        self.do(acts[what])

    @rule(sight=st.sampled_from(c.Sight), claim=st.sampled_from((None, "m4")), shot=st.sampled_from(("s2", "s3")))
    def listing_is_seen(self, sight: c.Sight, claim: str | None, shot: str) -> None:
        """A look at the listing comes back."""
        if not self.play.case.parts:
            self.do(c.SeeListing(sight, shot if sight is c.Sight.CHANGED else None, (), claim))

    @precondition(lambda self: self.play.case.parts)
    @rule(sights=st.lists(st.sampled_from(c.Sight), min_size=3, max_size=3), claim=st.sampled_from((None, "m4")))
    def listings_are_seen(self, sights: list[c.Sight], claim: str | None) -> None:
        """A look at the first listings of several comes back."""
        seen = zip(self.play.case.listings, sights, strict=False)
        self.do(c.SeeListings(tuple(c.Seen(each, sight, f"new-{each}") for each, sight in seen), claim))

    @precondition(lambda self: takes(self.play.case, two_pictures("x"), self.play.now))
    @rule(who=everybody, duty=st.booleans())
    def another_listing_is_reported(self, who: Account, *, duty: bool) -> None:
        """Somebody reports, or flags on duty, another listing of the member: it joins while nothing is decided."""
        before = self.play.case
        self.do(c.JoinListing(f"listing-{len(self.play.events)}", "s", two_pictures("x"), "r", who, who in TEAM, duty))
        if self.play.case.parts != before.parts:
            assert before.status is Status.IN_REVIEW
            assert before.round.stands is None
            assert self.play.case.rounds[0].marks == before.rounds[0].marks

    @precondition(lambda self: len(self.play.events) > 20)
    @rule(whose=st.sampled_from((OTTO, DAN, MIA)))
    def owner_is_seen(self, whose: Account) -> None:
        """The platform names somebody else as the owner."""
        self.do(c.SeeOwner(Owner(f"member-{whose}", (whose,))))

    @rule(whose=st.sampled_from((None, MIA, OTTO)))
    def conversation_is_read(self, whose: Account | None) -> None:
        """A conversation was read to its end."""
        self.do(c.FinishConversationLook(whose))

    # Time, and peace.

    @rule(time=st.sampled_from(TIMES), steady=st.booleans())
    def time_passes(self, time: timedelta, *, steady: bool) -> None:
        """Time passes, and the clock strikes."""
        self.play.wait(time)
        self.do(c.Tick(steady))

    @rule(who=voters, which=st.integers(0, 3), writes=st.booleans(), weak=st.booleans(), time=st.sampled_from(TIMES))
    def agree(self, who: list[Account], which: int, time: timedelta, *, writes: bool, weak: bool) -> None:
        """Some moderators are of one mind, one of them may write why, and time passes over it."""
        for each in who:
            self.reacts(each, which, burst=False)
        if writes:
            self.observes(who[0], weak=weak)
        self.peace()
        self.time_passes(time, steady=True)
        self.peace()

    @rule(clicks=flurries, order=st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=6))
    def flurry(self, clicks: list[tuple[Account, int]], order: list[tuple[int, bool]]) -> None:
        """Some change their minds a few times, the chat tells of it in its own way, and then there is peace."""
        for who, which in clicks:
            self.reacts(who, which, burst=False)
        for which, marked in order:
            if self.chat.flight:
                self.hears(which, marked=marked)
        self.peace()

    @rule()
    def peace(self) -> None:
        """Everything under way arrives, every look comes back; then what is known is what is true."""
        while self.chat.flight or self.chat.wanted or self.chat.reading:
            if self.chat.flight:
                self.hears(0, marked=False)
            elif self.chat.reading:
                self.has_read()
            else:
                self.begins_to_read()
        round_ = self.play.case.round
        if not round_.closed:
            assert round_.marks == self.chat.stands(round_.number)

    @rule()
    def peace_and_reconciled(self) -> None:
        """After one more reading authority is known too, and what stands is what an independent count says."""
        self.begins_to_read_unless_reading()
        self.peace()
        self.begins_to_read_unless_reading()
        self.peace()
        case = self.play.case
        if case.round.closed:
            return
        reached = self.reached(case, self.chat.stands(case.round.number), self.chat.moderators)
        assert tally(case, case.round, self.play.facts) is reached

    def begins_to_read_unless_reading(self) -> None:
        """A reading is under way from here on."""
        if self.chat.reading is None:
            self.begins_to_read()

    def expected(self, case: Case, reached: Choice | None) -> Choice | None:
        """What must stand where the ballots reach this: a concern needs a weighty sentence and a settled owner."""
        if reached not in CONCERNS:
            return reached
        said: dict[str, set[Choice]] = {}
        for mark in case.round.marks:
            if mark.account in case.round.moderators:
                said.setdefault(self.person(mark.account), set()).add(mark.choice)
        for_it = {who for who, choices in said.items() if choices == {reached}} - self.recused(case)
        notes: dict[Account, e.Observed] = {}
        for note in self.play.happened(e.Observed):
            if note.round == case.round.number:
                notes[note.author] = note
        theirs = [note for note in notes.values() if self.person(note.author) in for_it]
        weighty = any("intention" in note.considerations for note in theirs)
        return reached if weighty and sure(case) else None

    # Laws of every moment.

    @invariant()
    def stands_as_counted(self) -> None:
        """What stands is what an independent count of the known reactions says."""
        case = self.play.case
        if not case.round.closed:
            reached = self.reached(case, case.round.marks, case.round.moderators)
            assert (case.round.stands.outcome if case.round.stands else None) is self.expected(case, reached)

    @invariant()
    def letters_mean_one_picture(self) -> None:
        """Every medium of a case has a letter of its own, and all of a joint case's are its listings', in order."""
        case = self.play.case
        letters = [each.letter for each in case.media]
        assert len(set(letters)) == len(letters)
        assert not case.parts or case.media == tuple(each for part in case.parts for each in part.media)
        assert not case.parts or not all(part.spared for part in case.parts)

    @invariant()
    def walks_along_arrows(self) -> None:
        """A case goes nowhere but where an arrow leads."""
        assert [(before, after) for before, after in self.play.steps if after not in TRANSITIONS[before]] == []

    @invariant()
    def something_is_due(self) -> None:
        """A case in review wants a tick at some time, or waits for a look that is really under way."""
        case = self.play.case
        if case.status not in IN_REVIEW:
            return
        assert not case.round.closed
        if self.play.due() is None:
            assert case.round.looking
            reading = self.chat.reading
            assert case.round.number in self.chat.wanted or (reading and reading.round == case.round.number)

    @invariant()
    def reporters_hear_once(self) -> None:
        """Reporters hear nothing before the end, and each of them once at the end."""
        told = [self.person(who) for who, _ in self.play.heard_by_reporters()]
        case = self.play.case
        over = case.closed_at or not case.is_open
        expected = {self.person(who) for who in case.reporters} if over else set()
        assert len(told) == len(set(told))
        assert set(told) == expected

    @invariant()
    def platform_hears_once(self) -> None:
        """Of each listing whose case was opened the platform hears once that it is over, and not before it is."""
        told = self.play.wanted(CallPlatform)
        opened = [each.listing for each in told if each.event is PlatformEvent.CASE_OPENED]
        over = [each.listing for each in told if each.event in OVER]
        case = self.play.case
        spared = [part.listing for part in case.parts if part.spared]
        assert sorted(over) == sorted(opened if case.closed_at or not case.is_open else spared)

    @invariant()
    def rounds_follow(self) -> None:
        """Only the newest round is ever open, and only the first is about the listing."""
        rounds = self.play.case.rounds
        assert all(each.closed or each is self.play.case.round for each in rounds[:-1]) or len(rounds) == 1
        assert [each.kind is RoundKind.LISTING for each in rounds] == [True, *[False] * (len(rounds) - 1)]

    @invariant()
    def undone_for_good(self) -> None:
        """What was taken back or overturned restricts nothing and counts for nothing; what stands was voted on."""
        case = self.play.case
        taken = self.play.happened(a.ActionTaken)
        assert len(taken) <= 1
        if case.status in (Status.OVERTURNED, Status.WITHDRAWN) and case.action:
            assert case.action.undone
        if case.action:
            assert case.action.outcome in {each.outcome for each in self.play.happened(e.VerdictReached)}

    @invariant()
    def begun_anew_no_more_than_twice(self) -> None:
        """A vote that more of an answer begins anew decides nothing, and that happens so often and no more."""
        revised = [each for each in self.play.case.rounds if each.revised]
        assert len(revised) <= self.play.rules.revisions
        assert all(each.closed and each.outcome is None for each in revised)

    def teardown(self) -> None:
        """From nothing but its events the case is the same again."""
        rebuilt: Case | None = None
        for event in getattr(self, "play", Play()).events:
            rebuilt = evolve(rebuilt, event)
        if rebuilt:
            assert rebuilt == self.play.case
