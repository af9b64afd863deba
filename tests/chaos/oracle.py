"""Knows what the actors did and what stands in the chats, asks a moderator to look cases up, and compares.

It never asks the bot's database. Ballots are the exception, in a module of their own: no person sees a count of them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from tests.chaos.diary import Report, Written
from tests.chaos.findings import Findings
from tests.chaos.hands import FAILED, Hand, Sight
from tests.chaos.play import Play
from tests.chaos.reading import HEARD, case_of, titles_of, told
from tests.stories.acting import TEXTS, says

REPORTS: Final = re.compile(rf"{TEXTS['command.reports']}\W+(\d+)")
ENDED: Final = ("cleared", "lapsed", "resolved", "closed", "overturned", "withdrawn")
REFUSED: Final = (
    "say.report_decided",
    "say.report_limit",
    "say.report_paused",
    "listing.not_found",
    "listing.unreachable",
)
UNASKED: Final = ("say.no_case", "say.no_case_link")
DISOWNED: Final = ("owner_disputed", "owner_let_go", "owner_moved")
"""Since then it is somebody else's question."""
TOKEN: Final = re.compile(r"answer\d+")
"""By which a member's message is known again, whatever becomes of its other words."""
QUESTIONS: Final = 2
"""That one case may put to the artist; 'again' after the last one leads on (`questions` in the policy)."""
TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A case as a moderator sees it.

    Attributes:
        line: How it stands.
        text: All else that is to be known of it, but for the lines that name other cases.
    """

    number: int
    cards: tuple[Sight, ...]
    line: str
    text: str

    @property
    def titles(self) -> frozenset[str]:
        """The listings that it is about."""
        return titles_of(self.line + self.text)

    @property
    def reports(self) -> int:
        """How many there are, says `/case show`."""
        found = REPORTS.search(self.text)
        return int(found[1]) if found else 0

    @property
    def open(self) -> bool:
        """Whether it waits for anything but time."""
        return not any(says(self.line, f"say.status_{each}") for each in ENDED) and "Closed" not in self.line

    @property
    def closed(self) -> bool:
        """Whether it was closed once, whatever became of it later."""
        return bool(self.happened("cleared", "lapsed", "resolved", "closed", "withdrawn"))

    @property
    def whole(self) -> bool:
        """Whether its history is shown from the beginning: a long one has no room in a message."""
        return TEXTS["command.older_left_out"] not in self.text

    def happened(self, *what: str) -> int:
        """How often its history says anything that begins with one of these."""
        return _count(self.text, what)

    def happened_open(self, *what: str) -> int:
        """The same, before anything was decided."""
        lines = self.text.split("\n")
        closed = (number for number, line in enumerate(lines) if _count(line, ["closed"]))
        return _count("\n".join(lines[: next(closed, len(lines))]), what)

    def tells(self, text: str, key: str) -> bool:
        """Whether somebody is told something about this case."""
        return says(text, key, case=self.number) and bool(titles_of(text) & self.titles)


def _count(text: str, what: Iterable[str]) -> int:
    keys = [key for key in TEXTS for each in what if f"{key}_".startswith(f"say.history_{each}_")]
    return sum(text.count(TEXTS[key]) for key in dict.fromkeys(keys))


@dataclass(slots=True, repr=False)
class Oracle:
    """Compares one stage, once it is at rest."""

    play: Play
    found: Findings = field(default_factory=Findings)
    cases: list[Shown] = field(default_factory=list)

    async def compare(self) -> Findings:
        """Everything but the ballots."""
        self.cases = [await self._look_up(number, cards) for number, cards in self._cards().items()]
        for case in self.cases:
            self._card(case)
            self._taken_back(case)
            self._reporters(case)
        for title in self.play.diary.artists:
            self._reported(title)
        for who in {each.who.name: each.who for each in self.play.diary.reports}.values():
            self._answered(who)
        for artist in {each.name: each for each in self.play.diary.artists.values()}.values():
            self._replies(artist)
        return self.found

    def artist(self, case: Shown) -> Hand:
        """Whom it is about."""
        return self.play.diary.artists[min(case.titles)]

    def _cards(self) -> Mapping[int, list[Sight]]:
        cards: Mapping[int, list[Sight]] = defaultdict(list)
        for card in self.play.clerk.cards:
            if number := case_of(card.text):
                cards[number].append(card)
        return cards

    async def _look_up(self, number: int, cards: Iterable[Sight]) -> Shown:
        for _ in range(TRIES):
            try:
                line, *more = (await self.play.clerk.show_case(number)).split("\n")
            except FAILED:
                continue
            return Shown(number, tuple(cards), line, "\n".join(each for each in more if not case_of(each)))
        raise AssertionError(f"nobody can look case {number} up")

    def _card(self, case: Shown) -> None:
        rounds = 1 + case.happened("replied", "reply_revised", "action", "appealed")
        most = rounds if case.whole else max(rounds, len(case.cards))
        self.found.exactly(f"cards of case {case.number}", len(case.cards), rounds, most)

    # Reports

    def reports(self, titles: frozenset[str]) -> list[Report]:
        """Every try to report one of these listings."""
        return [each for each in self.play.diary.reports if each.title in titles]

    def _promised(self, titles: frozenset[str]) -> set[str]:
        """Whose report of one of these listings has to be on record."""
        promised = {each.who.name: each.who for each in self.reports(titles) if each.promised}
        return {name for name, who in promised.items() if not any(says(t, key) for key in REFUSED for t in told(who))}

    def _reported(self, title: str) -> None:
        """A listing is in one case, whether that is its own or a joint one."""
        cases = sum(title in case.titles for case in self.cases)
        self.found.exactly(f"cases about {title}", cases, 1 if self._promised(frozenset({title})) else 0, 1)

    def _reporters(self, case: Shown) -> None:
        """Each of them once, however many of its listings they reported; and who reported hears of its end once."""
        tried = {each.who.name: each.who for each in self.reports(case.titles)}
        promised = self._promised(case.titles)
        self.found.reports += case.reports
        self.found.exactly(f"reports in case {case.number}", case.reports, len(promised), len(tried))
        for name, who in tried.items():
            self._told(case, who, promised=name in promised)

    def _told(self, case: Shown, who: Hand, *, promised: bool) -> None:
        texts = _heard(who, case)
        heard = texts.total()  # who hears of the end first need not hear of the beginning
        what = f"to {who.name}, case {case.number}"
        self.found.exactly(f"word about their report {what}", min(heard, 1), int(promised), 1)
        ends = int(case.closed)
        on_record = promised or heard > 0
        self.found.exactly(f"word of the end {what}", texts["say.reporter_closed"], ends if on_record else 0, ends)

    def _answered(self, who: Hand) -> None:
        """A refusal names no listing: it excuses one of their reports, whichever, and no more."""
        promised = {each.title for each in self.play.diary.reports if each.who.name == who.name and each.promised}
        unheard = promised.difference(*(case.titles for case in self.cases if _heard(who, case).total()))
        refused = sum(says(text, key) for text in told(who) for key in REFUSED)
        if len(unheard) > refused:
            self.found.lost.append(f"reports of {who.name}: of {sorted(unheard)} only {refused} were refused")

    # Replies

    def _replies(self, artist: Hand) -> None:
        """On record once, in whichever of their cases; or they were told that nobody is waiting for it."""
        unasked = sum(says(text, key) for text in told(artist) for key in UNASKED)
        for each in self.play.diary.written:
            if each.who is artist:
                unasked -= self._reply(each, spare=unasked > 0)

    def _reply(self, written: Written, *, spare: bool) -> bool:
        """Whether it is on no record and need not be."""
        token = _token(written)
        found = sum(case.text.count(token) for case in self.cases)
        what = f"{token} of {written.who.name} for case {written.case}"
        self.found.replies += min(found, 1)
        if written.removed:
            self.found.exactly(f"{what}, deleted", found, int(written.seen_stored), 1)
            return False
        if found == 0 and spare and not self._asks(written.case):
            return True
        self.found.exactly(f"{what}, on record", found, 1)
        self.found.exactly(f"📥 on {what}", int(written.sight.stored), 1)
        self._newest(what, written, token)
        return False

    def _asks(self, number: int) -> bool:
        """Whether nobody can ever have been told that no answer to this case is waited for."""
        case = next((each for each in self.cases if each.number == number), None)
        return case is not None and case.whole and not case.closed and not case.happened(*DISOWNED)

    def _taken_back(self, case: Shown) -> None:
        """What its author deleted is marked, and nothing else; once the case is over it is read live, or not at all."""
        removed = [each for each in self.play.diary.written if each.removed and _token(each) in case.text]
        marked = case.text.count(TEXTS["card.deleted"])
        least = len(removed) if case.open else 0
        self.found.exactly(f"deleted messages in case {case.number}", marked, least, len(removed))

    def _newest(self, what: str, written: Written, token: str) -> None:
        """An open case has the newest words; a correction that comes after its end is read live, or not at all."""
        open_ = [case for case in self.cases if token in case.text and case.open]
        if open_ and not any(written.words in case.text for case in open_):
            self.found.lost.append(f"newest words of {what}: {written.words!r} is not on record")


def _heard(who: Hand, case: Shown) -> Counter[str]:
    return Counter(key for text in told(who) for key in HEARD if says(text, key, case=case.number))


def _token(written: Written) -> str:
    return str(TOKEN.findall(written.words)[0])
