"""Every button, menu and form, pressed and sent by everybody: also by those who were never shown it."""

from collections.abc import Iterator
from typing import NamedTuple, get_args

from handlers.discord import custom_ids as discord_ids
from handlers.shared.answering import FORMS, Way
from handlers.slack import custom_ids as slack_ids
from tests.stories.acting import TEXTS, Scene, says
from tests.stories.everybody import KOI, PEOPLE, SNOW, T, is_not_refused, is_refused, refusal
from tests.stories.forging import id_of, opens, presses, relabelled, written
from tests.stories.hand import Form, Hand, Seen
from tests.stories.trying import FILLED

FREE = frozenset({"ShowMyCases", "ShowPolicy", "WriteHere"})
RANKED = {"ShowNext": "looking", "OpenCase": "showing"}
THEIRS = frozenset({"ShowStatement", "Answer"})
ASKED = frozenset({"WhichCase", "GoOn"})
"""They answer what one person was asked; `test_bad_links` presses 'Report anyway' for another."""
OPENING = {"OpenObservation": "ObservationForm", "OpenAppeal": "AppealForm"}
"""Buttons that open a form for everybody; who may send it is looked at when it comes."""
ANSWERING = frozenset({"AnswerForm"})
TYPED = frozenset({"ReportForm", "NotesForm", "ReplyForm"})
"""Forms that commands open: they are tried with those."""
LEADING_AWAY = frozenset({"Link"})
KNOWN = {*FREE, *RANKED, *THEIRS, *ASKED, *OPENING, *OPENING.values(), *ANSWERING, *TYPED, *LEADING_AWAY}

GARBAGE = ("🎨", "none", "see:x:1:A:e1", "answer:1:all", "case:1:e1:e1:e1", "statement:-1", "saw:1:1", "x" * 99)
"""Not ours, of no version of ours, or nothing that could be pressed."""
UNSENT = ("🎨", "none", "saw:1", "answered:1:all", "appealed:one", "mine:e1", "see:1:1:A:e1", "sees:1:1:A", "x" * 99)
"""Not ours, of no version of ours, or nothing that could be sent."""
MISSING = 99
ANOTHERS = {"ines": SNOW, "mo": KOI}
"""The cases of another, for those who have one of their own."""
CHOOSE = TEXTS["notice.which_choose"]


class Press(NamedTuple):
    """A button as somebody presses it, or what they choose, and the sentence that they hear."""

    id: str
    key: str
    chosen: str = ""


def every_id_was_thought_of() -> None:
    """Each id that something of ours can carry on either chat, and none that is gone."""
    both = [each.__name__ for ids in (discord_ids.CustomId, slack_ids.CustomId) for each in get_args(ids)]
    assert set(both) == KNOWN


async def page_of(hand: Hand) -> Seen:
    """Something that somebody alone sees, where everybody is: for them to press on what it does not show."""
    return await hand.runs("ai-policy")


async def refused_presses(scene: Scene, question: Seen | None = None) -> None:
    """What is for others is refused. Until notices have gone out, and one was asked about them, all is another's."""
    for name, somebody in PEOPLE.items():
        hand = scene.who(name)
        page, case = await page_of(hand), (ANOTHERS if question else {}).get(name, somebody.case)
        for press in [*_of_rank(hand), *_of_notice(hand, case), *_of_question(hand, question)]:
            is_refused(await presses(hand, press.id, page, press.chosen), press.key, (name, press))
        await _refused_forms(hand, page, case)


def _of_rank(hand: Hand) -> Iterator[Press]:
    for thing, kind in RANKED.items():
        if key := refusal(hand.name, kind):
            yield Press(written(hand, thing, case=PEOPLE[hand.name].case), key)


def _of_notice(hand: Hand, case: int) -> Iterator[Press]:
    yield Press(written(hand, "ShowStatement", case=case), T)
    yield from (Press(written(hand, "Answer", case=case, way=way), T) for way in Way)


