"""Ways to an artist who takes no private messages: another chat, a private thread, a moderator's hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.clocks import JumpingClock
from bot.sandbox import slack as on_slack
from bot.sandbox.discord import File, MessageView, Permission, answer, opened
from bot.stage import DISCORD, SLACK, SUPPORT
from tests.stories.acting import ASK, DAY, SENTENCE, TEXTS, UNDO, Killed, die, says
from tests.stories.discord_acting import DiscordScene as Scene
from tests.stories.discord_acting import playing
from tests.stories.slack_acting import SlackScene
from tests.stories.staging import stage

POST = ("POST", "/channels/{channel_id}/messages")
REPLY_WORDS, REPLY_FILES = TEXTS["form.reply_words"], TEXTS["form.reply_files"]


@pytest.fixture
async def stopped(tmp_path: Path) -> AsyncIterator[Scene]:
    """A stage on which no bot runs yet."""
    async with playing(tmp_path) as on_it:
        yield on_it


@pytest.fixture
async def scene(stopped: Scene) -> AsyncIterator[Scene]:
    """A stage with the bot on it. In the end nothing that came in was lost."""
    async with stopped.bot():
        yield stopped


@asynccontextmanager
async def with_threads(stopped: Scene) -> AsyncIterator[None]:
    """The bot runs, and may open private threads in the lobby."""
    role = stopped.on.discord.bot_role
    role.permits(role.record.permissions | Permission.CREATE_PRIVATE_THREADS)
    async with stopped.bot(DISCORD_THREAD_CHANNEL_ID=str(stopped.on.lobby.id)):
        yield


def in_thread(scene: Scene) -> list[MessageView]:
    """What was said in the one private thread; adding somebody is told there too."""
    [thread] = scene.on.lobby.threads
    return [each for each in thread.messages if each.text]


async def unreachable(scene: Scene) -> MessageView:
    """A case whose artist takes no private messages is final; its card."""
    card = await scene.case()
    scene.who("ines").closes_dms()
    await scene.ask(card)
    return card


async def test_the_other_chat(tmp_path: Path) -> None:
    """Who takes no private messages on one chat is asked on the other, and goes on there."""
    clock = JumpingClock()
    async with stage(tmp_path, chats=(DISCORD, SLACK), clock=clock) as on:
        scene = Scene(on, clock)
        async with scene.bot():
            card = await unreachable(scene)
            [notice] = on.colleague("ines").inbox[:1]
            assert says(notice.text, "notice.greeting", title="Neon Koi")
            assert says(card.text, "say.status_awaiting_member")
            await scene.days(7)
            told = [each.text for each in on.colleague("ines").inbox]
            assert [says(each, "say.member_reminder", case=1) for each in told if each][-1]
            assert not scene.heard("ines")


async def test_a_private_thread(stopped: Scene) -> None:
    """The notice stands in a thread that only the artist sees; what answers it there is the artist's answer."""
    async with with_threads(stopped):
        card = await unreachable(stopped)
        [notice] = in_thread(stopped)
        assert says(notice.text, "notice.greeting", title="Neon Koi")
        assert says(notice.text, "notice.aside")
        assert says(card.text, "say.status_awaiting_member")
        [thread] = stopped.on.lobby.threads
        assert stopped.who("ines").sees(thread)
        assert not stopped.who("theo").sees(thread)
        written = await stopped.writes("ines", "I inked every fin myself.", [stopped.picture()], reply_to=notice)
        assert "📥" in written.reactions
        assert "I inked every fin myself." in stopped.reply_card.text
        await stopped.vote("kai", "🆗", stopped.reply_card)
        await stopped.decide()
        assert says(in_thread(stopped)[-1].text, "say.member_accepted")


