"""Drawings: within Slack's limits and without a ping whatever people wrote, and saying what must be said."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.config import languages
from bot.moderation.effects import Say
from bot.moderation.model import Account, Chat, MessageRef, RoundKind
from bot.moderation.views import (
    AnswerView,
    CaseLine,
    CaseView,
    Deferred,
    DigestView,
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
from handlers.slack import custom_ids
from handlers.slack.views import answers, cards, digests, forms, home, messages, notices
from handlers.slack.views.drawing import Drawn

from tests.edges.slack_values import as_files  # isort: skip
from tests.edges.slack_values import (
    ANN,
    CARD,
    GOES_ON,
    ME,
    NASTY,
    NOW,
    PEN,
    POLICY,
    RELAXED,
    WAY,
    Held,
    card,
    full_card,
    notice,
    words,
)

COUNTS = st.integers(min_value=0, max_value=16)
FILE = "F123456789"


def drawn_card(text: str = "Dusk", kind: RoundKind = RoundKind.LISTING, count: int = 2, *, over: bool = False) -> Drawn:
    """A card, drawn."""
    return cards.draw(
        card(text, kind, count, over=over),
        PEN,
        POLICY.reactions,
        cards.Sheets() if over else cards.Sheets(cards.Sheet(b"jpeg")),
    )


def faults(drawn: Drawn) -> list[str]:
    """What Slack would hold against it."""
    parts = drawn.parts(as_files(drawn, FILE))
    return [*Held(parts["blocks"]).faults(), *([] if 1 <= len(parts["text"].encode()) <= 4000 else ["text"])]


@RELAXED
@given(NASTY, st.sampled_from(RoundKind), COUNTS, st.booleans())
def test_any_card_fits(text: str, kind: RoundKind, count: int, over: bool) -> None:
    """Whatever the listing, the reply and the status say; in one message with its pictures, and nothing is left out."""
    sheets = cards.Sheets() if over else cards.Sheets(cards.Sheet(b"jpeg", b"veil"), cards.Sheet(b"strip"))
    drawn = cards.draw(full_card(text, kind, count, over=over), PEN, POLICY.reactions, sheets)
    assert faults(drawn) == []
    assert drawn.fits


def test_what_was_seen_before_is_on_the_sheet_alone() -> None:
    """It hangs beside a work of the listing, by its marked letter; nobody can write a concern about it."""
    view = card()
    [own, *rest] = view.media
    view = replace(view, hung=(own, replace(own, letter="A?", name=""), *rest))
    drawn = cards.draw(view, PEN, POLICY.reactions, cards.Sheets(cards.Sheet(b"jpeg")))
    assert "A?" in drawn.pictures[0].alt
    assert "A?" not in repr(drawn.rest)


@pytest.mark.parametrize("kind", [RoundKind.LISTING, RoundKind.REPLY])
def test_the_fullest_card_still_asks_its_question(kind: RoundKind) -> None:
    """However much stands beside the listing: what the reactions mean, until when, where it stands; and the button."""
    view = full_card("word " * 2000, kind, 26)
    sheets = cards.Sheets(cards.Sheet(b"jpeg", b"veil1"), cards.Sheet(b"strip", b"veil2"))
    drawn = cards.draw(view, PEN, POLICY.reactions, sheets)
    assert faults(drawn) == []
    said = words(drawn)
    assert PEN.text("card.shortened", case=7) in said
    for key in ("legend", "legend_concern", "deadline", "waits", "status", "facts", "notes", "seen", "questions"):
        assert PEN.text(f"card.{key}") in said, key
    assert all(line.label in said for line in view.legend)
    blocks = drawn.parts(as_files(drawn))["blocks"]
    assert [each["type"] for each in blocks].count("image") == 2
    assert [each["type"] for each in blocks].count("actions") == 1


@pytest.mark.parametrize("kind", [RoundKind.REPLY, RoundKind.APPEAL])
def test_a_long_answer_has_most_of_its_card(kind: RoundKind) -> None:
    """What else there is to judge by is whole; the answer has the rest of the room, and ends with where it is whole."""
    answer, most = [f"word{number}." for number in range(2000)], 600
    view = replace(card("Dusk", kind), answer=(Written(" ".join(answer)),))
    drawn = cards.draw(view, PEN, POLICY.reactions, cards.Sheets(cards.Sheet(b"jpeg")))
    assert faults(drawn) == []
    assert all(each in words(drawn) for each in (*answer[:most], PEN.text("card.cut", case=7)))
    assert all(line.label in words(drawn) for line in view.legend)
    view = replace(view, answer=(Written(" ".join(answer[:most])),))
    whole = cards.draw(view, PEN, POLICY.reactions, cards.Sheets(cards.Sheet(b"jpeg")))
    assert all(each in words(whole) for each in answer[:most])
    assert not [key for key in ("card.cut", "card.shortened") if PEN.text(key, case=7) in words(whole)]


@RELAXED
@given(NASTY, st.sampled_from(RoundKind), COUNTS)
def test_the_brief_card_is_far_from_any_limit(text: str, kind: RoundKind, count: int) -> None:
    """What goes out where Slack refuses the card itself; a vote can be cast by it all the same."""
    view = full_card(text, kind, count)
    drawn = cards.draw(view, PEN, POLICY.reactions, cards.Sheets(cards.Sheet(b"jpeg")))
    assert drawn.brief
    brief = drawn.brief()
    assert Held(brief.parts(as_files(brief))["blocks"], together=10_000).faults() == []
    assert brief.fits
    assert all(line.label in words(brief) for line in view.legend)


def test_a_blurred_picture_says_where_the_clear_one_is() -> None:
    """Slack has no spoilers: the copy stands on the card, the picture in its thread."""
    sheets = cards.Sheets(cards.Sheet(b"jpeg", b"veil1"), cards.Sheet(b"strip", b"veil2"))
    for drawn, count in (
        (cards.draw(card(), PEN, POLICY.reactions, sheets), 2),
        (cards.draw(card(), PEN, POLICY.reactions, cards.Sheets(cards.Sheet(b"jpeg"), cards.Sheet(b"strip"))), 0),
    ):
        assert words(drawn).count(PEN.text("card.blurred")) == count
        assert [each.shown.data != each.data for each in drawn.pictures] == [count > 0] * 2


@RELAXED
@given(NASTY, COUNTS)
def test_any_notice_fits(text: str, count: int) -> None:
    """Whatever was noticed, and however often; what we say is never cut off by what they say."""
    drawn = notices.draw(notice(text, count), PEN, b"jpeg")
    assert faults(drawn) == []
    assert drawn.fits
    for said in (words(drawn), drawn.parts()["text"]):
        assert PEN.text("notice.nothing_now") in said


def test_a_long_notice_says_where_the_whole_is() -> None:
    """What was noticed gives way, not what we say; the full statement has all of it."""
    long = notices.draw(notice("A sentence of a moderator. " * 11, 60), PEN, b"jpeg")
    assert PEN.text("notice.cut") in words(long)
    assert PEN.text("notice.cut") not in words(notices.draw(notice("A sentence of a moderator. " * 11, 16), PEN, None))


@RELAXED
@given(NASTY, COUNTS)
@example("word " * 600, 0)
def test_any_answer_fits(text: str, count: int) -> None:
    """Lists, cases, one's own cases, the policy; the App Home."""
    say = Say("command.case", {"case": text})
    line = CaseLine(7, text, say, NOW, CARD)
    statements = (Statement(text, (text,), ("A",)),) * count
    mine = MyCases(
        (MyCaseView(7, text, "https://gallery.example/7", say, statements, NOW, versions(text, text)),) * count
    )
    policy = PolicyView(text, (text,) * count, (text,), (text,), text)
    written = (Written(text), Written(text, say)) * count
    for answer in (
        Said(say),
        Listed(say, (line,) * count),
        replace(
            CaseView(line, text, 3, (line,) * count, statements, (HistoryLine(NOW, say),) * count, written),
            said=(say,) * count,
            crowd=say,
        ),
        Linked(say),
        mine,
        replace(mine, hint=say, here=True),
        policy,
    ):
        drawn = answers.draw(answer, PEN, ME)
        assert drawn
        assert Held.pages(drawn) == []
        assert all(1 <= len(page["text"].encode()) <= 4000 for page in drawn.pages(GOES_ON))
    assert Held(home.draw(mine, policy, PEN)["blocks"], most=100, together=math.inf).faults() == []


