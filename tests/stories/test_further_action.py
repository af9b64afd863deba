"""What follows where a question was not settled: unlisted, repaired, appealed, overturned, a second time."""

import json
import re
from datetime import timedelta
from typing import Any

from click.testing import CliRunner

from bot.cli import main
from bot.sandbox.gallery import Work
from tests.stories.acting import ACCEPT, DAY, REFUSE, SENTENCE, TEXTS, Scene, mixed, says, team
from tests.stories.hand import Seen

pytestmark = mixed

NONE, UNLIST, WARN, PAUSE = "✋", "🙈", "📝", "⏸️"
OVERTURN, STANDS = "↩️", "⚖️"
WHY = "The sheet shows no fins at all; what became of them?"
OTHER_FISH = "The drawing shows another fish than the picture."
MINE = "I inked every fin by hand, and my sketchbook shows it."
HALF_A_YEAR = 181 * DAY


def action_card(scene: Scene) -> Seen:
    """The newest card that asks what follows."""
    return [each for each in scene.cards if says(each.text, "card.heading_action")][-1]


def appeal_card(scene: Scene) -> Seen:
    """The newest card about an appeal."""
    return [each for each in scene.cards if says(each.text, "card.heading_appeal")][-1]


KOI, SNOW = 1, 2
"""Pictures that look like nothing else."""


def hung(scene: Scene, *seeds: int) -> list[Work]:
    """These pictures, for a listing."""
    return [Work(f"{seed}.jpg", scene.picture(seed=seed).data) for seed in seeds]


async def refused(scene: Scene, title: str = "Neon Koi", *seeds: int) -> Seen:
    """A listing of today is asked about, the answer refused: the card that asks what follows."""
    works = hung(scene, *(seeds or (KOI,)))
    shown = await scene.report("alice", scene.listing(title, works, listed_at=scene.clock.now()).url)
    assert says(shown.text, "say.report_taken"), shown.text
    card = scene.card(title)
    assert says(card.text, "say.card_seen_unlisted", letters="B", other=1) is (KOI in seeds)
    await scene.ask(card)
    await scene.writes("ines", MINE, reply_to=scene.who("ines").inbox[-1])
    card = scene.reply_card
    await scene.vote("mo kai", REFUSE, card)
    await scene.note("mo", card, WHY)
    await scene.decide()
    return action_card(scene)


async def followed(scene: Scene, choice: str, title: str = "Neon Koi") -> str:
    """The same, and mo and kai decide what follows: what ines is told."""
    await scene.vote("mo kai", choice, await refused(scene, title))
    await scene.decide()
    return scene.told("ines")


async def appeals(scene: Scene, words: str = MINE) -> None:
    """Ines presses the button under the statement of reasons."""
    ines = scene.who("ines")
    form = await ines.presses("Appeal", ines.inbox[-1])
    shown = await form.submits({"What should others know?": words})
    await scene.settle()
    assert says(ines.latest(shown).text, "say.appeal_taken")


async def statement(scene: Scene) -> str:
    """The full statement, by the button of the notice that ines had first."""
    ines, full = scene.who("ines"), TEXTS["button.statement"]
    notice = next(each for each in ines.inbox if full in each.buttons)
    shown = await ines.clicks(full, notice)
    await scene.settle()
    return ines.latest(shown).text


def reference(stated: str) -> str:
    """What a statement goes by, outside."""
    found = re.search(r"reference (\w+)", stated)
    assert found
    return found[1]


def exported(scene: Scene, *options: str) -> list[dict[str, Any]]:
    """What whoever runs the bot hands in to the transparency database."""
    ended = CliRunner(env=scene.on.environment).invoke(main, ["statements", "export", *options])
    assert ended.exit_code == 0, ended.output
    return [json.loads(line) for line in ended.output.splitlines()]


async def asks_how_to_repair(scene: Scene, card: Seen) -> None:
    """A question begins no vote: it goes below the last card, and what moderators say comes back."""
    await scene.writes("ines", "Hello! How can I repair it?")
    assert says(scene.told("ines"), "say.member_question_passed", title="Neon Koi")
    assert says(scene.ours.below(card)[-1].text, "say.thread_asked", case=1)
    await scene.commands("mo", "case message", number=1, words="A photo of the sketch would do.")
    assert "A photo of the sketch would do." in scene.told("ines")
    assert not any(says(each.text, "card.heading_reply") for each in scene.cards)


async def asks_for_more_time(scene: Scene) -> None:
    """Nor does that, whatever the reason: it is answered in words."""
    for words in ("More time please.", "I need more time, my scanner broke."):
        await scene.writes("ines", words)
        assert says(scene.told("ines"), "say.more_time_repair", case=1)
    assert not any(says(each.text, "card.heading_reply") for each in scene.cards)


