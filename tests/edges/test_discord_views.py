"""Drawings: within Discord's limits and without a ping whatever people wrote, and saying what must be said."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.config import languages
from bot.moderation.effects import Say
from bot.moderation.model import Account, Chat, RoundKind
from bot.moderation.views import (
    AnswerView,
    CaseLine,
    CaseView,
    Deferred,
    FactLine,
    HistoryLine,
    Linked,
    Listed,
    MessageView,
    MyCases,
    MyCaseView,
    PolicyView,
    Said,
    Silent,
    Statement,
    SupportView,
    VoterView,
    WhichView,
    Written,
    versions,
)
from handlers.discord import custom_ids
from handlers.discord.views import answers, cards, forms, messages, notices
from handlers.discord.views.drawing import Drawn
from tests.edges.discord_values import (
    ANN,
    CARD,
    EFFECT,
    NASTY,
    NOW,
    PEN,
    POLICY,
    RELAXED,
    Held,
    card,
    full_card,
    notice,
)

COUNTS = st.integers(min_value=0, max_value=16)


def drawn_card(text: str = "Dusk", kind: RoundKind = RoundKind.LISTING, count: int = 2, *, over: bool = False) -> Drawn:
    """A card, drawn."""
    return cards.draw(
        card(text, kind, count, over=over),
        PEN,
        POLICY.reactions,
        cards.Sheets() if over else cards.Sheets(b"jpeg"),
        EFFECT,
    )


@RELAXED
@given(NASTY, st.sampled_from(RoundKind), COUNTS, st.booleans())
def test_any_card_fits(text: str, kind: RoundKind, count: int, over: bool) -> None:
    """Whatever the listing, the reply and the status say."""
    sheets = cards.Sheets() if over else cards.Sheets(b"jpeg", b"strip")
    drawn = cards.draw(full_card(text, kind, count, over=over), PEN, POLICY.reactions, sheets, EFFECT)
    assert Held(drawn).faults() == []


@pytest.mark.parametrize("kind", RoundKind)
@pytest.mark.parametrize("over", [False, True])
def test_a_card_that_is_posted_can_be_found_again(kind: RoundKind, over: bool) -> None:
    """Whatever it asks, and if its round was over before it was first shown: its button tells the effect."""
    view = replace(full_card(kind=kind, over=over), card=None)
    drawn = cards.draw(view, PEN, POLICY.reactions, cards.Sheets() if over else cards.Sheets(b"jpeg"), EFFECT)
    assert Held(drawn).faults() == []
    assert EFFECT in {custom_ids.effect_of(getattr(item, "custom_id", None)) for item in drawn.items}


@pytest.mark.parametrize("kind", RoundKind)
@pytest.mark.parametrize("hidden", [False, True])
def test_the_fullest_card_still_asks_its_question(kind: RoundKind, hidden: bool) -> None:
    """However much stands beside the listing: what the reactions mean, until when, what is missing, where it stands."""
    view = full_card("word " * 2000, kind, 26)
    drawn = cards.draw(view, PEN, POLICY.reactions, cards.Sheets(b"jpeg", b"strip", hidden=hidden), EFFECT)
    assert Held(drawn).faults() == []
    fields = {field.name: field.value or "" for embed in drawn.embeds for field in embed.fields}
    for key in ("legend", "deadline", "waits", "status", "facts", "notes", "seen", "questions"):
        assert fields[PEN.text(f"card.{key}")], key
    assert all(line.label in fields[PEN.text("card.legend")] for line in view.legend)
    concerns = kind in (RoundKind.LISTING, RoundKind.REPLY)
    assert fields[PEN.text("card.legend")].endswith(PEN.text("card.legend_concern")) is concerns


def test_hidden_pictures_are_explained() -> None:
    """Discord shows spoilers above all else, so no heading stands with them: the card says which is which."""
    for works, key in ((b"strip", "card.hidden_works"), (None, "card.hidden_one")):
        drawn = cards.draw(card(), PEN, POLICY.reactions, cards.Sheets(b"jpeg", works, hidden=True), EFFECT)
        assert all(each.name.startswith("SPOILER_") for each in drawn.pictures)
        assert [embed.image.url for embed in drawn.embeds] == [None]
        assert PEN.text(key) in "\n".join(Held(drawn).texts())
    shown = cards.draw(card(), PEN, POLICY.reactions, cards.Sheets(b"jpeg", b"strip"), EFFECT)
    assert not any(each.name.startswith("SPOILER_") for each in shown.pictures)
    assert PEN.text("card.hidden_works") not in "\n".join(Held(shown).texts())


def test_the_picture_stands_above_the_words() -> None:
    """An embed shows its own below its fields, out of sight on a phone: so the fields are an embed of their own."""
    drawn = cards.draw(full_card(), PEN, POLICY.reactions, cards.Sheets(b"jpeg", b"strip"), EFFECT)
    top, below, strip = drawn.embeds
    assert (bool(top.image.url), top.fields, below.image.url, bool(below.fields)) == (True, [], None, True)
    assert strip.title == PEN.text("card.works")


def test_what_was_seen_before_is_on_the_sheet_alone() -> None:
    """It hangs beside a work of the listing, by its marked letter; nobody can write a concern about it."""
    view = card()
    [own, *rest] = view.media
    view = replace(view, hung=(own, replace(own, letter="A?", name=""), *rest))
    drawn = cards.draw(view, PEN, POLICY.reactions, cards.Sheets(b"jpeg"), EFFECT)
    assert "A?" in drawn.pictures[0].alt
    assert "A?" not in repr([each.to_component_dict() for each in drawn.items])


def test_a_fact_names_its_place_once() -> None:
    """'c2pa c2pa.actions' would look like a fault."""
    for source, field, told in (
        ("c2pa", "c2pa.actions", "A: c2pa.actions: “x”."),
        ("png", "Software", "A: png Software"),
    ):
        line = FactLine(("A",), source, field, "x", Say("fact.tool"))
        assert PEN.fact(line).replace("\\", "").startswith(told)


@RELAXED
@given(NASTY, COUNTS)
def test_any_notice_fits(text: str, count: int) -> None:
    """Whatever was noticed, and however often."""
    assert Held(notices.draw(notice(text, count), PEN, b"jpeg", EFFECT)).faults() == []


@RELAXED
@given(NASTY, COUNTS)
@example("word " * 600, 0)
def test_any_answer_fits(text: str, count: int) -> None:
    """Lists, cases, one's own cases, the policy."""
    say = Say("command.case", {"case": text})
    line = CaseLine(7, text, say, NOW, CARD)
    statements = (Statement(text, (text,), ("A",)),) * count
    written = (Written(text), Written(text, say)) * count
    mine = MyCaseView(7, text, "https://gallery.example/7", say, statements, NOW, versions(text, text))
    for answer in (
        Said(say),
        Listed(say, (line,) * count),
        replace(
            CaseView(line, text, 3, (line,) * count, statements, (HistoryLine(NOW, say),) * count, written),
            said=(say,) * count,
            crowd=say,
        ),
        Linked(say),
        MyCases((mine,) * count),
        MyCases((mine,) * count, say, here=True),
        PolicyView(text, (text,) * count, (text,), (text,), text),
    ):
        drawn = answers.draw(answer, PEN, 1)
        assert drawn
        assert Held(drawn).faults() == []