def test_a_home_holds_what_slack_takes() -> None:
    """A view is refused above a size: then the oldest cases are left out, rather than all of it."""
    statements = (Statement("墨" * 300, ("墨" * 100,), ("A",)),) * 8
    say = Say("command.case", {"case": 7})
    mine = MyCases(tuple(MyCaseView(n, "墨", None, say, statements, NOW, versions("1", "1")) for n in range(1, 16)))
    view = home.draw(mine, Silent(), PEN)
    assert len(json.dumps(view)) < 250_000
    assert "Case 15" in json.dumps(view)
    assert "Case 1 " not in json.dumps(view)


def test_when_a_case_is_due_is_never_cut() -> None:
    """However much there is to say about where it stands."""
    line = CaseLine(7, "word " * 600, Say("command.case", {"case": "<" * 495, "more": "<"}), NOW, CARD)
    drawn = answers.draw(CaseView(line, None, 0, (), (), (), ()), PEN, ME)
    assert drawn
    assert drawn.top[0]["text"]["text"].endswith(PEN.timed("command.due", due=NOW))


@RELAXED
@given(NASTY, COUNTS)
def test_any_message_fits(text: str, count: int) -> None:
    """Messages, the question which case, a voter's word, the support contact's line."""
    say = Say("command.case", {"case": text})
    cases = tuple((number, text) for number in range(1, count + 2))
    for drawn in (
        messages.message(MessageView(ANN, say), PEN),
        messages.answer(AnswerView(ANN, "token", NOW, say, "report1"), PEN),
        messages.voter(VoterView(ANN, CARD, 7, say), PEN, ME),
        messages.support(SupportView(7, say), PEN),
        messages.which(WhichView(ANN, "message1", CARD, cases), PEN),
        messages.which(WhichView(ANN, "message1", CARD, cases * 9), PEN),
    ):
        assert faults(drawn) == []