async def test_what_discord_does_not_show(stopped: Scene) -> None:
    """In a thread Discord shows us only what answers us: whoever writes otherwise is told how to."""
    async with with_threads(stopped):
        await unreachable(stopped)
        [thread] = stopped.on.lobby.threads
        await stopped.who("ines").writes("I inked it.", thread)
        await stopped.settle()
        assert says(in_thread(stopped)[-1].text, "command.thread_reply")
        assert len(stopped.cards) == 1


async def test_an_answer_in_a_thread_while_the_bot_was_away(stopped: Scene) -> None:
    """It is read again, as a direct message would be."""
    async with with_threads(stopped):
        await unreachable(stopped)
        [notice] = in_thread(stopped)
    await stopped.who("ines").writes("I inked it by hand.", reply_to=notice)
    async with with_threads(stopped):
        await stopped.settle()
        assert "I inked it by hand." in stopped.reply_card.text


@pytest.mark.parametrize(
    ("method", "route"),
    [
        ("POST", "/channels/{channel_id}/threads"),
        ("PUT", "/channels/{channel_id}/thread-members/{user_id}"),
        ("POST", "/channels/{channel_id}/messages"),
    ],
)
async def test_one_thread(stopped: Scene, method: str, route: str) -> None:
    """Wherever the line is cut, one thread is opened and one notice stands in it."""
    async with with_threads(stopped):
        card = await stopped.case()
        stopped.who("ines").closes_dms()
        stopped.on.discord.faults.reset(method, route)
        await stopped.ask(card)
        await stopped.passes(DAY / 24)
        assert not stopped.on.discord.faults.pending
        assert len(in_thread(stopped)) == 1


@pytest.mark.parametrize("asked_in", [True, False])
async def test_a_thread_that_was_put_away(stopped: Scene, *, asked_in: bool) -> None:
    """The bot is gone for so long that Discord puts the thread away: it is found, also empty, and none beside it."""
    method, route = POST if asked_in else ("PUT", "/channels/{channel_id}/thread-members/{user_id}")
    try:
        async with with_threads(stopped):
            card = await stopped.case()
            await stopped.vote("mo kai", ASK, card)
            await stopped.note("mo", card)
            stopped.on.discord.faults.answer(*POST, 403, body={"code": 50007, "message": "Cannot send messages"})
            withheld = stopped.on.discord.faults.withhold(method, route)
            stopped.clock.jump(UNDO)
            await stopped.on.until(lambda: not stopped.on.discord.faults.pending)
            die()
    except* Killed:
        withheld.released.set()
    [thread] = stopped.on.lobby.threads
    thread.archive()
    stopped.clock.jump(8 * DAY)
    stopped.who("ines").closes_dms()
    async with with_threads(stopped):
        await stopped.settle()
        assert len(in_thread(stopped)) == 1
        assert stopped.who("ines").sees(thread)
        assert says(card.text, "say.status_awaiting_member")


async def test_another_owner_has_another_thread(stopped: Scene) -> None:
    """Who is asked in somebody's stead reads nothing of what they were asked and said, nor they of theirs."""
    async with with_threads(stopped):
        await unreachable(stopped)
        [notice] = in_thread(stopped)
        await stopped.writes("ines", "not mine", reply_to=notice)
        stopped.who("theo").closes_dms()
        for name in ("mo", "kai"):
            await stopped.commands(name, "case owner", number=1, person=stopped.who("theo"))
        first, second = stopped.on.lobby.threads
        assert [stopped.who(name).sees(first) for name in ("ines", "theo")] == [True, False]
        assert [stopped.who(name).sees(second) for name in ("ines", "theo")] == [False, True]
        assert says(next(each.text for each in second.messages if each.text), "notice.greeting", title="Neon Koi")


