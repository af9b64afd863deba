"""Knows what the actors did and what stands in the chats, asks a moderator to look cases up, and compares.

It never asks the bot's database. Ballots are the exception, in a module of their own: no person sees a count of them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from tests.chaos.actors import is_notice, title_of
from tests.chaos.diary import Written
from tests.chaos.findings import Findings
from tests.chaos.hands import FAILED, Hand, Sight
from tests.chaos.play import Play
from tests.stories.acting import TEXTS, says

CASE: Final = re.compile(r"Case (\d+)")
REPORTS: Final = re.compile(rf"{TEXTS['command.reports']}\W+(\d+)")
ENDED: Final = tuple(f"say.status_{each}" for each in ("cleared", "lapsed", "resolved", "closed", "withdrawn"))
REFUSED: Final = ("say.report_decided", "listing.unreachable")
UNASKED: Final = ("say.no_case", "say.no_case_link")
QUESTIONS: Final = 2
"""That one case may put to the artist; 'again' after the last one leads on (`questions` in the policy)."""
TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A case as a moderator sees it."""

    number: int
    title: str
    cards: tuple[Sight, ...]
    text: str

    @property
    def reports(self) -> int:
        """How many there are, says `/case show`."""
        found = REPORTS.search(self.text)
        return int(found[1]) if found else 0

    @property
    def ended(self) -> bool:
        """Whether it says that it is closed."""
        line = self.text.split("\n", 1)[0]
        return any(says(line, key, case=self.number) for key in ENDED)

    def happened(self, *keys: str) -> int:
        """How often its history says any of these."""
        return sum(self.text.count(TEXTS[f"say.history_{key}"]) for key in keys)


@dataclass(slots=True)
class Oracle:
    """Compares one stage, once it is at rest."""

    play: Play
    found: Findings = field(default_factory=Findings)
    cases: list[Shown] = field(default_factory=list)

    async def compare(self) -> Findings:
        """Everything but the ballots."""
        self.cases = [await self._look_up(number, cards) for number, cards in self._cards().items()]
        by_title: Mapping[str, list[Shown]] = defaultdict(list)
        for case in self.cases:
            by_title[case.title].append(case)
            self._card(case)
            self._notices(case)
        for title in self.play.diary.artists:
            self._reports(title, by_title[title])
        for artist in {each.name: each for each in self.play.diary.artists.values()}.values():
            self._replies(artist)
        return self.found

    def _cards(self) -> Mapping[int, list[Sight]]:
        cards: Mapping[int, list[Sight]] = defaultdict(list)
        for card in self.play.clerk.cards:
            if number := CASE.search(card.text):
                cards[int(number[1])].append(card)
        return cards

    async def _look_up(self, number: int, cards: Iterable[Sight]) -> Shown:
        standing = tuple(cards)
        for _ in range(TRIES):
            try:
                text = await self.play.clerk.show_case(number)
            except FAILED:
                continue
            return Shown(number, title_of(standing[0]), standing, text)
        raise AssertionError(f"nobody can look case {number} up")

    # Cards and notices

    def _card(self, case: Shown) -> None:
        rounds = 1 + case.happened("replied", "reply_revised", "action", "appealed")
        self.found.exactly(f"cards of case {case.number}", len(case.cards), rounds)

    def _notices(self, case: Shown) -> None:
        artist = self.play.diary.artists[case.title]
        came = sum(is_notice(text, case.title) for text in told(artist))
        self.found.notices += came
        asked = min(QUESTIONS, case.happened("verdict_ask", "verdict_again"))
        self.found.exactly(f"notices to {artist.name} about {case.title}", came, asked)
        accepted = sum(says(text, "say.member_accepted", title=case.title, case=case.number) for text in told(artist))
        happened = case.happened("resolved_accepted")
        self.found.exactly(f"good news for {artist.name} about {case.title}", accepted, happened)

    # Reports

    def _reports(self, title: str, cases: list[Shown]) -> None:
        mine = [each for each in self.play.diary.reports if each.title == title]
        tried = {each.who.name: each.who for each in mine}
        promised = {each.who.name: each.who for each in mine if each.promised}
        refused = {name for name, who in tried.items() if any(says(text, key) for key in REFUSED for text in told(who))}
        self.found.exactly(f"cases about {title}", len(cases), 1 if set(promised) - refused else 0, 1)
        on_record = sum(case.reports for case in cases)
        self.found.reports += on_record
        self.found.exactly(f"reports of {title}", on_record, len(set(promised) - refused), len(tried))
        for case in cases:
            for name, who in tried.items():
                self._told(case, who, promised=name in promised and name not in refused)

    def _told(self, case: Shown, who: Hand, *, promised: bool) -> None:
        """Who reported hears of the case, and of its end once."""
        texts = Counter(
            key
            for text in told(who)
            for key in ("say.report_taken", "say.report_repeated", "say.reporter_closed")
            if says(text, key, case=case.number)
        )
        heard = texts.total()  # who hears of the end first need not hear of the beginning
        what = f"to {who.name}, case {case.number}"
        self.found.exactly(f"word about their report {what}", min(heard, 1), int(promised), 1)
        on_record = promised or heard > 0
        ends = int(case.ended)
        self.found.exactly(f"word of the end {what}", texts["say.reporter_closed"], ends if on_record else 0, ends)

    # Replies

    def _replies(self, artist: Hand) -> None:
        """On record once, in whichever of their cases; or they were told that nobody is waiting for it."""
        unasked = sum(says(text, key) for text in told(artist) for key in UNASKED)
        for each in self.play.diary.written:
            if each.who is artist:
                unasked -= self._reply(each, spare=unasked > 0)

    def _reply(self, written: Written, *, spare: bool) -> bool:
        """Whether it is on no record and need not be."""
        token = written.words.split()[0]
        found = sum(case.text.count(token) for case in self.cases)
        what = f"{token} of {written.who.name} about {written.title}"
        self.found.replies += min(found, 1)
        if written.removed:
            self.found.exactly(f"{what}, deleted", found, int(written.seen_stored), 1)
            return False
        if found == 0 and spare:
            return True
        self.found.exactly(f"{what}, on record", found, 1)
        self.found.exactly(f"📥 on {what}", int(written.sight.stored), 1)
        self._newest(what, written, token)
        return False

    def _newest(self, what: str, written: Written, token: str) -> None:
        """An open case has the newest words; a correction that comes after its end is read live, or not at all."""
        open_ = [case for case in self.cases if token in case.text and not case.ended]
        if open_ and not any(written.words in case.text for case in open_):
            self.found.lost.append(f"newest words of {what}: {written.words!r} is not on record")


def told(who: Hand) -> list[str]:
    """Everything that the bot told somebody in private."""
    return [*who.answers, *(each.text for each in who.inbox if each.by_bot)]