@settings(RELAXED, max_examples=25)
@given(NASTY, COUNTS)
def test_any_digest_fits(text: str, count: int) -> None:
    """However much waits: something of every kind of it is named, and the button is there."""
    say = Say("command.case", {"case": text})
    lines = (CaseLine(7, text, say, NOW, CARD),) * (count + 1)
    headings = [Say(f"say.digest_{each}") for each in ("due", "votes", "questions", "owner", "unreached")]
    drawn = digests.draw(DigestView(Chat.SLACK, tuple(Listed(each, lines) for each in headings)), PEN, ME)
    assert faults(drawn) == []
    assert drawn.fits
    assert all(PEN.say(each) in words(drawn) for each in headings)


def test_a_card_says_what_a_moderator_needs() -> None:
    """The work, the questions, the reactions in words and in their order, by when, what is missing; the button."""
    drawn = drawn_card()
    text = words(drawn)
    assert "Case 7: a listing to look at" in text
    assert text.index(":art: Keep it") < text.index(":speech_balloon: Ask the artist")
    assert all(each.question in text for each in POLICY.considerations)
    assert "<!date^" in text
    assert "<https://gallery.example/listing/7|Dusk>" in text
    blocks = drawn.parts(as_files(drawn, FILE))["blocks"]
    [image] = [each for each in blocks if each["type"] == "image"]
    assert image["slack_file"] == {"id": FILE}
    assert image["alt_text"] == "Contact sheet of the listing “Dusk”. A: Dusk, B: Dusk."
    assert blocks.index(image) < len(blocks) - 3
    assert custom_ids.read(blocks[-1]["elements"][0]["action_id"]) == custom_ids.OpenObservation(7, 1, ("A", "B", "E"))
    assert [each for each in drawn.parts()["blocks"] if each["type"] == "image"] == []


