"""A chat takes a message, and we never hear of it: it stands once all the same, whatever kind it is of.

Either the line is cut, and the bot tries again once the chat's own memory of what it was sent has run out; or the
answer is withheld until the bot is killed, and another one on the same data comes after that.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clocks import JumpingClock
from bot.sandbox.faults import Faults
from bot.sandbox.slack import opened
from bot.stage import DISCORD, SLACK
from tests.stories import acting, slack_acting
from tests.stories.acting import CONCERN, LINK, SEEN, SLOP, WORDS, Killed, die, says
from tests.stories.discord_acting import DiscordScene as Scene
from tests.stories.slack_acting import SlackScene
from tests.stories.staging import stage

AnyScene = Scene | SlackScene
FORGOTTEN = timedelta(hours=1)
"""Longer than any chat remembers a nonce."""
AT_NINE = {"SALON_DIGEST_HOUR": "9"}
POST = {DISCORD: ("POST", "/channels/{channel_id}/messages"), SLACK: ("POST", "chat.postMessage")}


def faults_of(scene: AnyScene) -> Faults:
    """What can be made to go wrong on its chat."""
    return scene.on.discord.faults if isinstance(scene, Scene) else scene.on.slack.faults


def link(scene: AnyScene, title: str) -> str:
    """The address of a new listing of ines."""
    return scene.listing(title).url if isinstance(scene, Scene) else scene.listing(title)


def in_room(scene: AnyScene, key: str) -> int:
    """How often a sentence stands in the moderators' channel."""
    room = scene.on.room if isinstance(scene, Scene) else scene.on.workspace.room
    return sum(says(each.text, key) for each in room.messages)


def below(scene: AnyScene, key: str) -> int:
    """How often a sentence stands in a thread of a card."""
    if isinstance(scene, SlackScene):
        return sum(says(each.text, key) for card in scene.on.workspace.room.messages for each in card.replies)
    threads = [each.record.thread for each in scene.on.room.messages if each.record.thread]
    return sum(says(each.content, key) for thread in threads for each in thread.messages.values())


def heard(scene: AnyScene, name: str, key: str) -> int:
    """How often somebody was told a sentence in private."""
    return sum(says(each, key) for each in scene.heard(name))


async def open_case(scene: AnyScene) -> None:
    """A case is open."""
    await scene.case()


async def written_up(scene: AnyScene) -> None:
    """All is there for the notice but the undo window."""
    if isinstance(scene, Scene):
        card = await scene.case()
        await scene.vote("mo kai", acting.ASK, card)
        await scene.note("mo", card)
    else:
        on_slack = await scene.case()
        await scene.vote("mo kai", slack_acting.ASK, on_slack)
        await scene.note("mo", on_slack)


async def asked(scene: AnyScene) -> None:
    """The artist has been asked."""
    await scene.asked()


async def refused(scene: AnyScene) -> None:
    """All is there for a vote on what follows but the undo window."""
    await scene.asked()
    await answer(scene)
    if isinstance(scene, Scene):
        await scene.vote("mo kai", acting.REFUSE, scene.reply_card)
        await scene.note("mo", scene.reply_card)
    else:
        await scene.vote("mo kai", slack_acting.REFUSE, scene.reply_card)
        await scene.note("mo", scene.reply_card)


async def asked_twice(scene: AnyScene) -> None:
    """The artist has been asked about two listings."""
    await scene.asked("Neon Koi")
    await scene.asked("First Snow")


async def nothing(_: AnyScene) -> None:
    """Nothing has happened yet."""


async def reported_by_a_moderator(scene: AnyScene) -> None:
    """A case on which mo, who reported it, has no ballot."""
    await scene.case(reporter="mo")


async def reported_out_of_reach(scene: AnyScene) -> None:
    """A report waits for its listing, longer than its answer could be edited."""
    url = link(scene, "Neon Koi")
    scene.on.gallery.down()
    if isinstance(scene, Scene):
        await (await scene.form("alice")).submits({LINK: url, CONCERN: SLOP, WORDS: SEEN})
    else:
        form = opened(await scene.who("alice").runs("/report-listing", url))
        await form.submits({CONCERN: SLOP, WORDS: SEEN})
    await scene.settle()
    scene.clock.jump(FORGOTTEN)
    scene.on.gallery.up()


async def votes(scene: AnyScene, names: str) -> None:
    """Those named keep it."""
    if isinstance(scene, Scene):
        await scene.vote(names, acting.KEEP, scene.card("Neon Koi"))
    else:
        await scene.vote(names, slack_acting.KEEP, scene.card("Neon Koi"))


async def report(scene: AnyScene) -> None:
    """Alice reports."""
    await scene.report("alice", link(scene, "Neon Koi"))


async def report_again(scene: AnyScene) -> None:
    """Kai, a moderator, reports the same listing."""
    await scene.report("kai", scene.on.gallery.listings[0].url)


async def undo_passes(scene: AnyScene) -> None:
    """The undo window passes."""
    await scene.decide()