async def test_nobody_is_named_in_a_channel(stopped: Scene) -> None:
    """Without the right to open threads, or where the artist could not see one, nothing is said in the channel."""
    async with stopped.bot(DISCORD_THREAD_CHANNEL_ID=str(stopped.on.room.id)):
        card = await unreachable(stopped)
        assert says(card.text, "say.undeliverable_closed")
        assert stopped.on.room.threads == []
    async with stopped.bot(DISCORD_THREAD_CHANNEL_ID=str(stopped.on.lobby.id)):
        await stopped.days(2)
        assert says(card.text, "say.undeliverable_closed")
        assert stopped.on.lobby.threads == []
        assert stopped.on.lobby.messages == []


async def test_who_left_hears_nothing_in_a_thread(stopped: Scene) -> None:
    """A thread takes every message, also one that nobody reads: whoever left is not reminded, and not silent."""
    async with with_threads(stopped):
        card = await unreachable(stopped)
        await stopped.who("ines").leaves()
        await stopped.days(8)
        assert says(card.text, "say.undeliverable_left")
        await stopped.who("ines").joins()
        await stopped.days(1)
        assert says(in_thread(stopped)[-1].text, "say.member_lost")
        assert says(card.text, "say.status_awaiting_member")


async def test_seen_again(scene: Scene) -> None:
    """Whoever uses a command is tried at once: they may have opened their messages."""
    card = await unreachable(scene)
    scene.who("ines").opens_dms()
    await scene.settle()
    answer(await scene.who("ines").runs("ai-policy", scene.on.lobby, in_dm=False))
    await scene.settle()
    assert says(scene.told("ines"), "notice.greeting", title="Neon Koi")
    assert says(card.text, "say.status_awaiting_member")


async def test_tried_again_by_itself(scene: Scene) -> None:
    """Without a word from them the notice is tried once a day."""
    card = await unreachable(scene)
    await scene.days(3)
    scene.who("ines").opens_dms()
    await scene.days(1)
    assert len(scene.heard("ines")) == 1
    assert says(card.text, "say.status_awaiting_member")


async def test_handed_over(scene: Scene) -> None:
    """A moderator gets the text, sends it, says so, and later puts the answer with its picture on record."""
    card = await unreachable(scene)
    assert "`/case notice 1`" in card.text
    shown = await scene.commands("mo", "case notice", number=1)
    letter = shown.embeds[0]["description"]
    assert SENTENCE in letter
    assert says(letter, "letter.answer_with", support=SUPPORT)
    shown = await scene.commands("mo", "case delivered", number=1, how="by the platform's mail")
    assert says(shown.text, "say.handed_over", case=1)
    assert says(card.text, "say.status_awaiting_member")
    form = opened(await scene.who("mo").runs("case reply", scene.on.lobby, in_dm=False, number=1))
    done = answer(await form.submits({REPLY_WORDS: "Ink and patience.", REPLY_FILES: [scene.picture()]}))
    assert says(done.text, "say.handed_in", case=1)
    await scene.settle()
    assert "Ink and patience." in scene.reply_card.text
    assert "koi.jpg" in (scene.reply_card.attachments[0].description or "")
    history = (await scene.commands("kai", "case show", number=1)).embeds[0]["description"]
    assert says(history, "say.history_handed_over", how="by the platform's mail")
    assert says(history, "say.history_handed_in")


async def test_a_file_that_cannot_be_shown(scene: Scene) -> None:
    """Of an answer that was handed in, too: the words are judged, and the card says what is not shown."""
    await unreachable(scene)
    form = opened(await scene.who("mo").runs("case reply", scene.on.lobby, in_dm=False, number=1))
    await form.submits({REPLY_WORDS: "See the layers.", REPLY_FILES: [File("koi.psd", b"8BPS" + bytes(90))]})
    await scene.settle()
    assert "See the layers." in scene.reply_card.text
    assert says(scene.reply_card.text, "say.card_file_refused", name="koi.psd")