def test_a_reply_card_shows_before_and_after() -> None:
    """What was asked, what was answered, both pictures in words."""
    drawn = drawn_card(kind=RoundKind.REPLY)
    assert PEN.text("card.asked") in words(drawn)
    assert "What the artist answered" in words(drawn)
    assert drawn.pictures
    assert "What came instead: E: Dusk" in drawn.pictures[0].alt
    bare = cards.draw(replace(card(kind=RoundKind.REPLY), answer=(), after=()), PEN, POLICY.reactions, cards.Sheets())
    assert "No words came with it." in words(bare)


@pytest.mark.parametrize("kind", [RoundKind.ACTION, RoundKind.APPEAL])
def test_rounds_without_a_concern_ask_for_no_sentence(kind: RoundKind) -> None:
    """What nobody is to write has no button."""
    assert "What did you notice?" not in words(drawn_card(kind=kind))


def test_a_finished_card_is_a_line() -> None:
    """No picture, no button."""
    drawn = drawn_card(over=True)
    assert drawn.text == "Case 7 · Dusk · Case Dusk Case Dusk"
    assert [each["type"] for each in drawn.parts(as_files(drawn, FILE))["blocks"]] == ["section"]
    decided = cards.draw(replace(card(over=True), status=()), PEN, POLICY.reactions, cards.Sheets())
    assert decided.text == "Case 7 · Dusk · This question is decided."


@pytest.mark.parametrize("url", ["javascript:alert(1)", None, "https://a.b/|c", "https://a.b/" + "x" * 600])
def test_links_that_are_none_are_not_drawn(url: str | None) -> None:
    """The title stands without."""
    assert PEN.linked("Dusk", url) == "Dusk"


def test_the_notice_says_all_that_it_must() -> None:
    """In words, also where it is read aloud; the picture with its alt text beside it."""
    drawn = notices.draw(notice(), PEN, b"jpeg")
    for part in (
        PEN.text("notice.greeting", title="Dusk"),
        "“Dusk” (on A, B)",
        "no visible artistic intention",
        PEN.text("notice.may_be_mistake"),
        PEN.text("notice.answer_with"),
        "<!date^",
        PEN.text("notice.nothing_now"),
        "case 7",
        "version 2026-11",
    ):
        assert part in words(drawn)
        assert part in drawn.text
    assert drawn.pictures
    assert drawn.pictures[0].alt == "The media in question, from your listing “Dusk”. A: Dusk, B: Dusk (video)."
    again = notices.draw(notice(question=2), PEN, None)
    assert again.text.startswith(PEN.text("notice.greeting_again", title="Dusk"))


def test_nothing_to_say_is_nothing() -> None:
    """And what follows later says so."""
    assert answers.draw(Silent(), PEN, ME) is None
    moment = answers.draw(Deferred(), PEN, ME)
    assert moment
    assert moment.text.startswith("One moment")


def test_an_empty_list_says_so() -> None:
    """Also one's own cases, where that is what shows a forged notice."""
    drawn = answers.draw(Listed(Say("command.case", {"case": 1}), ()), PEN, ME)
    assert drawn
    assert "None at the moment." in words(drawn)
    mine = answers.draw(MyCases(()), PEN, ME)
    assert mine
    assert "not from us" in mine.text
    assert home.draw(Silent(), Silent(), PEN)["blocks"] == []


def test_a_long_list_counts_the_rest_and_links_to_cards() -> None:
    """A list is for reading; a card on another chat has no address here."""
    line = CaseLine(7, "Dusk", Say("command.case", {"case": "open"}), None, CARD)
    drawn = answers.draw(Listed(Say("command.case", {"case": 1}), (line,) * 20), PEN, ME)
    assert drawn
    address = "https://salon.slack.example/archives/C2/p1700000000000100"
    assert f"<{address}|Case 7> · Dusk · Case open" in words(drawn)
    assert "and 5 more" in words(drawn)
    other = MessageRef(Chat.DISCORD, "1", "2")
    listed = answers.draw(Listed(Say("command.case", {"case": 1}), (replace(line, card=other),)), PEN, ME)
    assert listed
    assert "<" not in words(listed)
    assert "Go to the card" not in words(messages.voter(VoterView(ANN, other, 7, line.status), PEN, ME))