async def keep(scene: AnyScene) -> None:
    """Two keep it."""
    await votes(scene, "mo kai")
    await scene.decide()


async def vote_of_mo(scene: AnyScene) -> None:
    """Mo votes."""
    await votes(scene, "mo")


async def not_mine(scene: AnyScene) -> None:
    """The artist disputes."""
    await scene.who("ines").writes("not mine")
    await scene.settle()


async def answer(scene: AnyScene) -> None:
    """The artist answers, in words that could be about anything."""
    await scene.who("ines").writes("I ink by hand.")
    await scene.settle()


async def question(scene: AnyScene) -> None:
    """The artist asks something."""
    await scene.who("ines").writes("Which fins do you mean?")
    await scene.settle()


async def nine_o_clock(scene: AnyScene) -> None:
    """The hour of the digest comes."""
    now = scene.clock.now()
    today = now.replace(hour=9, minute=1)
    scene.clock.jump((today if today > now else today + timedelta(days=1)) - now)
    await scene.settle()


async def hello(scene: AnyScene) -> None:
    """Somebody without a case writes."""
    await scene.who("theo").writes("Hello?")
    await scene.settle()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: what goes before, what sends it and how many others beside it, and how often it stands."""

    name: str
    before: Callable[[AnyScene], Awaitable[None]]
    act: Callable[[AnyScene], Awaitable[None]]
    count: Callable[[AnyScene], int]
    beside: int = 0
    settings: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


KINDS = (
    Kind("card", nothing, report, lambda on: in_room(on, "card.heading_listing")),
    Kind("reply card", asked, answer, lambda on: in_room(on, "card.heading_reply")),
    Kind("action card", refused, undo_passes, lambda on: in_room(on, "card.heading_action"), beside=1),
    Kind("notice", written_up, undo_passes, lambda on: heard(on, "ines", "notice.greeting")),
    Kind("to the member", asked, not_mine, lambda on: heard(on, "ines", "say.member_not_mine")),
    Kind("to a reporter", open_case, keep, lambda on: heard(on, "alice", "say.reporter_closed")),
    Kind("to a voter", reported_by_a_moderator, vote_of_mo, lambda on: heard(on, "mo", "say.voter_recused")),
    Kind("to somebody", nothing, hello, lambda on: heard(on, "theo", "say.no_case")),
    Kind("which case", asked_twice, answer, lambda on: heard(on, "ines", "notice.which")),
    Kind("answer to a report", reported_out_of_reach, undo_passes, lambda on: heard(on, "alice", "say.report_taken")),
    Kind("to the support", reported_by_a_moderator, report_again, lambda on: in_room(on, "say.too_few")),
    Kind("digest", open_case, nine_o_clock, lambda on: in_room(on, "card.digest"), settings=AT_NINE),
    Kind("in a card's thread", asked, question, lambda on: below(on, "say.thread_question"), beside=1),
)
EPHEMERAL = "to a voter"
"""On Slack only this person sees it, and nobody can look for it."""
ALIKE = frozenset({"reply card", "to a reporter", "to somebody"})
"""Sent by the same way as another one; that they survive a kill is enough."""
ALL = [(chat, kind) for chat in POST for kind in KINDS if chat == DISCORD or kind.name != EPHEMERAL]


def each_of(kinds: Sequence[tuple[str, Kind]]) -> pytest.MarkDecorator:
    """Play it with each of these, on its chat."""
    return pytest.mark.parametrize(("chat", "kind"), kinds, ids=[f"{chat}: {kind}" for chat, kind in kinds])


@pytest.fixture
async def scene(tmp_path: Path, chat: str) -> AsyncIterator[AnyScene]:
    """A stage on which no bot runs yet, with that chat alone."""
    clock = JumpingClock()
    async with stage(tmp_path, chats=(chat,), clock=clock) as on:
        yield Scene(on, clock) if chat == DISCORD else SlackScene(on, clock)


@each_of([(chat, kind) for chat, kind in ALL if kind.name not in ALIKE])
async def test_the_line_is_cut(scene: AnyScene, chat: str, kind: Kind) -> None:
    """The chat takes it and cuts the line; the next try comes when the chat has forgotten, and finds it."""
    async with scene.bot(**kind.settings):
        await kind.before(scene)
        for _ in range(1 + kind.beside):
            faults_of(scene).reset(*POST[chat])
        await kind.act(scene)
        assert not faults_of(scene).pending, "nothing was sent"
        assert kind.count(scene) == 1
        scene.clock.jump(FORGOTTEN)
        await scene.settle()
        assert kind.count(scene) == 1


@each_of(ALL)
async def test_the_bot_is_killed(scene: AnyScene, chat: str, kind: Kind) -> None:
    """The chat takes it, and before we hear of that the bot is gone; the next one finds it, however much later."""
    try:
        async with scene.bot(**kind.settings):
            await kind.before(scene)
            withheld = [faults_of(scene).withhold(*POST[chat]) for _ in range(1 + kind.beside)]
            acting_ = asyncio.ensure_future(kind.act(scene))
            await scene.on.until(lambda: kind.count(scene) == 1)
            acting_.cancel()
            die()
    except* Killed:
        for each in withheld:
            each.released.set()
    scene.clock.jump(FORGOTTEN)
    async with scene.bot(**kind.settings):
        await scene.settle()
        assert kind.count(scene) == 1
        scene.clock.jump(FORGOTTEN)
        await scene.settle()
        assert kind.count(scene) == 1


@each_of([(chat, kind) for chat, kind in ALL if kind.name == "notice"])
async def test_the_answer_never_comes(scene: AnyScene, chat: str, kind: Kind) -> None:
    """The chat takes it, and says so to nobody until we give up; the next try finds it, however much later."""
    async with scene.bot(**kind.settings, SALON_PATIENCE="1.5") as bot:
        await kind.before(scene)
        withheld = faults_of(scene).withhold(*POST[chat])
        acting_ = asyncio.ensure_future(kind.act(scene))
        await scene.on.until(lambda: kind.count(scene) == 1)
        await scene.on.until(lambda: not bot.delivery.busy)
        withheld.released.set()
        await acting_
        scene.clock.jump(FORGOTTEN)
        await scene.settle()
        assert kind.count(scene) == 1


@pytest.mark.parametrize("chat", [SLACK])
@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "files.completeUploadExternal", "chat.update"])
async def test_the_picture_of_a_card(scene: SlackScene, step: str) -> None:
    """Slack takes a card's picture in steps: wherever the line is cut, one picture stands in the end, in the card."""
    async with scene.bot():
        scene.on.slack.faults.reset("POST", step)
        await report(scene)
        assert not scene.on.slack.faults.pending
        scene.clock.jump(FORGOTTEN)
        await scene.settle()
        card = scene.card("Neon Koi")
        assert len(scene.who("mo").pictures(card)) == 1
        assert len([each for each in card.replies if each.files]) == 1


