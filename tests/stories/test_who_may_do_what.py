"""Every command, button, form and reaction of a chat, tried by every kind of person in one story.

What there is is asked of the edge and of the chat: whatever is new turns this red until somebody says here who may
use it. A refusal is private, says why, and changes nothing.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.moderation.model import RoundKind
from bot.sandbox.gallery import Work
from bot.stage import DISCORD
from tests.stories.acting import ASK, LINK, NOTICED, REFUSE, TEXTS, Scene, alone, says, team
from tests.stories.everybody import (
    COMMANDS,
    FREE,
    GUESTS,
    KOI,
    OWNERS,
    PEOPLE,
    REPORTERS,
    SNOW,
    TIDE,
    VOTERS,
    is_not_refused,
    is_refused,
    nothing_changes,
    refusal,
)
from tests.stories.hand import Seen
from tests.stories.pressing import (
    CHOOSE,
    allowed_presses,
    every_id_was_thought_of,
    forged_ids,
    refused_presses,
    ways_of_answering,
)
from tests.stories.reacting import every_reaction_as_everybody
from tests.stories.trying import FILLED, OPENING, entries, shown, tried

UNLIST = "🙈"
TITLES = {KOI: "Neon Koi", SNOW: "First Snow", TIDE: "Low Tide"}
HOW, APPEAL, REPORT = TEXTS["button.how"], TEXTS["button.appeal"], TEXTS["command.report_menu"]

pytestmark = [alone("who may do what is the same wherever the other chat is"), team(5)]


@pytest.fixture
async def led(stopped: Scene) -> AsyncIterator[Scene]:
    """A stage on which noor leads, members see the moderators' channel, and three listings are reported."""
    on = stopped.on
    if on.chats[0] == DISCORD:
        role = on.discord.role("lead")
        await on.person("noor").gains(role)
        settings = {"DISCORD_LEAD_ROLE_ID": str(role.id)}
    else:
        settings = {"SLACK_LEAD_GROUP_ID": on.slack.group("leads", [on.colleague("noor")]).id}
    for name in (*GUESTS, "moderator5"):
        await stopped.ours.admits(stopped.who(name))
    await stopped.ours.dismisses(stopped.who("moderator5"))
    async with stopped.bot(**settings):
        for number, title in TITLES.items():
            await _reported(stopped, number, title)
        yield stopped


async def _reported(scene: Scene, number: int, title: str) -> None:
    work = Work(f"{number}.jpg", scene.picture(seed=number).data)
    link = scene.listing(title, [work], OWNERS[number], listed_at=scene.clock.now()).url
    for name in REPORTERS[number]:
        await (await scene.form(name)).submits({**FILLED["report-listing"], LINK: link})
    await scene.settle()


async def test_everything_as_everybody(led: Scene, tmp_path: Path) -> None:
    """From a report to the appeal, each who may not do a thing is refused it; in the end each does what they may."""
    every_id_was_thought_of()
    async with nothing_changes(led, tmp_path):
        await refused_commands(led)
        await refused_presses(led)
        await forged_ids(led, led.card(TITLES[KOI]))
    await judged_by_all(led, RoundKind.LISTING, {number: led.card(title) for number, title in TITLES.items()}, ASK)
    question = await asked_which(led)
    async with nothing_changes(led, tmp_path):
        await refused_presses(led, question)
    await answered(led, question)
    await judged_by_all(led, RoundKind.REPLY, judged(led, "card.heading_reply"), REFUSE)
    await judged_by_all(led, RoundKind.ACTION, judged(led, "card.heading_action"), UNLIST)
    await appealed(led, tmp_path)
    await every_reaction_as_everybody(led, RoundKind.APPEAL, judged(led, "card.heading_appeal"))
    await allowed_presses(led)
    await allowed_commands(led)


