"""`/case show` on Discord: as much as a message holds, and where that is not all, the whole as a text."""

from dataclasses import replace

import pytest

from bot.moderation.effects import Say
from bot.moderation.model import Account, Chat, RoundKind
from bot.moderation.views import CaseLine, CaseView, FactLine, HistoryLine, ListingLine, Statement, Written
from handlers.discord.views import answers, cards
from tests.edges.discord_values import EFFECT, NOW, PEN, POLICY, Held, card

LINE = CaseLine(7, "Dusk", Say("command.case", {"case": 7}), None, None)
SHORT = CaseView(LINE, None, 1, (), (), ())


def said(words: str) -> Say:
    """A sentence with these words in it."""
    return Say("command.case", {"case": words})


LONG = {
    "answers": replace(
        SHORT,
        written=(Written("*first*"), Written("w " * 600, by=Account(Chat.SLACK, "U1")), Written("last", said("noted"))),
    ),
    "what those who reported see": replace(SHORT, said=(said("first"), said("s " * 600), said("last"))),
    "what was noticed": replace(
        SHORT, statements=(Statement("first", ("last",), ("A",)), Statement("n " * 600, (), ()))
    ),
    "what the files say": replace(
        SHORT,
        facts=(FactLine(("B",), "exif", "", "", LINE.status), FactLine(("A",), "first", "last", "v", LINE.status)) * 30,
    ),
    "history": replace(
        SHORT, history=tuple(HistoryLine(NOW, said(each)) for each in ("first", *["h " * 100] * 60, "last"))
    ),
}


@pytest.mark.parametrize("what", LONG)
def test_what_does_not_fit_goes_along_as_a_text(what: str) -> None:
    """Nothing is left out of it, whatever is too long; the message says so."""
    view = replace(LONG[what], listings=(ListingLine(("A",), "Dusk over a *harbour*", None),))
    drawn = answers.draw(view, PEN, 1)
    assert drawn
    assert Held(drawn).faults() == []
    assert drawn.content.endswith(PEN.text("statement.attached"))
    [paper] = drawn.papers
    text = paper.data.decode()
    assert paper.name == "case-7.txt"
    assert "first" in text
    assert "last" in text
    assert "A: Dusk over a *harbour*" in text
    assert not {"\\", "…"} & set(text)


def test_listings_that_are_only_counted_are_named_in_the_text() -> None:
    """Of a case about many the message names as many as fit, and the text all of them."""
    view = replace(SHORT, listings=tuple(ListingLine(("A",), f"Work {n} " + "x" * 50, None) for n in range(25)))
    drawn = answers.draw(view, PEN, 1)
    assert drawn
    [paper] = drawn.papers
    assert all(f"Work {n} " in paper.data.decode() for n in range(25))


def test_what_fits_needs_no_text() -> None:
    """A short case is a message alone."""
    drawn = answers.draw(replace(SHORT, written=(Written("by hand"),), history=(HistoryLine(NOW, said("x")),)), PEN, 1)
    assert drawn
    assert drawn.papers == ()
    assert PEN.text("statement.attached") not in drawn.content


@pytest.mark.parametrize("kind", RoundKind)
def test_a_card_says_where_the_whole_is(kind: RoundKind) -> None:
    """Under the words that had to be cut; and says nothing of it where all of it fits."""
    for words, is_cut in (("word " * 3000, True), ("A few words.", False)):
        view = replace(card(kind=kind), description=words, answer=(Written(words),))
        drawn = cards.draw(view, PEN, POLICY.reactions, cards.Sheets(), EFFECT)
        key = "card.shortened" if kind is RoundKind.LISTING else "card.cut"
        assert Held(drawn).faults() == []
        assert (PEN.text(key, case=7) in "\n".join(Held(drawn).texts())) is is_cut


def test_the_newest_of_many_earlier_cases_are_shown() -> None:
    """What was decided lately says more than what was decided first; and it says how many older ones there are."""
    earlier = tuple(replace(LINE, number=number, status=said(f"earlier {number}")) for number in range(1, 41))
    drawn = answers.draw(replace(SHORT, earlier=earlier), PEN, 1)
    assert drawn
    shown = str(drawn.embeds[0].to_dict())
    assert "earlier 40" in shown
    assert "earlier 26" in shown
    assert "earlier 25" not in shown
    assert PEN.text("command.earlier_older", count=25) in shown
    assert PEN.text("command.earlier_older", count=25) not in str(
        answers.draw(replace(SHORT, earlier=earlier[:15]), PEN, 1)
    )


def test_long_lines_of_earlier_cases_make_room_for_the_newest() -> None:
    """Where not even so many fit, the oldest of them give way, and are counted."""
    earlier = tuple(replace(LINE, title="t" * 80, number=number, status=said("s" * 150)) for number in range(1, 16))
    drawn = answers.draw(replace(SHORT, earlier=earlier), PEN, 1)
    assert drawn
    [field] = [each for each in drawn.embeds[0].fields if each.name == PEN.text("command.earlier")]
    assert field.value
    lines = field.value.splitlines()
    assert "15" in lines[-1]
    assert lines[0] == PEN.text("command.earlier_older", count=15 - len(lines[1:]))
