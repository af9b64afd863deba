"""Everybody reads in the language in which they use their chat; what all moderators see is in the community's."""

from bot.config import load_policy, load_texts
from bot.moderation.model import Choice
from tests.stories.acting import ONE_SENTENCE, SENTENCE, Scene, mixed, says
from tests.stories.hand import Seen

pytestmark = mixed

ES = load_texts("es").sentences
IN_SPANISH = load_policy().speaking("es")


def in_spanish(seen: Seen | str, key: str) -> bool:
    """Whether it says this sentence in Spanish: what comes before its first place, or all of it."""
    said = seen if isinstance(seen, str) else seen.text
    return ES[key].partition("{")[0] in said


async def test_a_member_and_a_reporter_who_speak_spanish(stopped: Scene) -> None:
    """Forms, answers, the notice, its statement and what follows; also after a restart. The card stays as it was."""
    scene = stopped
    ines, bob = scene.who("ines"), scene.who("bob")
    ines.speaks("es-419")
    bob.speaks("es-ES")
    async with scene.bot():
        assert in_spanish(await scene.commands("ines", "my-case"), "command.my_cases_none")
        card = await scene.case()
        form = await bob.opens("report-listing")
        labels = {ES[f"form.report_{each}"]: each for each in ("link", "category", "words")}
        assert labels.keys() <= form.kinds.keys()
        values = (scene.on.gallery.listings[0].url, IN_SPANISH.categories[0].sentence, "Las aletas se funden.")
        shown = await form.submits(dict(zip(labels, values, strict=True)))
        await scene.settle()
        assert in_spanish(bob.latest(shown), "say.report_taken")
    async with scene.bot():
        await scene.ask(card)
        notice = ines.inbox[-1]
        assert in_spanish(notice, "notice.greeting")
        assert SENTENCE in notice.text
        assert IN_SPANISH.considerations[0].statement in notice.text
        assert says(card.text, "say.status_awaiting_member")
        shown = await ines.clicks(ES["button.statement"], notice)
        await scene.settle()
        assert in_spanish(ines.latest(shown), "statement.done_nothing")
        assert IN_SPANISH.not_allowed[0] in ines.latest(shown).text
        assert IN_SPANISH.allowed[0] in (await scene.commands("ines", "ai-policy")).text
        await scene.writes("ines", "¿Me das más tiempo, por favor?")
        assert in_spanish(scene.told("ines"), "say.more_time_given")
        scene.on.gallery.listings[0].remove()
        await ines.clicks(ES["button.removed"], notice)
        await scene.settle()
        assert in_spanish(scene.told("ines"), "say.member_removed")
        assert in_spanish(scene.told("bob"), "say.reporter_closed")
        assert says(scene.told("alice"), "say.reporter_closed")


async def test_a_community_that_speaks_spanish(stopped: Scene) -> None:
    """Cards and forms of moderators are Spanish; whoever uses the chat in English still reads English."""
    scene = stopped
    scene.who("kai").speaks("es-ES")
    async with scene.bot(SALON_LANGUAGE="es"):
        card = await scene.case()
        assert in_spanish(card, "card.legend_concern")
        assert IN_SPANISH.considerations[0].question in card.text
        assert IN_SPANISH.reactions[Choice.KEEP].label in card.text
        form = await scene.who("kai").presses(ES["button.notice"], card)
        assert ES["form.notice_sentence"] in form.kinds
        english = await scene.who("mo").presses(ES["button.notice"], card)
        assert ONE_SENTENCE in english.kinds