async def test_unlisted_and_repaired(scene: Scene) -> None:
    """Nothing but the listing is at stake the first time; the platform unlists it, and lists it again once repaired."""
    card = await refused(scene)
    asked = await statement(scene)
    assert says(asked, "statement.about", case=1)
    assert says(asked, "statement.weighed_refuse")
    assert set(card.reactions) == {NONE, UNLIST}
    assert says(card.text, "say.record_only_listing")
    assert all(each in card.text for each in (MINE, SENTENCE, WHY))
    await scene.vote("mo kai", UNLIST, card)
    await scene.decide()
    told = scene.told("ines")
    assert says(told, "say.member_unlisted", title="Neon Koi", sentences=f"“{SENTENCE}” “{WHY}”")
    assert scene.who("ines").inbox[-1].buttons[0] == "Appeal"
    assert says(card.text, "say.card_decided_unlist")
    assert says(card.text, "say.status_unlisted")
    assert says(scene.told("alice"), "say.reporter_closed", case=1)
    again = await scene.report("bob", scene.on.gallery.listings[0].url)
    assert says(again.text, "say.report_decided")
    shown = await scene.commands("ines", "my-case")
    assert says(shown.text, "say.my_standing_unlist", case=1)
    assert says(shown.text, "say.my_case_unlisted")
    stated = await statement(scene)
    assert says(stated, "statement.about_action", case=1, reference=reference(asked))
    assert says(stated, "statement.rule_listing", count=2)
    assert says(stated, "statement.rule_action", count=2, quorum=2)
    assert says(stated, "statement.outcome_unlist")
    assert says(stated, "statement.contest_appeal")
    [handed_in] = exported(scene)
    assert handed_in["puid"] == reference(stated)
    assert handed_in["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_DISABLED"]
    await asks_how_to_repair(scene, card)
    await asks_for_more_time(scene)
    await scene.writes("ines", "Here is how the fins were drawn.")
    repair = scene.reply_card
    assert "my scanner broke" in repair.text
    await scene.vote("mo kai", REFUSE, repair)
    await scene.note("kai", repair, OTHER_FISH)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_repair_refused")
    assert says(repair.text, "say.status_unlisted")
    stated = await statement(scene)
    assert [each in stated for each in (SENTENCE, WHY, OTHER_FISH)] == [True, True, False]
    await scene.writes("ines", "It is this one.", [scene.picture()])
    await scene.vote("kai", ACCEPT, scene.reply_card)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_repaired", title="Neon Koi")
    assert says(await statement(scene), "statement.outcome_undone")
    assert says((await scene.commands("ines", "my-case")).text, "say.my_standing_none")
    assert len(scene.heard("alice")) == 1


async def test_what_is_said_during_the_vote(scene: Scene) -> None:
    """What the artist adds while others vote on what follows is on the card, with its picture, and ballots stand."""
    card = await refused(scene)
    await scene.vote("mo", NONE, card)
    await scene.writes("ines", "Here are the fins in pencil.", [scene.picture("pencil.jpg")])
    await scene.writes("ines", "Did you see the sketchbook?")
    assert all(each in card.text for each in (MINE, "Here are the fins in pencil.", "Did you see the sketchbook?"))
    assert "pencil.jpg" in card.pictures[0].alt
    [line] = scene.ours.below(card)
    assert says(line.text, "say.thread_asked", case=1, message="Did you see the sketchbook?")
    await scene.commands("kai", "case message", number=1, words="We did, thank you.")
    assert "We did, thank you." in scene.told("ines")
    await scene.vote("kai", NONE, card)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_nothing_follows")


async def test_repair_refused_when_its_time_is_over(scene: Scene) -> None:
    """An unlisting that ends while its repair is judged has ended, whatever moderators think of the repair."""
    await followed(scene, UNLIST)
    await scene.passes(HALF_A_YEAR - 3 * DAY)
    await scene.writes("ines", "Here is how the fins were drawn.")
    repair = scene.reply_card
    await scene.passes(3 * DAY)
    assert says(scene.told("ines"), "say.member_unlist_over", title="Neon Koi", case=1)
    await scene.vote("mo kai", REFUSE, repair)
    await scene.note("kai", repair, OTHER_FISH)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_repair_refused_over", title="Neon Koi", sentences=f"“{OTHER_FISH}”")
    assert says((await scene.commands("ines", "my-case")).text, "say.my_case_over")


async def test_why_more_time_is_needed_during_a_vote(scene: Scene) -> None:
    """Bare, it is answered; with its reasons it is put to those who vote, on the answer and on what follows."""
    why = "I need more time, my layers are on my other computer and I was ill."
    card = await refused(scene)
    await scene.vote("mo", NONE, card)
    await scene.writes("ines", "More time, please.")
    assert says(scene.told("ines"), "say.more_time_needless", case=1)
    assert TEXTS["button.more_time"] not in card.text
    await scene.writes("ines", why)
    assert why in card.text
    await scene.vote("kai", NONE, card)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_nothing_follows")


