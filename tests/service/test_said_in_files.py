"""What the files of a card say, in the order in which it helps."""

from dataclasses import replace

from bot.moderation import events as e
from bot.moderation.effects import ShowCard
from bot.moderation.file_fact import FileFact
from bot.moderation.model import Media, MediaKind, Owner, RoundKind
from bot.service.said_in_files import facts_in, note
from storage.database import Work
from tests.storage.story import ARTIST, RULES, START, WEEK, evolved

MADE = FileFact("c2pa", "c2pa.actions", "c2pa.created, trainedAlgorithmicMedia", "fact.source_ai")
SIGNED = FileFact("c2pa", "signature_info.issuer", "Atelier (Valid)", "fact.c2pa_valid")
KRITA = FileFact("png", "Software", "Krita", "fact.tool")
NOTHING = FileFact("file", "metadata", "no information", "fact.none")
A, B, C, D = (Media(letter, MediaKind.IMAGE, letter.lower() * 64) for letter in "ABCD")


def said(work: Work, *media: Media) -> list[tuple[str, str]]:
    """The lines, as letters and value."""
    return [("".join(each.media), each.value) for each in facts_in(work, media)]


def test_each_file_has_its_first_word_before_second_ones(work: Work) -> None:
    """A card has room for two lines: one file with much to say is not to hide what another one says."""
    work.file_facts.put("a" * 64, (SIGNED, MADE))
    work.file_facts.put("b" * 64, (KRITA,))
    work.file_facts.put("c" * 64, (NOTHING,))
    assert said(work, A, B, C) == [
        ("A", MADE.value),
        ("B", "Krita"),
        ("A", SIGNED.value),
        ("C", "no information"),
    ]


def test_the_same_word_is_one_line(work: Work) -> None:
    """With every letter; a file that was never read says neither something nor nothing."""
    for digest in ("a", "b"):
        work.file_facts.put(digest * 64, (KRITA,))
    assert said(work, A, B, D, replace(C, digest=None)) == [("AB", "Krita")]
    assert said(work, replace(B, letter="A"), A) == [("A", "Krita")], "the same file twice under one letter"


def test_news_are_shown_on_open_cards(work: Work) -> None:
    """Also where no picture came: a file that is read anew may say more than it did. The same words are no news."""
    owner = Owner("ines", (ARTIST,))
    for number, ends in ((1, ()), (2, (e.CaseLapsed(WEEK),)), (3, ())):
        picture = A if number < 3 else B
        opened = e.CaseOpened(number, "f" * 64, RULES, f"works/{number}", "s", (picture,), owner, START)
        told = [opened, e.RoundOpened(1, RoundKind.LISTING, WEEK, START), *ends]
        work.cases.append(None, evolved(told), told, START)
    note(work, "a" * 64, (KRITA,), START)
    note(work, "a" * 64, (KRITA,), START)
    note(work, "d" * 64, (KRITA,), START)
    queued = work.outbox.lease(START, WEEK, {}, 9)
    assert [each.effect for each in queued] == [ShowCard(1, 1)]
    assert work.file_facts.of("a" * 64) == (KRITA,)