async def refused_commands(scene: Scene) -> None:
    """Refused is what is for others; and to nobody is there a case of theirs, not to whose work it is either."""
    assert shown(scene) == COMMANDS
    assert entries(scene) == {REPORT}
    for name in PEOPLE:
        for command in sorted(COMMANDS - FREE):
            if key := refusal(name, command):
                is_refused(await tried(scene, name, command), key, (name, command))
    answers = {name: (await tried(scene, name, "my-case")).text for name in PEOPLE}
    assert len(set(answers.values())) == 1, answers
    for name in PEOPLE:
        is_refused(await tried(scene, name, "appeal"), "say.appeal_no_case", name)


async def allowed_commands(scene: Scene) -> None:
    """Whoever may use a command is not refused it; what ends a case comes last."""
    link = scene.on.gallery.listings[-1].url
    order = sorted(COMMANDS, key=lambda command: (command == "case withdraw", command == "case purge", command))
    for command in order:
        for name in PEOPLE:
            if refusal(name, command) is None:
                told = await tried(scene, name, command, link)
                if command in OPENING or command == "case withdraw":
                    await scene.settle()
                    told = scene.who(name).latest(told)
                is_not_refused(told, (name, command))
    written = await scene.who("bob").writes(f"Have you seen {link}?", where="lobby")
    for name in PEOPLE:
        assert (await scene.who(name).uses(REPORT, written)).value(LINK) == link


def judged(scene: Scene, heading: str) -> dict[int, Seen]:
    """The cards of a round, by case."""
    found = [each for each in scene.cards if says(each.text, heading)]
    return {number: next(each for each in found if TITLES[number] in each.text) for number in (KOI, SNOW)}


async def decided(scene: Scene, emoji: str, cards: dict[int, Seen]) -> None:
    """Those who may vote agree on each card, and it becomes final; what they say to it is the same each time."""
    for card in cards.values():
        for name in VOTERS:
            await scene.who(name).reacts(emoji, card)
        if emoji != UNLIST:
            await (await scene.who(VOTERS[0]).presses(NOTICED, card)).submits(FILLED["observation"])
    await scene.decide()


async def judged_by_all(scene: Scene, kind: RoundKind, cards: dict[int, Seen], emoji: str) -> None:
    """Everybody tries a round's reactions, and those who may vote agree on this one."""
    await every_reaction_as_everybody(scene, kind, cards)
    await decided(scene, emoji, cards)


async def asked_which(scene: Scene) -> Seen:
    """Who has two notices writes, and is asked which of them is meant."""
    await scene.writes("ines", "I ink everything by hand.")
    question = scene.who("ines").inbox[-1]
    assert says(question.text, "notice.which")
    return question


async def answered(scene: Scene, question: Seen) -> None:
    """Each whose work it is answers: by saying which case was meant, by the form, and by each of a notice's buttons."""
    title = TEXTS["notice.which_option"].format(case=KOI, title=TITLES[KOI])
    assert says((await scene.who("ines").chooses(CHOOSE, [title], question)).text, "say.sorted", case=KOI)
    notice = next(each for each in scene.who("mo").inbox if says(each.text, "notice.greeting", title=TITLES[SNOW]))
    await (await scene.who("mo").presses(HOW, notice)).submits(FILLED["answer"])
    await ways_of_answering(scene.who("ines"), TIDE)
    await scene.settle()


async def appealed(scene: Scene, data: Path) -> None:
    """To others there is no decision to appeal against; to those whose it is there is one appeal."""
    async with nothing_changes(scene, data):
        for name in PEOPLE.keys() - {"ines", "mo"}:
            is_refused(await tried(scene, name, "appeal"), "say.appeal_no_case", name)
    for again in (False, True):
        for name in ("ines", "mo"):
            hand = scene.who(name)
            stated = next(each for each in reversed(hand.inbox) if APPEAL in each.buttons)
            told = await (await hand.presses(APPEAL, stated)).submits(FILLED["appeal"])
            assert says(told.text, "say.appeal_heard_now" if again else "say.appeal_taken", case=PEOPLE[name].case)
        await scene.settle()
