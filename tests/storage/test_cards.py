"""What cards show beside the listing is found again as it was stored: portfolios, facts in files, process notes."""

from dataclasses import replace
from datetime import timedelta

from bot.moderation.file_fact import FileFact
from bot.moderation.model import Media, MediaKind
from bot.moderation.resemblance import SeenAs, Sighting
from bot.ports import Portfolio, StoredNotes
from storage.database import Work
from tests.storage.story import ARTIST, START, WEEK

WORK = Media("", MediaKind.IMAGE, "d" * 64, "Dusk")
SEEN = Sighting("d" * 64, SeenAs.LISTING, "works/9", START, "member-7")
FACT = FileFact("png", "Software", "Krita", "fact.tool")
NOTES = StoredNotes("n1", ARTIST, "https://gallery.example/works/1", "w1", "token", WEEK, START)


def test_a_portfolio_is_kept_for_its_case(work: Work) -> None:
    """Nobody has looked, nothing was there, and what was there are three different things; a later look replaces."""
    assert work.portfolios.of(1) is None
    work.portfolios.keep(1, Portfolio())
    assert work.portfolios.of(1) == Portfolio()
    found = Portfolio((WORK,), (START, START - timedelta(days=3)), (SEEN,))
    work.portfolios.keep(1, found)
    work.portfolios.keep(2, Portfolio(listed_at=(START,)))
    assert work.portfolios.of(1) == found


def test_what_a_file_says_is_kept_by_its_digest(work: Work) -> None:
    """In the order in which it was read; read anew, that takes its place; of a file that was never read, nothing."""
    assert work.file_facts.of("a" * 64) == ()
    work.file_facts.put("a" * 64, (FACT, replace(FACT, value="Inkscape")))
    assert work.file_facts.of("a" * 64) == (FACT, replace(FACT, value="Inkscape"))
    work.file_facts.put("a" * 64, (FACT,))
    assert work.file_facts.of("a" * 64) == (FACT,)
    assert work.file_facts.of("b" * 64) == ()


def test_notes_are_shown_once_they_are_kept(work: Work) -> None:
    """While the listing is looked up they stand nowhere; then with it, oldest first, whoever was looked up sooner."""
    for number in (1, 2, 3):
        work.notes.put(replace(NOTES, id=f"n{number}"))
    assert work.notes.get("n1") == NOTES
    assert work.notes.get("n9") is None
    assert work.notes.of("works/1") == []
    kept = [replace(NOTES, id=id_, listing="works/1", state="kept") for id_ in ("n3", "n1")]
    for each in kept:
        work.notes.put(each)
    work.notes.put(replace(NOTES, id="n2", state="refused"))
    assert work.notes.of("works/1") == [kept[1], kept[0]]
    assert work.notes.of("works/2") == []
