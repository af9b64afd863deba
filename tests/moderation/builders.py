"""A case being played, in few words: people by their first names, commands in, events and effects kept, our own clock.

Moderators are Ann, Ben, Cleo, Dan and Eve; Mia is the artist, Rob reported, Otto is nobody in particular.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bot.moderation import commands as c
from bot.moderation.cases import decide, due_at
from bot.moderation.draft import Decision
from bot.moderation.effects import Effect, Say, SendNotice, TellMember, TellReporter, TellSupport, TellVoter
from bot.moderation.events import Event
from bot.moderation.evolve import evolve
from bot.moderation.model import (
    Account,
    Case,
    Chat,
    Choice,
    Facts,
    Mark,
    Media,
    MediaKind,
    MessageRef,
    Owner,
    Record,
    Reply,
    Rules,
    Status,
)

T = TypeVar("T")

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
UNDO = timedelta(minutes=10)
DAY = timedelta(days=1)

RULES = Rules(
    team=5,
    ask=2,
    accept=1,
    action=2,
    appeal=1,
    undo=UNDO,
    decide_within=7 * DAY,
    answer_within=14 * DAY,
    reminders=(7 * DAY, 12 * DAY),
    weak=frozenset({"quality", "inconsistent"}),
)


def account(name: str, chat: Chat = Chat.DISCORD) -> Account:
    """Somebody's account."""
    return Account(chat, name)


ANN, BEN, CLEO, DAN, EVE = map(account, ("ann", "ben", "cleo", "dan", "eve"))
MIA, ROB, OTTO = map(account, ("mia", "rob", "otto"))
TEAM = frozenset({ANN, BEN, CLEO, DAN, EVE})
MIAS = Owner("member-7", (MIA,))
OTTOS = Owner("member-8", (OTTO,))


def picture(letter: str = "A", digest: str = "d1") -> Media:
    """A picture of a listing."""
    return Media(letter, MediaKind.IMAGE, digest, "a work")


def two_pictures(listing: str) -> tuple[Media, ...]:
    """The media of a listing as it was captured alone."""
    return picture("A", f"{listing}-a"), picture("B", f"{listing}-b")


def message(name: str, chat: Chat = Chat.DISCORD) -> MessageRef:
    """Where a message stands."""
    return MessageRef(chat, "somewhere", name)


