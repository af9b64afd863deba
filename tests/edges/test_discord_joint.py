"""A case about several listings as Discord shows it: every listing by its letters, and a form that leaves some out."""

import string
from dataclasses import replace

from hypothesis import given

from bot.moderation.effects import Say
from bot.moderation.model import RoundKind
from bot.moderation.views import ListingLine, MyCases, MyCaseView, Statement, versions
from handlers.discord import custom_ids, limits
from handlers.discord.views import answers, cards, forms, notices
from handlers.discord.views.drawing import Drawn
from handlers.discord.views.listings import told
from handlers.shared.letter import letter
from tests.edges.discord_values import EFFECT, NASTY, PEN, POLICY, RELAXED, Held, card, full_card, media, notice

MOST = tuple(string.ascii_uppercase[:25])
"""The letters of the fullest joint case."""


def lines(title: str = "Dusk", count: int = 25) -> tuple[ListingLine, ...]:
    """So many listings of one picture each; the first has changed."""
    urls = (f"https://gallery.example/listing/{n}" for n in range(count))
    found = tuple(ListingLine((MOST[n],), title, url) for n, url in enumerate(urls))
    return (replace(found[0], state=Say("say.listing_changed")), *found[1:])


def drawn(title: str = "Dusk", kind: RoundKind = RoundKind.LISTING) -> Drawn:
    """The card of a joint case, with all that may stand beside it."""
    view = replace(full_card(title, kind), listings=lines(title), joint=True, url=None)
    return cards.draw(
        replace(view, media=tuple(map(media, MOST))), PEN, POLICY.reactions, cards.Sheets(b"jpeg"), EFFECT
    )


@RELAXED
@given(NASTY)
def test_any_joint_card_fits(text: str) -> None:
    """Whatever its listings are called."""
    assert Held(drawn(text)).faults() == []
    view = replace(notice(text), listings=lines(text), url=None)
    assert Held(notices.draw(view, PEN, b"jpeg", EFFECT)).faults() == []


def test_every_listing_stands_on_the_card() -> None:
    """Twenty-five listings, each with its letter and its link; and what has become of one since."""
    said = "\n".join(Held(drawn()).texts())
    assert all(f"**{name}** · [Dusk](https://gallery.example/listing/{n})" in said for n, name in enumerate(MOST))
    assert PEN.text("say.listing_changed") in said


def test_what_has_no_room_is_counted() -> None:
    """As many whole lines as fit, then how many more: no link is cut in two."""
    kept = told(lines(), PEN, 500).splitlines()
    assert len("\n".join(kept)) <= 500
    assert all(line.endswith(")") for line in kept[1:-1])
    assert kept[-1] == PEN.text("command.more", count=25 - len(kept) + 1)


def test_the_form_leaves_out_what_is_fine() -> None:
    """On a joint case alone the form has a list of what is fine, of every letter; it comes back with what is sent."""
    button = next(each for each in drawn().items if custom_ids.effect_of(getattr(each, "custom_id", None)))
    opened = custom_ids.read(str(getattr(button, "custom_id", "")))
    assert isinstance(opened, custom_ids.OpenObservation)
    assert opened.joint
    assert opened.letters[: len(MOST)] == MOST
    fields = forms.observation(opened, POLICY, PEN).to_dict()["components"]
    [fine] = [each["component"] for each in fields if each["component"].get("custom_id") == forms.FINE]
    assert [each["value"] for each in fine["options"]] == list(MOST)
    assert not fine["required"]
    plain = forms.observation(replace(opened, joint=False), POLICY, PEN).to_dict()["components"]
    assert len(plain) == len(fields) - 1
    alone = forms.observation(replace(opened, letters=("A",)), POLICY, PEN).to_dict()["components"]
    assert len(alone) == len(fields) - 2


def test_one_listing_is_drawn_as_ever() -> None:
    """A card about one listing says nothing of several, and its button is the one that it always was."""
    one = cards.draw(card(), PEN, POLICY.reactions, cards.Sheets(b"jpeg"), EFFECT)
    ids = [getattr(each, "custom_id", "") for each in one.items]
    assert ids[0].startswith("see:")
    assert told((), PEN, 100) == ""


def test_the_fullest_id_fits() -> None:
    """Twenty-five letters, a large number and an effect stay within Discord's limit, and come back."""
    full = custom_ids.OpenObservation(999_999_999, 99, MOST, "e" * 22, joint=True)
    assert len(custom_ids.write(full)) <= limits.CUSTOM_ID
    assert custom_ids.read(custom_ids.write(full)) == full


def test_the_notice_and_the_letter_name_each() -> None:
    """The artist reads which listings are meant, by letter, in the notice and in its text for other ways."""
    view = replace(notice("Dusk, Dawn"), listings=lines(count=2), url=None)
    said = "\n".join(Held(notices.draw(view, PEN, None, EFFECT)).texts())
    assert "**B** · [Dusk](https://gallery.example/listing/1)" in said
    assert "several of your listings, “Dusk, Dawn”" in said
    text = letter(view, PEN.texts)
    assert "B: Dusk https://gallery.example/listing/1" in text
    assert f"Please answer by {view.deadline:%Y-%m-%d %H:%M} UTC." in text  # of a day alone nobody knows where it ends
    again = notices.draw(replace(view, question=2), PEN, None, EFFECT)
    assert PEN.text("notice.greeting_again", title="Dusk, Dawn") in again.content


def test_my_case_names_each() -> None:
    """The member sees which listings their case is about, as far as there is room beside their other cases."""
    seen = (Statement("Why?", (), ("A",)),)
    mine = MyCaseView(5, "Dusk, Dawn", None, Say("say.done"), seen, None, versions("2026-11", ""), lines(count=2))
    answer = answers.draw(MyCases((mine,)), PEN, 1)
    assert answer
    assert "[Dusk](https://gallery.example/listing/1)" in "\n".join(Held(answer).texts())