async def test_why_more_time_is_needed_after_it(scene: Scene) -> None:
    """Who was silent and asks for it, or something else, hears that an answer counts; the reasons are one."""
    await scene.report("alice", scene.listing("Neon Koi", listed_at=scene.clock.now()).url)
    await scene.ask(scene.cards[0])
    await scene.days(15)
    card = action_card(scene)
    await scene.writes("ines", "More time, please.")
    assert says(scene.told("ines"), "say.more_time_late", case=1)
    await scene.writes("ines", "Hello! Which fins do you mean?")
    assert says(scene.told("ines"), "say.member_question_silent", title="Neon Koi")
    assert says(scene.ours.below(card)[-1].text, "say.thread_asked", case=1)
    assert not says(card.text, "say.card_superseded")
    await scene.writes("ines", "I need more time, my layers are on my other computer.")
    assert says(card.text, "say.card_superseded")
    assert "on my other computer" in scene.reply_card.text
    await scene.writes("ines", "I need more time: I was ill as well.")
    assert "I was ill as well" in scene.reply_card.text


async def test_who_cannot_be_told(scene: Scene) -> None:
    """A moderator gets the reasons as a letter; the artist is told as soon as a way leads to them, and can appeal."""
    card, ines = await refused(scene), scene.who("ines")
    await ines.hides()
    await scene.vote("mo kai", UNLIST, card)
    await scene.decide()
    letter = (await scene.commands("kai", "case notice", number=1)).text
    assert says(letter, "command.letter_reasons", case=1)
    assert says(letter, "say.member_unlisted", title="Neon Koi", sentences=f"“{SENTENCE}” “{WHY}”")
    await scene.days(2)
    await ines.returns()
    before = len(scene.heard("ines"))
    await scene.passes(DAY)
    [told] = scene.heard("ines")[before:]
    assert says(told, "say.member_unlisted", title="Neon Koi")
    shown = await scene.commands("kai", "case delivered", number=1, how="by mail")
    assert says(shown.text, "say.case_over", case=1)
    await appeals(scene)


async def test_appeal_overturned(scene: Scene) -> None:
    """Others hear the appeal, and read the artist first; overturned, it is as if nothing had been, with an apology."""
    await followed(scene, UNLIST)
    await appeals(scene, "Please look at my sketchbook before you say no.")
    card = appeal_card(scene)
    assert card.text.index("my sketchbook before") < card.text.index(SENTENCE) < card.text.index(WHY)
    assert set(card.reactions) == {OVERTURN, STANDS}
    await scene.vote("mo", STANDS, card)
    assert says(scene.advised("mo")[-1], "say.voter_heard", case=1)
    await scene.writes("ines", "One more thing: page nine.")
    assert "page nine" in card.text
    await scene.vote("noor", OVERTURN, card)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_overturned", title="Neon Koi")
    assert exported(scene) == []
    assert says(card.text, "say.status_overturned")
    shown = await scene.commands("ines", "my-case")
    assert says(shown.text, "say.my_standing_none")
    standing = await scene.commands("mo", "case standing", person=scene.ours.hand("ines"))
    assert says(standing.text, "say.standing_none")
    assert says((await scene.report("bob", scene.on.gallery.listings[0].url)).text, "say.report_decided")
    assert len(scene.heard("alice")) == 1


async def test_appeal_stands_and_ends(scene: Scene) -> None:
    """Where it stands it can be appealed no more, and still ends by itself: listed again, and nothing counts."""
    await followed(scene, UNLIST)
    await scene.writes("ines", "Hello, I'd like to appeal: the fins are there, look closer.")
    assert says(scene.told("ines"), "say.appeal_taken", case=1)
    card = appeal_card(scene)
    assert "look closer" in card.text
    await scene.vote("noor", STANDS, card)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_appeal_stands")
    await scene.writes("ines", "I appeal once more.")
    assert says(scene.told("ines"), "say.appeal_once", case=1)
    await scene.passes(HALF_A_YEAR)
    assert says(scene.told("ines"), "say.member_unlist_over", title="Neon Koi", case=1)
    await scene.writes("ines", "Thank you.")
    assert says(scene.told("ines"), "say.member_over")
    assert says((await scene.commands("ines", "my-case")).text, "say.my_standing_none")