@dataclass
class Play:
    """One case, its clock, what stands on its card, and all that happened and was wanted so far.

    Attributes:
        standing: The reactions that really stand on the cards, by round.
        moderators: Who really is a moderator now.
        people: The persons behind linked accounts.
        record: What the member's other cases mean for this one.
        steps: From which state the case came to which, so far.
    """

    rules: Rules = RULES
    owner: Owner | None = MIAS
    people: Mapping[Account, str] = field(default_factory=dict)
    moderators: frozenset[Account] = TEAM
    record: Record = field(default_factory=Record)
    now: datetime = START
    standing: dict[int, frozenset[Mark]] = field(default_factory=dict)
    maybe: Case | None = None
    events: list[Event] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    steps: list[tuple[Status, Status]] = field(default_factory=list)
    answer: Say | None = None

    @property
    def case(self) -> Case:
        """The case as it stands."""
        assert self.maybe is not None
        return self.maybe

    @property
    def marks(self) -> frozenset[Mark]:
        """The reactions that really stand on the newest card."""
        return self.standing.get(self.case.round.number, frozenset())

    @marks.setter
    def marks(self, marks: frozenset[Mark]) -> None:
        self.standing[self.case.round.number] = marks

    @property
    def facts(self) -> Facts:
        """What the core may know now; who has several accounts used those last that are named first."""
        accounts: dict[str, tuple[Account, ...]] = {}
        for account, person in self.people.items():
            accounts[person] = (*accounts.get(person, ()), account)
        return Facts(self.now, self.people, accounts, self.record)

    def do(self, command: c.Command) -> Decision:
        """Give a command; the rebuilt case must equal the decided one every time."""
        rebuilt = self.maybe
        decision = decide(self.maybe, command, self.facts)
        for event in decision.events:
            before, rebuilt = rebuilt, evolve(rebuilt, event)
            if before and before.status is not rebuilt.status:
                self.steps.append((before.status, rebuilt.status))
        assert rebuilt == decision.case
        self.maybe = decision.case
        self.events += decision.events
        self.effects += decision.effects
        self.answer = decision.answer
        return decision

    def wait(self, time: timedelta) -> "Play":
        """Let time pass; nobody does anything."""
        self.now += time
        return self

    # What people do.

    def open(self, reporter: Account = ROB, *, media: tuple[Media, ...] = (picture(),)) -> Decision:
        """Somebody reports the listing first."""
        moderator = reporter in self.moderators
        opening = c.OpenCase(
            1, "policy", self.rules, "listing-1", "shot-1", media, self.owner, "r1", reporter, moderator
        )
        return self.do(opening)

    def add_listing(self, reporter: Account = ROB, *, duty: bool = False) -> Decision:
        """Somebody reports the next listing of the member, of two media."""
        number = len(self.case.parts) + 1
        shot, sure = f"shot-{number}", reporter in self.moderators
        media = two_pictures(str(number))
        return self.do(c.JoinListing(f"listing-{number}", shot, media, f"r{number}", reporter, sure, duty))

    def join(self, reporter: Account) -> Decision:
        """Somebody reports it too."""
        return self.do(c.JoinReport(f"r-{reporter.id}", reporter, reporter in self.moderators))

    def react(self, who: Account, choice: Choice, *, stands: bool = True, burst: bool = False) -> Decision:
        """Somebody puts a reaction on the card, or takes it off; the chat says so at once."""
        mark = Mark(who, choice, burst)
        self.marks = self.marks | {mark} if stands else self.marks - {mark}
        return self.do(c.React(self.case.round.number, mark, stands, who in self.moderators))

    def link(self, *accounts: Account, person: str = "") -> Decision:
        """These accounts, and those already linked with them, turn out to be one person's."""
        known = {self.facts.person(each) for each in accounts}
        before = {each: self.facts.person(each) for each in (*accounts, *self.people) if self._is_of(each, known)}
        self.people = {**self.people, **dict.fromkeys(before, person or str(accounts[0]))}
        return self.do(c.Reweigh(before))

    def _is_of(self, account: Account, persons: set[str]) -> bool:
        return self.facts.person(account) in persons

    def observe(
        self, who: Account, *considerations: str, media: tuple[str, ...] = (), sure: bool | None = None
    ) -> Decision:
        """Somebody notes what they noticed."""
        moderator = who in self.moderators if sure is None else sure
        touched = frozenset(considerations or ("intention",))
        number = self.case.round.number
        return self.do(c.Observe(f"o{number}-{who.id}", number, who, moderator, touched, media, f"words of {who.id}"))

    def name_owner(self, by: Account, whom: Account = MIA) -> Decision:
        """A moderator says whose listing it is."""
        return self.do(c.NameOwner(by, by in self.moderators, whom))

    def withdraw(self, by: Account = ANN) -> Decision:
        """A moderator takes the case back."""
        return self.do(c.Withdraw(by, by in self.moderators, "our mistake"))

    def answers(self, name: str = "m1", *media: Media) -> Decision:
        """The member answers, says no more until that is taken to be whole, and has left the listing as it was."""
        said = self.adds(name, *media)
        if not self.case.clock or not self.case.clock.gathered:
            return said
        whole, seen = self.wait(self.rules.settle).tick(), self.sees_nothing_new()
        effects = (*said.effects, *whole.effects, *seen.effects)
        return Decision((*said.events, *whole.events, *seen.events), effects, self.case)

    def adds(self, name: str, *media: Media, link: bool = False) -> Decision:
        """The member writes something that is or belongs to an answer."""
        return self.do(c.TakeReply(Reply((name,), media, link=link)))

    def asks(self, name: str = "q1") -> Decision:
        """The member asks something."""
        return self.do(c.TakeQuestion(Reply((name,))))

    def tells_member(self, by: Account = ANN) -> Decision:
        """A moderator writes to the member."""
        return self.do(c.MessageMember(by, by in self.moderators, "words-9"))

    def appeals(self, name: str = "m-appeal") -> Decision:
        """The member appeals."""
        return self.do(c.Appeal(Reply((name,))))

    # What the rim brings back.

    def reading(self, *, began: int | None = None) -> c.TakeReading:
        """A true reading of the newest card."""
        round_ = self.case.round
        known = frozenset(mark.account for mark in self.marks) & self.moderators
        return c.TakeReading(round_.number, round_.seen if began is None else began, self.marks, known)

    def read(self, *, began: int | None = None) -> Decision:
        """The card was read."""
        return self.do(self.reading(began=began))

    def tick(self, *, steady: bool = True) -> Decision:
        """The clock strikes."""
        return self.do(c.Tick(steady=steady))

    def finish(self) -> "Play":
        """Let the undo window pass and answer the last look truthfully."""
        self.wait(self.rules.undo).tick()
        self.read()
        return self

    def deliver(self) -> "Play":
        """The notice arrives."""
        self.arrives(message(f"notice-{self.case.questions}"), self.wanted(SendNotice)[-1].account)
        return self

    def arrives(self, notice: MessageRef, account: Account = MIA) -> Decision:
        """The notice that is due is known to stand there."""
        return self.do(c.ConfirmNotice(notice, account, self.case.questions))

    def see(self, sight: c.Sight, snapshot: str | None = None, claim: str | None = None) -> Decision:
        """A look at the listing comes back."""
        media = (picture("", "new"),) if snapshot else ()
        return self.do(c.SeeListing(sight, snapshot, media, claim))

    def sees_nothing_new(self) -> Decision:
        """A look at every listing comes back: all is as it was."""
        if not self.case.parts:
            return self.see(c.Sight.SAME)
        return self.do(c.SeeListings(tuple(c.Seen(each, c.Sight.SAME) for each in self.case.listings)))

    def due(self) -> datetime | None:
        """When the case wants its next tick."""
        return due_at(self.case)

    # What came of it.

    def happened(self, kind: type[T]) -> list[T]:
        """All events of a kind, so far."""
        return [event for event in self.events if isinstance(event, kind)]

    def wanted(self, kind: type[T]) -> list[T]:
        """All effects of a kind, so far."""
        return [effect for effect in self.effects if isinstance(effect, kind)]

    def notices(self) -> list[tuple[Account, int]]:
        """The notices that were to go out: to whom, which question."""
        return [(notice.account, notice.question) for notice in self.wanted(SendNotice)]

    def heard_by_member(self) -> list[str]:
        """The sentences that the member was told."""
        return [told.say.key for told in self.wanted(TellMember)]

    def heard_by_reporters(self) -> list[tuple[Account, str]]:
        """The sentences that reporters were told."""
        return [(told.account, told.say.key) for told in self.wanted(TellReporter)]

    def heard_by_voters(self) -> list[tuple[Account, str]]:
        """The sentences that voters were told."""
        return [(told.account, told.say.key) for told in self.wanted(TellVoter)]

    def heard_by_support(self) -> list[str]:
        """The sentences that the support contact was told."""
        return [told.say.key for told in self.wanted(TellSupport)]

    def is_(self, status: Status) -> bool:
        """Whether the case stands there now."""
        return self.case.status is status