@pytest.mark.parametrize("name", ["alice", "theo"])
async def test_by_hand_is_for_moderators(scene: Scene, name: str) -> None:
    """Nobody else gets the text, starts a clock or answers for an artist."""
    await unreachable(scene)
    words = {"words": "Send a sketch."}
    for command, more in (("case notice", {}), ("case delivered", {"how": "by mail"}), ("case message", words)):
        shown = await scene.commands(name, command, number=1, **more)
        assert says(shown.text, "say.moderators_only")
    form = opened(await scene.who(name).runs("case reply", scene.on.lobby, in_dm=False, number=1))
    assert says(answer(await form.submits({REPLY_WORDS: "Mine."})).text, "say.moderators_only")
    await scene.settle()
    assert len(scene.cards) == 1


async def test_not_by_those_who_reported(scene: Scene) -> None:
    """A moderator who reported the case handles none of it."""
    await scene.report("noor", scene.listing("Neon Koi").url)
    card = scene.card("Neon Koi")
    scene.who("ines").closes_dms()
    await scene.ask(card)
    words = {"words": "Send a sketch."}
    for command, more in (("case notice", {}), ("case delivered", {"how": "by mail"}), ("case message", words)):
        shown = await scene.commands("noor", command, number=1, **more)
        assert says(shown.text, "say.not_your_case", case=1)
    form = opened(await scene.who("noor").runs("case reply", scene.on.lobby, in_dm=False, number=1))
    assert says(answer(await form.submits({REPLY_WORDS: "Hers."})).text, "say.not_your_case", case=1)


@pytest.mark.parametrize(
    ("number", "key"), [(1, "say.no_letter"), (7, "say.no_such_case")], ids=["not asked yet", "no such case"]
)
async def test_nothing_to_do_by_hand(scene: Scene, number: int, key: str) -> None:
    """Where nothing waits, the commands say so, and change nothing."""
    await scene.case()
    assert says((await scene.commands("mo", "case notice", number=number)).text, key)
    shown = await scene.commands("mo", "case delivered", number=number, how="by mail")
    assert says(shown.text, "say.nothing_to_hand_over" if number == 1 else key)
    form = opened(await scene.who("mo").runs("case reply", scene.on.lobby, in_dm=False, number=number))
    said = answer(await form.submits({REPLY_WORDS: "Hers."}))
    assert says(said.text, "say.no_answer_awaited" if number == 1 else key)


async def test_an_empty_answer(scene: Scene) -> None:
    """A form sent with nothing in it puts nothing on record, and says so."""
    await unreachable(scene)
    form = opened(await scene.who("mo").runs("case reply", scene.on.lobby, in_dm=False, number=1))
    assert says(answer(await form.submits({})).text, "say.answer_empty")


async def test_by_hand_on_slack(tmp_path: Path) -> None:
    """The same commands, typed: the letter, the word that it was handed over, and a form for the answer."""
    clock = JumpingClock()
    async with stage(tmp_path, chats=(SLACK,), clock=clock) as on:
        scene = SlackScene(on, clock)

        async def types(line: str) -> str:
            shown = await scene.who("mo").runs("/case", line, on.workspace.lobby)
            return (await scene.sent("mo", shown)).text

        async with scene.bot():
            card = await scene.case()
            await scene.who("ines").deactivated()
            await scene.ask(card)
            assert says(card.text, "say.undeliverable_closed")
            for line in ("reply", "delivered 1", "notice", "message 1 no"):
                assert says(await types(line), f"command.usage_{line.split()[0]}")
            letter = await types("notice 1")
            assert SENTENCE in letter
            assert says(letter, "letter.answer_with", support=SUPPORT)
            assert says(await types("delivered 1 by the platform's mail"), "say.handed_over", case=1)
            form = on_slack.opened(await scene.who("mo").runs("/case", "reply 1", on.workspace.lobby))
            shown = await form.submits({REPLY_WORDS: "Ink and patience.", REPLY_FILES: [scene.picture()]})
            assert says((await scene.sent("mo", shown)).text, "say.handed_in", case=1)
            assert "Ink and patience." in scene.reply_card.text
            assert len(scene.who("noor").pictures(scene.reply_card)) == 1