def test_the_report_form_is_one_that_slack_takes() -> None:
    """Five fields; the hints say what a reporter must know; the limits are the policy's."""
    form = forms.report(POLICY, PEN, WAY, "https://gallery.example/listing/7")
    assert len(form["blocks"]) == 5
    assert len(form["title"]["text"]) <= 24
    hints = " ".join(each["hint"]["text"] for each in form["blocks"])
    assert "AI is in itself no ground" in hints
    assert "you give up your vote" in hints
    assert form["blocks"][0]["element"]["initial_value"] == "https://gallery.example/listing/7"
    told = form["blocks"][3]["element"]
    assert (told["min_length"], told["max_length"]) == POLICY.limits.report
    assert [each["optional"] for each in form["blocks"]] == [True, True, False, False, True]
    assert form["blocks"][4]["element"] == {"type": "file_input", "max_files": 10, "action_id": "files"}
    assert forms.fault({"blocks": form["blocks"]}, "no") == {"link": "no"}
    assert forms.fault({}, "no") == {"link": "no"}


def test_the_form_for_process_notes_is_one_that_slack_takes() -> None:
    """A link, filled in where it was typed with the command, and words, of the lengths that the policy sets."""
    form = forms.notes(POLICY, PEN, WAY, "https://gallery.example/listing/7")
    assert (form["callback_id"], len(form["title"]["text"]) <= 24) == ("notes", True)
    link, told = (each["element"] for each in form["blocks"])
    assert link["initial_value"] == "https://gallery.example/listing/7"
    assert (told["min_length"], told["max_length"]) == POLICY.limits.notes
    assert [each["optional"] for each in form["blocks"]] == [False, False]


@pytest.mark.parametrize(("letters", "kind"), [((), "plain_text_input"), (("A", "B"), "multi_static_select")])
def test_the_observation_form_offers_the_letters(letters: tuple[str, ...], kind: str) -> None:
    """A choice where they fit, a line where they do not, nothing where there is but one."""
    form = forms.observation(custom_ids.OpenObservation(7, 1, letters), POLICY, PEN, WAY)
    assert form["callback_id"] == "saw:7:1"
    assert form["blocks"][2]["element"]["type"] == kind
    one = forms.observation(custom_ids.OpenObservation(7, 1, ("A",)), POLICY, PEN, WAY)
    assert len(one["blocks"]) == 2


def test_no_edge_sentence_is_cut_on_its_surface() -> None:
    """Titles, buttons, headings and options are as long as they may be, and no longer."""
    sentences = PEN.texts.sentences
    assert [key for key in sentences if key.startswith("button.") and len(sentences[key]) > 75] == []
    assert [key for key in sentences if key.startswith("card.heading_") and len(sentences[key]) > 140] == []
    for key, most in (("report_title", 24), ("notice_title", 24), ("notes_title", 24), ("send", 24), ("cancel", 24)):
        assert len(sentences[f"form.{key}"]) <= most
    assert len(sentences["command.report_menu"]) <= 24
    for spoken in map(POLICY.speaking, languages()):
        assert all(len(each.sentence) <= 75 for each in spoken.categories)
        assert all(len(each.statement) <= 75 for each in spoken.considerations)


def test_who_wrote_to_the_artist() -> None:
    """The record of a case says which moderator wrote, as the chat shows people; of the other chat it says no more."""
    here, elsewhere = (PEN.written(Written("Words", by=Account(chat, "U1"))) for chat in (Chat.SLACK, Chat.DISCORD))
    assert "<@U1>" in here
    assert "U1" not in elsewhere
    assert all(each.endswith("Words") for each in (here, elsewhere))