def _of_question(hand: Hand, question: Seen | None) -> Iterator[Press]:
    """Which of her cases ines means is for her to say, and another's is none of them."""
    if question:
        yield Press(id_of(CHOOSE, question), T, str(SNOW if hand.name == "ines" else KOI))
    yield Press(written(hand, "WhichCase", message="m1"), T, str(KOI))
    yield Press(written(hand, "GoOn", token="t1"), T)  # noqa: S106 - nobody's


async def _refused_forms(hand: Hand, page: Seen, case: int) -> None:
    if key := refusal(hand.name, "handling"):
        form = await opens(hand, written(hand, "OpenObservation", case=PEOPLE[hand.name].case), page)
        is_refused(await form.submits(FILLED["observation"]), key, hand.name)
    is_refused(await (await _any_form(hand, page, case)).submits(FILLED["appeal"]), "say.appeal_no_case", hand.name)
    form = relabelled(await _any_form(hand, page), written(hand, "AnswerForm", case=case))
    is_refused(await form.submits(FILLED["appeal"]), T, hand.name)


async def forged_ids(scene: Scene, card: Seen) -> None:
    """What nothing of ours could carry does nothing, whoever sends it; nor does a number that no case has."""
    going_on = written(scene.who("noor"), "GoOn", token="t1")  # noqa: S106 - nobody's
    is_refused(await presses(scene.who("noor"), going_on, card), T, "the card stays for others")
    for name in ("bob", "noor"):
        hand = scene.who(name)
        page = await page_of(hand)
        for id_ in GARBAGE:
            is_refused(await presses(hand, id_, page), "command.outdated", (name, id_))
        for id_ in UNSENT:
            form = relabelled(await _any_form(hand, page), id_)
            is_refused(await form.submits(FILLED["appeal"]), "command.outdated", (name, id_))
        is_refused(await presses(hand, written(hand, "WhichCase", message="m1"), page, "one"), "command.outdated", name)
    await _no_such_case(scene.who("noor"))


async def _no_such_case(hand: Hand) -> None:
    page = await page_of(hand)
    for press in (Press(written(hand, "OpenCase", case=MISSING), "say.no_such_case"), *_of_notice(hand, MISSING)):
        is_refused(await presses(hand, press.id, page), press.key, press)
    noticed = await opens(hand, written(hand, "OpenObservation", case=MISSING), page)
    is_refused(await noticed.submits(FILLED["observation"]), "say.no_such_case", "ObservationForm")
    for thing, key in (("ReplyForm", "say.no_such_case"), ("AppealForm", "say.appeal_no_case"), ("AnswerForm", T)):
        form = relabelled(await _any_form(hand, page), written(hand, thing, case=MISSING))
        is_refused(await form.submits(FILLED["appeal"]), key, thing)


async def _any_form(hand: Hand, page: Seen, case: int = KOI) -> Form:
    return await opens(hand, written(hand, "OpenAppeal", case=case), page)


async def allowed_presses(scene: Scene) -> None:
    """Whoever may press a button is not refused what it does; forms are sent where they are needed."""
    for name, somebody in PEOPLE.items():
        hand = scene.who(name)
        page = await page_of(hand)
        ranked = [thing for thing, kind in RANKED.items() if refusal(name, kind) is None]
        for thing in (*sorted(FREE), *ranked):
            told = await presses(hand, written(hand, thing, case=somebody.case), page)
            is_not_refused(told, (name, thing))


async def ways_of_answering(hand: Hand, case: int) -> None:
    """Each button of a notice is for whoever had it."""
    page = await page_of(hand)
    stated = await presses(hand, written(hand, "ShowStatement", case=case), page)
    assert says(stated.text, "statement.title", case=case)
    for way in sorted(FORMS):
        assert (await opens(hand, written(hand, "Answer", case=case, way=way), page)).kinds
    for way in sorted(set(Way) - FORMS, key=lambda way: way is Way.NOT_MINE):  # which then is theirs no more
        told = await presses(hand, written(hand, "Answer", case=case, way=way), page)
        is_not_refused(told, way)