def test_when_a_case_is_due_is_never_cut() -> None:
    """However much there is to say about where it stands."""
    line = CaseLine(7, "word " * 600, Say("command.case", {"case": "word " * 390}), NOW, CARD)
    drawn = answers.draw(CaseView(line, None, 0, (), (), (), ()), PEN, 1)
    assert drawn
    assert drawn.content.endswith(PEN.timed("command.due", due=NOW))


@RELAXED
@given(NASTY, COUNTS)
def test_any_message_fits(text: str, count: int) -> None:
    """Messages, the question which case, a voter's word, the support contact's line."""
    say = Say("command.case", {"case": text})
    cases = tuple((number, text) for number in range(1, count + 2))
    for drawn in (
        messages.message(MessageView(ANN, say), PEN, EFFECT),
        messages.answer(AnswerView(ANN, "token", NOW, say, "report1"), PEN, EFFECT),
        messages.voter(VoterView(ANN, CARD, 7, say), PEN, 1, EFFECT),
        messages.support(SupportView(7, say), PEN, EFFECT),
        messages.which(WhichView(ANN, "message1", CARD, cases), PEN, EFFECT),
    ):
        assert Held(drawn).faults() == []
        assert EFFECT in {custom_ids.effect_of(getattr(item, "custom_id", None)) for item in drawn.items}


def test_a_card_says_what_a_moderator_needs() -> None:
    """The work, the questions, the reactions in words and in their order, by when, what is missing; the button."""
    drawn = drawn_card()
    text = "\n".join(Held(drawn).texts())
    assert drawn.content == "Case 7: a listing to look at"
    assert text.index("🎨 Keep it") < text.index("💬 Ask the artist")
    assert all(each.question in text for each in POLICY.considerations)
    assert f"<t:{int((NOW + timedelta(days=7)).timestamp())}:R>" in text
    assert "What did you notice?" in text
    assert drawn.embeds[0].url == "https://gallery.example/listing/7"
    assert drawn.embeds[0].image.url == f"attachment://{drawn.pictures[0].name}"
    assert drawn.pictures
    assert drawn.pictures[0].alt == "Contact sheet of the listing “Dusk”. A: Dusk, B: Dusk."