@pytest.mark.parametrize("chat", [SLACK])
async def test_what_nobody_can_look_for(scene: SlackScene) -> None:
    """What Slack shows one person alone cannot be found again: it is said twice rather than not at all."""
    async with scene.bot():
        await reported_by_a_moderator(scene)
        scene.on.slack.faults.reset("POST", "chat.postEphemeral")
        await votes(scene, "mo")
        scene.clock.jump(FORGOTTEN)
        await scene.settle()
        told = [each for each in scene.who("mo").answers if says(each.text, "say.voter_recused")]
        assert len(told) == 2


@pytest.mark.parametrize(("chat", "route"), [(DISCORD, "/webhooks/{webhook_id}/{webhook_token}/messages/@original")])
async def test_an_answer_in_place_of_one_moment(scene: Scene, route: str) -> None:
    """Discord shows the answer to a report in place of 'one moment': doing that again changes nothing."""
    async with scene.bot():
        scene.on.discord.faults.reset("PATCH", route)
        await report(scene)
        scene.clock.jump(timedelta(seconds=5))  # the sandbox's tokens live for 45 seconds
        await scene.settle()
        assert not scene.on.discord.faults.pending
        assert [says(each.text, "say.report_taken") for each in scene.who("alice").answers] == [True]
        assert not scene.heard("alice")


NOTICE = [(chat, kind) for chat, kind in ALL if kind.name == "notice"]


async def withdrawn(scene: AnyScene) -> None:
    """A moderator takes the case back before the next try; then that comes, however late."""
    if isinstance(scene, Scene):
        await scene.commands("mo", "case withdraw", number=1, reason="Reported by mistake.")
    else:
        await scene.who("mo").runs("/case", "withdraw 1 Reported by mistake.")
        await scene.settle()
    scene.clock.jump(FORGOTTEN)
    await scene.settle()
    scene.clock.jump(FORGOTTEN)
    await scene.settle()


@each_of(NOTICE)
async def test_a_notice_of_a_case_that_is_taken_back(scene: AnyScene, chat: str, kind: Kind) -> None:
    """It stands, and the artist is not left alone with it: they get the apology, and kind words if they answer."""
    async with scene.bot():
        await kind.before(scene)
        faults_of(scene).reset(*POST[chat])
        await kind.act(scene)
        assert kind.count(scene) == 1
        await withdrawn(scene)
        assert kind.count(scene) == 1
        assert heard(scene, "ines", "say.member_withdrawn") == 1
        await answer(scene)
        assert says(scene.heard("ines")[-1], "say.member_over", case=1, title="Neon Koi")
        assert len(scene.heard("ines")) == 3


@each_of(NOTICE)
async def test_a_notice_that_never_stood(scene: AnyScene, chat: str, kind: Kind) -> None:
    """The chat may have taken it, and has not: who takes the case back in time spares the artist every word of it."""
    async with scene.bot():
        await kind.before(scene)
        faults_of(scene).answer(*POST[chat], 503)
        await kind.act(scene)
        assert not faults_of(scene).pending
        await withdrawn(scene)
        assert not scene.heard("ines")
        await answer(scene)
        assert [says(each, "say.no_case") for each in scene.heard("ines")] == [True]
