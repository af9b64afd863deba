"""A case about several listings as Slack shows it: every listing by its letters, and a form that leaves some out."""

import string
from dataclasses import replace

from hypothesis import given

from bot.moderation.effects import Say
from bot.moderation.model import RoundKind
from bot.moderation.views import ListingLine, MyCases, MyCaseView, Statement, versions
from handlers.slack import custom_ids
from handlers.slack.views import answers, cards, forms, notices
from handlers.slack.views.drawing import Drawn
from tests.edges.slack_values import (
    ME,
    NASTY,
    PEN,
    POLICY,
    RELAXED,
    WAY,
    Held,
    as_files,
    full_card,
    media,
    notice,
    words,
)

MOST = tuple(string.ascii_uppercase[:25])
"""The letters of the fullest joint case."""


def lines(title: str = "Dusk", count: int = 25) -> tuple[ListingLine, ...]:
    """So many listings of one picture each; the first has changed."""
    urls = (f"https://gallery.example/listing/{n}" for n in range(count))
    found = tuple(ListingLine((MOST[n],), title, url) for n, url in enumerate(urls))
    return (replace(found[0], state=Say("say.listing_changed")), *found[1:])


def drawn(title: str = "Dusk", kind: RoundKind = RoundKind.LISTING) -> Drawn:
    """The card of a joint case, with all that may stand beside it."""
    view = replace(full_card(title, kind), listings=lines(title), joint=True, url=None, media=tuple(map(media, MOST)))
    return cards.draw(view, PEN, POLICY.reactions, cards.Sheets(cards.Sheet(b"jpeg")))


def faults(drawing: Drawn) -> list[str]:
    """What Slack would hold against it."""
    return Held(drawing.parts(as_files(drawing))["blocks"]).faults()


@RELAXED
@given(NASTY)
def test_any_joint_card_fits(text: str) -> None:
    """Whatever its listings are called."""
    assert faults(drawn(text)) == []
    asked = notices.draw(replace(notice(text), listings=lines(text), url=None), PEN, None)
    assert faults(asked) == []
    assert PEN.text("notice.answer_with") in asked.parts()["text"]


def test_every_listing_stands_on_the_card() -> None:
    """Twenty-five listings, each with its letter and its link; and what has become of one since."""
    said = words(drawn())
    assert all(f"*{name}* · <https://gallery.example/listing/{n}|Dusk>" in said for n, name in enumerate(MOST))
    assert PEN.text("say.listing_changed") in said


def test_the_form_leaves_out_what_is_fine() -> None:
    """On a joint case alone the form has a list of what is fine, of every letter."""
    opened = custom_ids.OpenObservation(5, 1, MOST, joint=True)
    assert custom_ids.read(custom_ids.write(opened)) == opened
    assert custom_ids.write(replace(opened, joint=False)).startswith("see:")
    fields = forms.observation(opened, POLICY, PEN, WAY)["blocks"]
    [fine] = [each for each in fields if each["block_id"] == forms.FINE]
    assert [each["value"] for each in fine["element"]["options"]] == list(MOST)
    assert fine["optional"]
    assert len(forms.observation(replace(opened, joint=False), POLICY, PEN, WAY)["blocks"]) == len(fields) - 1
    assert len(forms.observation(replace(opened, letters=("A",)), POLICY, PEN, WAY)["blocks"]) == len(fields) - 2


def test_the_notice_names_each() -> None:
    """The artist reads which listings are meant, by letter."""
    drawn = notices.draw(replace(notice("Dusk, Dawn"), listings=lines(count=2), url=None), PEN, None)
    said = words(drawn)
    assert "B: Dusk" in drawn.text
    assert "*B* · <https://gallery.example/listing/1|Dusk>" in said
    assert "several of your listings, “Dusk, Dawn”" in said


def test_my_case_names_each() -> None:
    """The member sees which listings their case is about: a few, and how many more."""
    seen = (Statement("Why?", (), ("A",)),)
    mine = MyCaseView(5, "Dusk, Dawn (+23)", None, Say("say.done"), seen, None, versions("2026-11", ""), lines())
    answer = answers.draw(MyCases((mine,)), PEN, ME)
    assert answer
    assert Held.pages(answer) == []
    said = words(answer)
    assert "<https://gallery.example/listing/7|Dusk>" in said
    assert PEN.text("command.more", count=17) in said
