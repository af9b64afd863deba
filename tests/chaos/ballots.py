"""What people cannot see: ballots and observations. A card shows no count, so the stored case is read, and only read.

Whoever stands with the chats says what must be there: the reactions on each card, and what the diary says that ever
stood on it. The database is opened once the bot is gone.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.moderation.model import IN_REVIEW, Case, Round
from tests.chaos.diary import Note, Reactions
from tests.chaos.findings import Findings
from tests.chaos.hands import EMOJI, Hand, Sight
from tests.chaos.moderators import CONCERNS
from tests.chaos.oracle import Oracle
from tests.chaos.play import TEAM
from tests.chaos.reading import told
from tests.chaos.record import Record, Verdict
from tests.chaos.verdicts import follows
from tests.stories.acting import says


def compare(oracle: Oracle, record: Record) -> Findings:
    """Every standing reaction of an eligible moderator is a ballot, and nothing else is; every note is there once."""
    cards = {card.id: card for shown in oracle.cases for card in shown.cards}
    team = [oracle.play.hand(name, oracle.play.plan.judged_on) for name in TEAM]
    for case in record.cases:
        jury = Jury(oracle, case, {each.account: each for each in team})
        for round_ in case.rounds:
            card = cards.get(round_.card.message) if round_.card else None
            verdict = record.verdicts.get((case.number, round_.number))
            if card and not round_.closed:
                _open(jury, round_, card)
            elif card:
                _closed(jury, round_, card, looked=verdict is not None)
            if verdict:
                _verdict(jury, round_, verdict)
    for note in oracle.play.diary.notes:
        _note(oracle, record, note)
    return oracle.found


@dataclass(frozen=True, slots=True, repr=False)
class Jury:
    """Who may vote in a case."""

    oracle: Oracle
    case: Case
    team: Mapping[str, Hand]

    @property
    def reporters(self) -> frozenset[str]:
        """Whoever tried to report it: whether a try is on record, and since when, is nothing that a ballot can tell."""
        shown = next((each for each in self.oracle.cases if each.number == self.case.number), None)
        return frozenset(each.who.name for each in self.oracle.reports(shown.titles)) if shown else frozenset()

    def in_doubt(self, at: datetime | None = None) -> frozenset[str]:
        """Those of them of whom nobody can tell whether they may vote, or might at a time.

        Whoever was told before that they are part of the case may not.
        """
        since = self.oracle.play.diary.parties
        return frozenset(
            name
            for name in self.reporters
            if at is None or (name, self.case.number) not in since or since[name, self.case.number] >= at
        )

    def eligible(self, round_: Round) -> frozenset[str]:
        """Those whose ballots must count: others hear an appeal than whoever voted before."""
        earlier = self.case.rounds[: round_.number - 1] if round_.kind.value == "appeal" else ()
        heard = {name for each in earlier for name, choice in self.counted(each) if choice in each.choices}
        return frozenset(each.name for each in self.team.values()) - self.reporters - heard

    def counted(self, round_: Round) -> Reactions:
        """The reactions of moderators that the bot goes by."""
        marks = (mark for mark in round_.marks if mark.account in round_.moderators)
        return frozenset((self.team[mark.account.id].name, str(mark.choice)) for mark in marks)


def _open(jury: Jury, round_: Round, card: Sight) -> None:
    eligible = jury.eligible(round_)
    counted = _of(eligible, jury.counted(round_))
    standing = _of(eligible, frozenset((name, choice) for choice in EMOJI for name in card.reactors(choice)))
    found, what = jury.oracle.found, f"ballots on round {round_.number} of case {jury.case.number}"
    found.ballots += len(counted)
    found.lost += [f"{what}: {each} is not counted" for each in sorted(standing - counted)]
    found.duplicated += [f"{what}: {each} does not stand" for each in sorted(counted - standing)]
    if outcome := _due(jury, round_, card):
        found.lost.append(f"verdict on round {round_.number} of case {jury.case.number}: {outcome} never came")


def _due(jury: Jury, round_: Round, card: Sight) -> str | None:
    """What the reactions decide, whoever is in doubt: at rest nothing is open any more for which that is known."""
    every = frozenset((name, choice) for choice in EMOJI for name in card.reactors(choice))
    eligible = jury.eligible(round_)
    ways = {follows(round_.kind.value, _of(who, every)) for who in (eligible, eligible | jury.in_doubt())}
    outcome = next(iter(ways)) if len(ways) == 1 else None
    voters = {name for name in eligible if {choice for who, choice in every if who == name} == {outcome}}
    if jury.case.status not in IN_REVIEW or (outcome in CONCERNS and not _noticed(jury, card, voters)):
        return None
    return outcome


def _noticed(jury: Jury, card: Sight, voters: Collection[str]) -> bool:
    """Whether one of them wrote what they noticed, and it was taken."""
    notes = [each for each in jury.oracle.play.diary.notes if each.card == card.id and each.who.name in voters]
    return any(each.promised and not _refused(each) for each in notes)


def _closed(jury: Jury, round_: Round, card: Sight, *, looked: bool) -> None:
    """Before a verdict the card is looked at: what counted stood there, all at once.

    A vote that an answer of the member ends is not looked at again; each of its ballots stood at some time.
    """
    eligible = jury.eligible(round_)
    counted = _of(eligible, jury.counted(round_))
    stood = {_of(eligible, each) for each in jury.oracle.play.diary.stood[card.id]}
    jury.oracle.found.ballots += len(counted)
    if counted not in stood and (looked or not counted <= frozenset().union(*stood)):
        what = f"ballots on round {round_.number} of case {jury.case.number}"
        jury.oracle.found.lost.append(f"{what}: at no time did exactly {sorted(counted)} stand")


def _verdict(jury: Jury, round_: Round, verdict: Verdict) -> None:
    """It follows from the ballots of those who may vote; a moderator who reported may have done so after it."""
    eligible = jury.eligible(round_)
    cast = frozenset((name, choice) for name, choice in jury.counted(round_) if choice in round_.choices)
    ways = {follows(round_.kind.value, _of(who, cast)) for who in (eligible, eligible | jury.in_doubt(verdict.at))}
    if verdict.outcome not in ways:
        what = f"verdict on round {round_.number} of case {jury.case.number}"
        jury.oracle.found.lost.append(f"{what}: {verdict.outcome}, though the ballots say {sorted(map(str, ways))}")


def _of(eligible: frozenset[str], marks: Reactions) -> Reactions:
    return frozenset(mark for mark in marks if mark[0] in eligible)


def _note(oracle: Oracle, record: Record, note: Note) -> None:
    """It was promised while its question was open, and the bot did not say that it is not for them: it is there."""
    found = record.sentences.get(note.case, ()).count(note.sentence)
    ended = record.ended.get(note.card)
    in_time = note.promised and (ended is None or note.promised < ended)
    what = f"{note.sentence!r} of {note.who.name} in case {note.case}"
    oracle.found.exactly(what, found, int(bool(in_time) and not _refused(note)), 1)


def _refused(note: Note) -> bool:
    return any(says(text, "say.not_your_case", case=note.case) for text in told(note.who))