def test_a_reply_card_shows_before_and_after() -> None:
    """What was asked, what was answered, both pictures in words; the letters of both can be chosen."""
    drawn = drawn_card(kind=RoundKind.REPLY)
    text = "\n".join(Held(drawn).texts())
    assert PEN.text("card.asked") in text
    assert "What the artist answered" in text
    assert drawn.pictures
    assert "What came instead: E: Dusk" in drawn.pictures[0].alt
    opened = custom_ids.read(getattr(drawn.items[0], "custom_id", ""))
    assert opened == custom_ids.OpenObservation(7, 1, ("A", "B", "E"), EFFECT)


def test_a_reply_without_words_says_so() -> None:
    """An empty place would look like a fault."""
    view = replace(card(kind=RoundKind.REPLY), answer=(), after=())
    drawn = cards.draw(view, PEN, POLICY.reactions, cards.Sheets(), EFFECT)
    assert "No words came with it." in (drawn.embeds[0].description or "")


@pytest.mark.parametrize("kind", [RoundKind.ACTION, RoundKind.APPEAL])
def test_rounds_without_a_concern_ask_for_no_sentence(kind: RoundKind) -> None:
    """Where nobody is to write anything the button shows the case."""
    drawn = drawn_card(kind=kind)
    texts = "\n".join(Held(drawn).texts())
    assert "Show the case" in texts
    assert "What did you notice?" not in texts


def test_a_finished_card_is_a_line() -> None:
    """No picture, no embed, no button; an edit takes them away: many such lines stand in the channel."""
    drawn = cards.draw(replace(card(over=True), card=CARD), PEN, POLICY.reactions, cards.Sheets(), EFFECT)
    assert drawn.content == "Case 7 · Dusk · Case Dusk Case Dusk"
    assert drawn.edit() == {"content": drawn.content, "embeds": [], "attachments": [], "view": None}
    decided = cards.draw(replace(card(over=True), status=()), PEN, POLICY.reactions, cards.Sheets(), EFFECT)
    assert decided.content == "Case 7 · Dusk · This question is decided."


def test_links_that_are_none_are_not_drawn() -> None:
    """Discord refuses a message whose embed leads nowhere."""
    drawn = cards.draw(replace(card(), url="javascript:alert(1)"), PEN, POLICY.reactions, cards.Sheets(), EFFECT)
    assert drawn.embeds[0].url is None
    assert drawn.embeds[0].image.url is None


def test_the_notice_says_all_that_it_must() -> None:
    """In its words alone, for those who see no embeds; the picture with its alt text beside it."""
    drawn = notices.draw(notice(), PEN, b"jpeg", EFFECT)
    for part in (
        PEN.text("notice.greeting", title="Dusk"),
        "“Dusk” (on A, B)",
        "no visible artistic intention",
        PEN.text("notice.may_be_mistake"),
        PEN.text("notice.answer_with"),
        "“removed”",
        "“not mine”",
        f"<t:{int((NOW + timedelta(days=14)).timestamp())}:f>",
        PEN.text("notice.nothing_now"),
        "case 7",
    ):
        assert part in drawn.content
    assert "version 2026-11" in "\n".join(Held(drawn).texts())
    assert drawn.pictures
    assert drawn.pictures[0].alt == "The media in question, from your listing “Dusk”. A: Dusk, B: Dusk (video)."
    again = notices.draw(notice(question=2), PEN, None, EFFECT)
    assert again.content.startswith(PEN.text("notice.greeting_again", title="Dusk"))


def test_a_long_finding_stands_in_the_embed() -> None:
    """Nothing of what must be said gives way to it."""
    drawn = notices.draw(notice("word " * 55, count=6), PEN, None, EFFECT)
    assert PEN.text("notice.noticed_below") in drawn.content
    assert PEN.text("notice.nothing_now") in drawn.content
    assert "case 7" in drawn.content
    assert (drawn.embeds[0].description or "").count("• “word") == 6


def test_nothing_to_say_is_nothing() -> None:
    """Silent and Deferred draw nothing."""
    assert answers.draw(Silent(), PEN, 1) is None
    assert answers.draw(Deferred(), PEN, 1) is None