def opened(
    rules: Rules = RULES,
    *,
    owner: Owner | None = MIAS,
    people: Mapping[Account, str] | None = None,
    reporter: Account = ROB,
) -> Play:
    """A case that Rob, or another, reported."""
    play = Play(rules, owner, people or {})
    play.open(reporter)
    return play


def joint_case(listings: int = 3, rules: Rules = RULES) -> Play:
    """A case that takes further listings; Rob reported the first ones."""
    play = Play(rules)
    media = two_pictures("1")
    play.do(c.OpenCase(1, "policy", rules, "listing-1", "shot-1", media, MIAS, "r1", ROB, moderator=False, joint=True))
    for _ in range(1, listings):
        play.add_listing()
    return play


def asked(rules: Rules = RULES) -> Play:
    """Ann and Ben asked, Ann wrote why, the verdict is final: the notice is due."""
    play = opened(rules)
    vote(play, Choice.ASK, (ANN, BEN, CLEO)[: rules.ask])
    play.observe(ANN)
    return play.finish()


def awaited(rules: Rules = RULES) -> Play:
    """Mia has the notice, and the time to answer runs."""
    return asked(rules).deliver()


def replied(rules: Rules = RULES) -> Play:
    """Mia answered, and moderators judge the answer."""
    play = awaited(rules)
    play.answers()
    return play