async def test_beside_another_case(scene: Scene) -> None:
    """What repairs one work may answer for another, so it is asked which; an appeal goes to what was decided."""
    await followed(scene, UNLIST)
    await scene.ask(await scene.case("First Snow"))
    await scene.writes("ines", "Here is how it was drawn.")
    question = scene.who("ines").inbox[-1]
    titles = {1: "Neon Koi", 2: "First Snow"}
    options = [TEXTS["notice.which_option"].format(case=case, title=title) for case, title in titles.items()]
    assert question.menus == {TEXTS["notice.which_choose"]: options}
    await scene.who("ines").chooses(TEXTS["notice.which_choose"], options[1:], question)
    await scene.settle()
    assert says(scene.reply_card.text, "card.heading_reply", case=2)
    await scene.writes("ines", "I appeal: the decision in case 1 is wrong.")
    assert says(scene.told("ines"), "say.appeal_taken", case=1)
    assert says(appeal_card(scene).text, "card.heading_appeal", case=1)


async def test_beside_another_unlisted_work(scene: Scene) -> None:
    """Whoever does not say which of two unlisted works it repairs has it judged, after three days, for each."""
    await followed(scene, UNLIST)
    await scene.vote("mo kai", UNLIST, await refused(scene, "First Snow", SNOW))
    await scene.decide()
    await scene.writes("ines", "Here is how it was drawn.")
    assert says(scene.told("ines"), "notice.which")
    await scene.days(2)
    assert not any(says(each.text, "card.heading_reply") for each in scene.cards[-2:])
    await scene.days(2)
    for card in scene.cards[-2:]:
        assert says(card.text, "card.heading_reply")
        assert "Here is how it was drawn." in card.text


async def test_a_second_time_and_too_late(scene: Scene) -> None:
    """Only what was uploaded after an earlier notice came can be warned about; moderators see the record first."""
    await followed(scene, UNLIST)
    await scene.passes(DAY)
    card = await refused(scene, "First Snow", SNOW, KOI)
    assert set(card.reactions) == {NONE, UNLIST, WARN, PAUSE}
    assert says(card.text, "say.record_number", count=1, earlier=1)
    assert says(card.text, "say.record_answered_warned")
    await scene.vote("mo", WARN, card)
    await scene.vote("kai noor", PAUSE, card)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_paused", title="First Snow", case=2)
    unlisted, paused = exported(scene)
    assert (unlisted["decision_provision"], paused["decision_visibility"]) == (None, [])
    assert paused["decision_provision"] == "DECISION_PROVISION_PARTIAL_SUSPENSION"
    assert exported(scene, "--since", f"{scene.clock.now():%Y-%m-%d}") == [paused]
    if scene.side("ines") is scene.ours:  # an account that nobody has linked is nobody whom we know
        standing = await scene.commands("mo", "case standing", person=scene.who("ines"))
        assert says(standing.text, "say.standing_pause", case=2)
        assert says(standing.text, "say.standing_unlist", case=1)
    await scene.passes(timedelta(days=61))
    form = await scene.who("ines").opens("appeal")
    shown = await form.submits({"What should others know?": MINE})
    assert says(scene.who("ines").latest(shown).text, "say.appeal_late")


@team(2)
async def test_nobody_is_left_to_hear_it(scene: Scene) -> None:
    """Where everybody had a vote already the support contact is told, and the appeal succeeds for want of a hearing."""
    await followed(scene, UNLIST)
    await appeals(scene)
    await scene.passes(15 * DAY)
    assert says(scene.told("ines"), "say.member_overturned_unjudged", title="Neon Koi")


async def test_silence_then_late_answer_then_taken_back(scene: Scene) -> None:
    """After silence one late answer is judged first; nothing follows for want of a vote; what closed is taken back."""
    await scene.report("alice", scene.listing("Neon Koi", listed_at=scene.clock.now()).url)
    await scene.ask(scene.cards[0])
    await scene.days(15)
    card = action_card(scene)
    assert says(card.text, "say.record_silent_first")
    assert not says(card.text, "card.no_words")
    await scene.vote("mo", UNLIST, card)
    await scene.writes("ines", MINE)
    assert says(card.text, "say.card_superseded")
    reply = scene.reply_card
    await scene.vote("mo kai", REFUSE, reply)
    await scene.note("mo", reply, WHY)
    await scene.decide()
    card = action_card(scene)
    await scene.vote("mo kai", UNLIST, card)
    await scene.decide()
    await scene.commands("noor", "case withdraw", number=1, reason="We were wrong.")
    assert says(scene.told("ines"), "say.member_taken_back", title="Neon Koi")
    assert says(card.text, "say.status_withdrawn")
    shown = await scene.commands("ines", "my-case")
    assert says(shown.text, "say.my_standing_none")
    assert says(shown.text, "say.my_case_overturned")
    await refused(scene, "First Snow", SNOW)
    await scene.passes(8 * DAY)
    assert says(scene.told("ines"), "say.member_nothing_follows", title="First Snow")