def test_an_empty_list_says_so() -> None:
    """Also one's own cases, where that is what shows a forged notice."""
    drawn = answers.draw(Listed(Say("command.case", {"case": 1}), ()), PEN, 1)
    assert drawn
    assert drawn.embeds[0].description == "None at the moment."
    mine = answers.draw(MyCases(()), PEN, 1)
    assert mine
    assert "not from us" in mine.content


def test_a_long_list_counts_the_rest_and_links_to_cards() -> None:
    """A list is for reading."""
    line = CaseLine(7, "Dusk", Say("command.case", {"case": "open"}), None, CARD)
    drawn = answers.draw(Listed(Say("command.case", {"case": 1}), (line,) * 20), PEN, 1)
    assert drawn
    assert "[Case 7](https://discord.com/channels/1/2/3) · Dusk · Case open" in (drawn.embeds[0].description or "")
    assert (drawn.embeds[0].description or "").endswith("`/case list` with a few words of a title finds them")


async def test_the_report_form_is_one_that_discord_takes() -> None:
    """Five items; the descriptions say what a reporter must know; the limits are the policy's."""
    form = forms.report(POLICY, PEN, "https://gallery.example/listing/7").to_dict()
    assert len(form["components"]) == 5
    assert len(form["title"]) <= 45
    about = " ".join(each["description"] for each in form["components"])
    assert "AI is in itself no ground" in about
    assert "you give up your vote" in about
    assert all(len(each["label"]) <= 45 and len(each["description"]) <= 100 for each in form["components"])
    assert form["components"][0]["component"]["value"] == "https://gallery.example/listing/7"
    words = form["components"][3]["component"]
    assert (words["min_length"], words["max_length"]) == POLICY.limits.report


async def test_the_form_for_process_notes_is_one_that_discord_takes() -> None:
    """A link and words, of the lengths that the policy sets."""
    form = forms.notes(POLICY, PEN).to_dict()
    assert form["custom_id"] == "notes"
    assert len(form["title"]) <= 45
    assert all(len(each["label"]) <= 45 and len(each["description"]) <= 100 for each in form["components"])
    link, words = (each["component"] for each in form["components"])
    assert (link["custom_id"], words["custom_id"]) == (forms.LINK, forms.WORDS)
    assert (words["min_length"], words["max_length"]) == POLICY.limits.notes


@pytest.mark.parametrize(("letters", "kind"), [((), 4), (("A", "B"), 3)])
async def test_the_observation_form_offers_the_letters(letters: tuple[str, ...], kind: int) -> None:
    """A choice where they fit, a line where they do not, nothing where there is but one."""
    form = forms.observation(custom_ids.OpenObservation(7, 1, letters, "e"), POLICY, PEN).to_dict()
    assert form["custom_id"] == "saw:7:1"
    assert form["components"][2]["component"]["type"] == kind
    one = forms.observation(custom_ids.OpenObservation(7, 1, ("A",), "e"), POLICY, PEN).to_dict()
    assert len(one["components"]) == 2


def test_no_edge_sentence_is_cut_on_its_surface() -> None:
    """Labels, descriptions, titles and buttons are as long as they may be, and no longer."""
    texts = PEN.texts.sentences
    assert [key for key in texts if key.startswith("button.") and len(texts[key]) > 80] == []
    assert [key for key in texts if key.startswith("form.") and len(texts[key]) > 100] == []
    labels = [key for key in texts if key.startswith("form.") and not key.endswith("_about")]
    assert [key for key in labels if len(texts[key]) > 45] == []
    commands = ("report", "case_group", "case_show", "case_list", "case_next", "case_owner", "case_withdraw")
    described = (*commands, "case_number", "case_person", "case_reason", "my_case", "ai_policy")
    assert [key for key in described if len(texts[f"command.{key}"]) > 100] == []
    assert len(texts["command.report_menu"]) <= 32


def test_the_policys_sentences_fit_their_lists() -> None:
    """Legend, categories, statements."""
    for spoken in map(POLICY.speaking, languages()):
        assert all(len(each.sentence) <= 100 for each in spoken.categories)
        assert all(len(each.statement) <= 100 for each in spoken.considerations)


def test_who_wrote_to_the_artist() -> None:
    """The record of a case says which moderator wrote, as the chat shows people; of the other chat it says no more."""
    here, elsewhere = (PEN.written(Written("Words", by=Account(chat, "1"))) for chat in (Chat.DISCORD, Chat.SLACK))
    assert "<@1>" in here
    assert "1" not in elsewhere
    assert all(each.endswith("Words") for each in (here, elsewhere))