def again(rules: Rules = RULES) -> Play:
    """The answer did not do: the second notice is due."""
    play = replied(rules)
    vote(play, Choice.AGAIN, (ANN, BEN))
    play.observe(ANN)
    return play.finish()


def silent(rules: Rules = RULES) -> Play:
    """Mia never answered; moderators must decide what follows."""
    play = awaited(rules)
    while play.is_(Status.AWAITING_MEMBER):
        due = play.due()
        play.now = due or play.now
        play.tick()
        if play.case.clock and play.case.clock.looking:
            look_for_answer(play)
    return play


def look_for_answer(play: Play, sight: c.Sight = c.Sight.SAME) -> Decision:
    """The last look for an answer comes back: nothing in the conversation, and this at the listing."""
    play.do(c.FinishConversationLook())
    return play.see(sight)


def refused(rules: Rules = RULES) -> Play:
    """The answer was refused: moderators must decide what follows."""
    play = replied(rules)
    vote(play, Choice.REFUSE, (ANN, BEN))
    play.observe(ANN)
    return play.finish()


def closed(outcome: Choice = Choice.UNLIST, rules: Rules = RULES) -> Play:
    """Ann and Ben decided what follows, and Mia has the statement of reasons, where there is one."""
    return decided(refused(rules), outcome)


def decided(play: Play, outcome: Choice, voters: Iterable[Account] = (ANN, BEN)) -> Play:
    """These voters want this to follow, it becomes final, and the member hears of it."""
    vote(play, outcome, voters)
    play.finish().do(c.ConfirmReasons())
    return play


def second_time(rules: Rules = RULES) -> Play:
    """What follows is to be decided about somebody who has had a violation before."""
    play = replied(rules)
    play.record = Record(earlier=1)
    vote(play, Choice.REFUSE, (ANN, BEN))
    play.observe(ANN)
    return play.finish()


def repaired() -> Play:
    """Mia sent what repairs the unlisted work, and moderators judge it."""
    play = closed()
    play.answers("m-repair")
    return play


def appealed(outcome: Choice = Choice.UNLIST) -> Play:
    """Mia appealed, and others than Ann and Ben hear it."""
    play = closed(outcome) if outcome is Choice.UNLIST else decided(second_time(), outcome)
    play.appeals()
    return play


def vote(play: Play, choice: Choice, voters: Iterable[Account]) -> None:
    """Each puts this reaction on the card."""
    for voter in voters:
        play.react(voter, choice)


OPEN_STATES: Mapping[str, Callable[[], Play]] = {
    "in review": opened,
    "notice due": asked,
    "awaiting member": awaited,
    "reply in review": replied,
    "reply in review, another's by now": lambda: moved(replied()),
    "notice due again": again,
    "action in review, silence": silent,
    "action in review, refused": refused,
    "repair in review": repaired,
    "appeal in review": appealed,
    "undeliverable": lambda: failed(asked()),
    "undeliverable, knows": lambda: failed(awaited()),
    "disputed": lambda: disputed(awaited()),
}
"""A case in each of its open states, by name."""


def failed(play: Play, who: Account | None = None) -> Play:
    """No private way leads to the member, or to an account of theirs."""
    owner = play.case.owner
    assert owner
    play.do(c.FailNotice(who or owner.accounts[0], "closed to messages"))
    return play


def disputed(play: Play) -> Play:
    """The member says that the listing is not theirs."""
    play.do(c.Dispute("m-not-mine"))
    return play


def moved(play: Play, owner: Owner = OTTOS) -> Play:
    """The platform names another owner."""
    play.do(c.SeeOwner(owner))
    return play


def with_team(size: int) -> Rules:
    """The same rules in a team of this size."""
    return replace(RULES, team=size)
