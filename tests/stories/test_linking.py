"""One person with an account on either chat: how that is shown, what it changes, and where the artist is asked."""

import re
from collections.abc import AsyncIterator, Callable, Iterator, MutableMapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from click.testing import CliRunner

from bot.cli import main
from bot.sandbox.discord import answer
from bot.sandbox.slack import answer as slack_answer
from bot.stage import DISCORD, SLACK, stage
from tests.stories import wire
from tests.stories.acting import TEXTS, says
from tests.stories.clock import JumpingClock
from tests.stories.slack_acting import ASK, KEEP, SlackScene

HERE = TEXTS["button.write_here"]
CODE = re.compile(r"[A-Z]{4}-[A-Z]{4}")
Log = list[MutableMapping[str, Any]]


@pytest.fixture
def log() -> Iterator[Log]:
    """What the bot's log says."""
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest.fixture
async def stopped(tmp_path: Path, request: pytest.FixtureRequest, log: Log) -> AsyncIterator[SlackScene]:
    """Both chats, the moderators on Slack, and no bot yet."""
    clock, more = JumpingClock(), getattr(request, "param", {})
    async with stage(tmp_path, **{"chats": (SLACK, DISCORD), "clock": clock, **more}) as on:
        yield SlackScene(on, clock)
        assert [ping.text for each in on.slack.people.values() for ping in each.pings] == []
        assert wire.problems(on.discord) == []
    assert [each for each in log if each["log_level"] in {"error", "critical"}] == []


@pytest.fixture
async def scene(stopped: SlackScene) -> AsyncIterator[SlackScene]:
    """With the bot."""
    async with stopped.bot():
        yield stopped


async def on_discord(scene: SlackScene, name: str, code: str = "") -> str:
    """Use /link on Discord; what only this person sees."""
    options = {"code": code} if code else {}
    shown = answer(await scene.on.person(name).runs("link", scene.on.lobby, in_dm=False, **options))
    await scene.settle()
    assert shown.ephemeral
    return shown.text


async def on_slack(scene: SlackScene, name: str, code: str = "") -> str:
    """Use /link on Slack; the answer, which only this person sees, and which may not be all that they see of it."""
    seen = len(scene.who(name).answers)
    await scene.who(name).runs("/link", code)
    await scene.settle()
    told = [each.text for each in scene.who(name).answers[seen:]]
    return next(each for each in told if any(says(each, key) for key in TEXTS if key.startswith("say.link_")))


def code_in(text: str) -> str:
    """The code that was given."""
    assert says(text, "say.link_code"), text
    found = CODE.search(text)
    assert found
    return found[0]


async def link(scene: SlackScene, name: str, other: str = "") -> str:
    """Ask for a code on Discord, and enter it on Slack, with the account of the same name or of another."""
    told = await on_slack(scene, other or name, code_in(await on_discord(scene, name)))
    assert says(told, "say.link_done"), told
    return told


def private(scene: SlackScene, name: str) -> list[str]:
    """What the bot told somebody in private on Discord."""
    return [each.text for each in scene.on.person(name).inbox if each.author != name]


# Codes


async def test_asked_on_discord_and_entered_on_slack(scene: SlackScene) -> None:
    """Both accounts are one person's, and the one that asked hears of it too; again changes nothing."""
    await link(scene, "ines")
    assert says(private(scene, "ines")[-1], "say.link_done_there")
    assert says(await on_slack(scene, "ines", code_in(await on_discord(scene, "ines"))), "say.link_already")


async def test_asked_on_slack_and_entered_on_discord(scene: SlackScene) -> None:
    """The other way round, typed as people type."""
    code = code_in(await on_slack(scene, "ines"))
    assert says(await on_discord(scene, "ines", code=f" {code.lower().replace('-', ' ')} "), "say.link_done")
    assert says(scene.heard("ines")[-1], "say.link_done_there")


async def test_entered_by_the_account_that_asked(scene: SlackScene) -> None:
    """It says where the code belongs, and the code still works there."""
    code = code_in(await on_discord(scene, "ines"))
    assert says(await on_discord(scene, "ines", code=code), "say.link_own")
    assert says(await on_slack(scene, "ines", code), "say.link_done")


async def test_entered_by_somebody_else_on_the_same_chat(scene: SlackScene) -> None:
    """It does not work, does not say that there is such a code, and the owner's code goes on working."""
    code = code_in(await on_discord(scene, "ines"))
    theirs = await on_discord(scene, "theo", code=code)
    assert theirs == await on_discord(scene, "theo", code="BCDF-GHJK")
    assert says(theirs, "say.link_unknown")
    assert says(await on_slack(scene, "ines", code), "say.link_done")


async def test_entered_twice(scene: SlackScene) -> None:
    """A code works once, whoever comes second; a new one makes the old one useless."""
    code = code_in(await on_discord(scene, "ines"))
    assert says(await on_slack(scene, "ines", code), "say.link_done")
    assert says(await on_slack(scene, "theo", code), "say.link_unknown")
    old, new = [code_in(await on_discord(scene, "theo")) for _ in range(2)]
    assert says(await on_slack(scene, "theo", old), "say.link_unknown")
    assert says(await on_slack(scene, "theo", new), "say.link_done")


async def test_entered_too_late(scene: SlackScene) -> None:
    """After a quarter of an hour it is nobody's."""
    code = code_in(await on_discord(scene, "ines"))
    scene.clock.jump(timedelta(minutes=16))
    assert says(await on_slack(scene, "ines", code), "say.link_unknown")
    await link(scene, "ines")


async def test_guessed_ten_times(scene: SlackScene) -> None:
    """After five wrong ones the account has to wait, whatever it enters; the owner's code is not touched by that."""
    code = code_in(await on_discord(scene, "ines"))
    told = [await on_slack(scene, "bob", f"BCDF-GHJ{letter}") for letter in "KLMNPQRSTV"]
    assert [says(each, "say.link_unknown") for each in told] == [True] * 5 + [False] * 5
    assert [says(each, "say.link_wait") for each in told] == [False] * 5 + [True] * 5
    assert says(await on_slack(scene, "bob", code), "say.link_wait")
    assert says(await on_slack(scene, "ines", code), "say.link_done")
    assert not any("ines" in each for each in told)
    scene.clock.jump(timedelta(minutes=61))
    await link(scene, "bob")


async def test_no_code_is_stored(stopped: SlackScene, tmp_path: Path, log: Log) -> None:
    """Neither the one that was given nor one that was tried stands anywhere but on a screen."""
    async with stopped.bot():
        code = code_in(await on_discord(stopped, "ines"))
        await on_slack(stopped, "bob", "BCDF-GHJK")
        await on_discord(stopped, "ines", code=code)
    assert not stored(tmp_path, code, code.replace("-", ""), "BCDF-GHJK", "BCDFGHJK")
    assert not any(code in str(each) for each in log)


def stored(folder: Path, *texts: str) -> bool:
    """Whether one of these stands in a file."""
    data = b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())
    return any(each.encode() in data for each in texts)


async def test_two_members_of_the_platform(scene: SlackScene) -> None:
    """Whom the platform knows as two stays two; they are told whom to write to."""
    for name, chat in (("ines", DISCORD), ("theo", SLACK)):
        await scene.report("alice", scene.on.gallery.list(scene.on.artist(name, chat), f"By {name}").url)
    told = await on_slack(scene, "theo", code_in(await on_discord(scene, "ines")))
    assert says(told, "say.link_two_members", support="support@gallery.example")


@pytest.mark.parametrize("stopped", [{"chats": (SLACK,)}], indirect=True)
async def test_one_chat_alone(scene: SlackScene) -> None:
    """Where there is no other chat nobody is sent there, and nothing speaks of one."""
    assert says(await on_slack(scene, "ines"), "say.link_alone")
    await scene.who("ines").runs("/my-case")
    await scene.who("ines").writes("Hello?")
    await scene.settle()
    assert not says(scene.who("ines").answers[-1].text, "say.my_case_link")
    assert says(scene.heard("ines")[-1], "say.no_case")


async def test_the_way_to_it_is_shown(scene: SlackScene) -> None:
    """Who looks for a case on the chat where they are not known reads of /link."""
    await scene.who("ines").runs("/my-case")
    await scene.who("ines").writes("Hello?")
    await scene.settle()
    assert says(scene.who("ines").answers[-1].text, "say.my_case_link")
    assert says(scene.heard("ines")[-1], "say.no_case_link")


# What is weighed anew


async def reported(scene: SlackScene, *chats: str, by: str = "alice") -> Any:  # noqa: ANN401 - a card
    """A listing of ines, whom the platform knows on these chats; its card."""
    told = await scene.report(by, scene.listing("Neon Koi", *(chats or (DISCORD,))))
    assert says(told.text, "say.report_taken", case=1)
    return scene.card("Neon Koi")


async def one_person(scene: SlackScene, name: str, other: str) -> None:
    """Two accounts on Slack, both linked with the account on Discord of the first."""
    await link(scene, name)
    await link(scene, name, other)


async def test_two_voters(scene: SlackScene) -> None:
    """Their two ballots are one: the verdict that stood falls, and nothing becomes final."""
    card = await reported(scene)
    await scene.vote("mo kai", KEEP, card)
    assert says(card.text, "say.card_stands")
    await one_person(scene, "mo", "kai")
    assert not says(card.text, "say.card_stands")
    await scene.decide()
    assert not says(card.text, "say.status_cleared")
    await scene.vote("noor", KEEP, card)
    await scene.decide()
    assert says(card.text, "say.status_cleared")


async def test_two_voters_who_differ(scene: SlackScene) -> None:
    """They void each other, and are told so privately."""
    card = await reported(scene)
    await scene.vote("mo noor", KEEP, card)
    await scene.vote("kai", ASK, card)
    await one_person(scene, "mo", "kai")
    for name in ("mo", "kai"):
        assert any(says(each.text, "say.voter_two", case=1) for each in scene.who(name).answers)
    assert not any(says(each.text, "say.voter_two") for each in scene.who("noor").answers)


async def test_owner_and_voter(scene: SlackScene) -> None:
    """A moderator who turns out to be the artist loses the ballot, learns it privately, and nobody else does."""
    card = await reported(scene)
    await scene.vote("mo kai", KEEP, card)
    await link(scene, "ines", "mo")
    assert any(says(each.text, "say.voter_recused", case=1) for each in scene.who("mo").answers)
    assert not any(says(each.text, "say.voter_recused") for each in scene.who("kai").answers)
    await scene.decide()
    assert not says(card.text, "say.status_cleared")


async def test_owner_and_reporter(scene: SlackScene) -> None:
    """Who reported their own listing is asked like anybody, and hears of the end once for each part they had."""
    card = await reported(scene, by="carol")
    await link(scene, "ines", "carol")
    await scene.ask(card)
    notices = [*private(scene, "ines"), *scene.heard("carol")]
    assert sum(says(each, "notice.greeting") for each in notices) == 1


async def test_two_reporters(scene: SlackScene) -> None:
    """Two reports of one person are one: the moderators see it counted so, and one account hears of the end."""
    await reported(scene, by="alice")
    await scene.report("carol", scene.on.gallery.listings[0].url)
    await one_person(scene, "alice", "carol")
    await scene.who("mo").runs("/case", "show 1")
    await scene.settle()
    assert re.search(r"Reports\W+1\b", scene.who("mo").answers[-1].text)
    card = scene.card("Neon Koi")
    await scene.vote("mo kai", KEEP, card)
    await scene.decide()
    closed = [each for name in ("alice", "carol") for each in scene.heard(name) if says(each, "say.reporter_closed")]
    assert len(closed) == 1


async def test_after_a_final_verdict(scene: SlackScene) -> None:
    """The verdict stands, the case goes on, and the card of that round says that the count would be another."""
    card = await reported(scene)
    await scene.ask(card)
    assert says(private(scene, "ines")[-1], "notice.greeting")
    heard = len(scene.who("mo").answers)
    await one_person(scene, "mo", "kai")
    assert says(card.text, "say.card_relinked")
    assert says(card.text, "say.card_decided_ask")
    assert says(card.text, "say.status_awaiting_member")
    assert not any(says(each.text, "say.voter_two") for each in scene.who("mo").answers[heard:])
    assert "mo" not in card.text


async def test_after_the_end_of_a_case(scene: SlackScene) -> None:
    """A case that is over stays as it ended, and its card says it as well."""
    card = await reported(scene)
    await scene.vote("mo kai", KEEP, card)
    await scene.decide()
    await one_person(scene, "mo", "kai")
    assert says(card.text, "say.status_cleared")
    assert says(card.text, "say.card_relinked")


def imports(scene: SlackScene, folder: Path, *lines: str) -> None:
    """The operator imports a table of people."""
    table = folder / "people.csv"
    table.write_text("\n".join(["person,chat,account,email", *lines, ""]), encoding="utf-8")
    result = CliRunner().invoke(main, ["people", "import", str(table)], env=dict(scene.on.environment))
    assert result.exit_code == 0, result.output


async def test_linked_by_an_import(stopped: SlackScene, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the platform's table says while the bot is stopped counts from its next start."""
    async with stopped.bot():
        card = await reported(stopped)
        await stopped.vote("mo kai", KEEP, card)
    people = [stopped.who(name) for name in ("mo", "kai")]
    imports(stopped, tmp_path_factory.mktemp("table"), *(f"member-mo,slack,{each.id}," for each in people))
    async with stopped.bot():
        assert not says(card.text, "say.card_stands")
        await stopped.decide()
        assert not says(card.text, "say.status_cleared")


async def test_linked_by_what_the_platform_says_of_another_listing(scene: SlackScene) -> None:
    """The platform names a second account of a member: cases that are open know it from then on."""
    card = await reported(scene, DISCORD)
    await scene.vote("mo kai", KEEP, card)
    ines = scene.on.gallery.artist("Ines", discord_id=str(scene.on.person("ines").id), slack_id=scene.who("mo").id)
    await scene.report("bob", scene.on.gallery.list(ines, "First Snow").url)
    assert any(says(each.text, "say.voter_recused", case=1) for each in scene.who("mo").answers)
    assert not says(card.text, "say.card_stands")


# Where the artist is asked


async def test_asked_where_she_was_last(scene: SlackScene) -> None:
    """Known on both chats, she is asked on the one that she used last; a word to the bot is enough."""
    card = await reported(scene, DISCORD, SLACK)
    await scene.who("ines").writes("Hello?")
    await scene.ask(card)
    assert any(says(each, "notice.greeting") for each in scene.heard("ines"))
    assert private(scene, "ines") == []


@pytest.mark.parametrize("chat", [DISCORD, SLACK])
async def test_a_command_is_use_as_well(scene: SlackScene, chat: str) -> None:
    """Also a command, on either chat."""
    card = await reported(scene, DISCORD, SLACK)
    both: dict[str, Callable[[], Any]] = {
        DISCORD: lambda: scene.on.person("ines").runs("ai-policy", scene.on.lobby),
        SLACK: lambda: scene.who("ines").runs("/ai-policy"),
    }
    for each in sorted(both, key=lambda each: each == chat):
        await both[each]()
        await scene.settle()
    await scene.ask(card)
    greeted = {DISCORD: private(scene, "ines"), SLACK: scene.heard("ines")}
    assert [each for each, heard in greeted.items() if any(says(text, "notice.greeting") for text in heard)] == [chat]


async def test_asked_where_she_wants(scene: SlackScene) -> None:
    """'Write to me here' goes before what was used last."""
    card = await reported(scene, DISCORD)
    await link(scene, "ines")
    await scene.who("ines").clicks(HERE, scene.who("ines").answers[-1])
    await scene.settle()
    assert says(scene.who("ines").answers[-1].text, "say.write_here")
    await scene.on.person("ines").runs("ai-policy", scene.on.lobby)
    await scene.ask(card)
    assert any(says(each, "notice.greeting") for each in scene.heard("ines"))


async def test_her_choice_moves_what_is_open(scene: SlackScene) -> None:
    """Asked on Discord, she chooses Slack under /my-case there: what follows comes there, answers count from both."""
    await scene.ask(await reported(scene, DISCORD))
    await link(scene, "ines")
    await scene.who("ines").runs("/my-case")
    await scene.settle()
    shown = scene.who("ines").answers[-1]
    assert "Neon Koi" in shown.text
    await scene.who("ines").clicks(HERE, shown)
    await scene.on.person("ines").writes("I inked every fin by hand.")
    await scene.settle()
    assert "I inked every fin by hand." in scene.reply_card.text
    await scene.vote("kai", "ok", scene.reply_card)
    await scene.decide()
    assert any(says(each, "say.member_accepted") for each in scene.heard("ines"))
    assert not any(says(each, "say.member_accepted") for each in private(scene, "ines"))


async def test_without_a_choice_a_conversation_stays(scene: SlackScene) -> None:
    """Asked on Discord, answered on Slack after linking: the answer counts, and the end is told on Discord."""
    await scene.ask(await reported(scene, DISCORD))
    await link(scene, "ines")
    await scene.who("ines").writes("I inked every fin by hand.")
    await scene.settle()
    await scene.vote("kai", "ok", scene.reply_card)
    await scene.decide()
    assert any(says(each, "say.member_accepted") for each in private(scene, "ines"))


async def test_linked_while_the_notice_is_under_way(scene: SlackScene) -> None:
    """It goes out once, where it was headed, and the case goes on there."""
    card = await reported(scene, DISCORD)
    held = scene.on.discord.faults.withhold("POST", "/channels/{channel_id}/messages")
    await scene.vote("mo kai", ASK, card)
    await scene.note("mo", card)
    scene.clock.jump(timedelta(minutes=31))
    await scene.on.until(lambda: private(scene, "ines"))
    code = code_in(slack_answer(await scene.who("ines").runs("/link")).text)
    shown = answer(await scene.on.person("ines").runs("link", scene.on.lobby, code=code))
    await scene.on.until(lambda: says(shown.text, "say.link_done"))
    held.released.set()
    await scene.settle()
    assert [says(each, "notice.greeting") for each in private(scene, "ines")] == [True]
    assert not any(says(each, "notice.greeting") for each in scene.heard("ines"))
    assert says(card.text, "say.status_awaiting_member")


async def test_closed_on_one_chat(scene: SlackScene) -> None:
    """Whom one chat does not reach is asked on the other, and only where both fail the card says so."""
    scene.on.person("ines").closes_dms()
    card = await reported(scene, DISCORD, SLACK)
    await scene.ask(card)
    assert any(says(each, "notice.greeting") for each in scene.heard("ines"))
    assert says(card.text, "say.status_awaiting_member")


async def test_linking_opens_a_way(scene: SlackScene) -> None:
    """Somebody who could not be reached gets the notice once another account is linked."""
    scene.on.person("ines").closes_dms()
    card = await reported(scene, DISCORD)
    await scene.ask(card)
    assert says(card.text, "say.status_undeliverable")
    scene.on.person("ines").opens_dms()
    code = code_in(await on_discord(scene, "ines"))
    scene.on.person("ines").closes_dms()
    await on_slack(scene, "ines", code)
    assert any(says(each, "notice.greeting") for each in scene.heard("ines"))
    assert says(card.text, "say.status_awaiting_member")


# By e-mail address


def by_address(scene: SlackScene, email: str) -> str:
    """The link to a listing of ines, of whom the platform knows an address and no account."""
    return scene.on.gallery.list(scene.on.gallery.artist("Ines", email=email), "Neon Koi").url


async def test_found_by_address(stopped: SlackScene, tmp_path: Path, log: Log) -> None:
    """Who has no account on record is found on Slack by the address, which is kept no longer and never logged."""
    async with stopped.bot():
        await stopped.report("alice", by_address(stopped, "ines@sandbox.example"))
        await stopped.ask(stopped.card("Neon Koi"))
        assert any(says(each, "notice.greeting") for each in stopped.heard("ines"))
    assert not stored(tmp_path, "ines@sandbox.example")
    assert not any("ines@sandbox.example" in str(each) for each in log)


async def test_an_address_that_nobody_has(stopped: SlackScene, tmp_path: Path) -> None:
    """The owner stays to be named, and the address is not kept either."""
    async with stopped.bot():
        await stopped.report("alice", by_address(stopped, "nobody@sandbox.example"))
        card = stopped.card("Neon Koi")
        await stopped.vote("mo kai", ASK, card)
        await stopped.note("mo", card)
        assert says(card.text, "say.card_waits_owner", case=1)
    assert not stored(tmp_path, "nobody@sandbox.example")


async def test_where_the_workspace_does_not_tell(stopped: SlackScene, tmp_path: Path) -> None:
    """Without the scope nothing happens: the owner stays to be named, and the address is not kept for it."""
    stopped.on.slack.withholds("users:read.email")
    async with stopped.bot():
        await stopped.report("alice", by_address(stopped, "ines@sandbox.example"))
        card = stopped.card("Neon Koi")
        await stopped.vote("mo kai", ASK, card)
        await stopped.note("mo", card)
        assert says(card.text, "say.card_waits_owner", case=1)
    assert not stored(tmp_path, "ines@sandbox.example")


async def test_an_address_imported_while_the_case_is_open(
    stopped: SlackScene, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A case that waits for its owner goes on once the address leads to her."""
    async with stopped.bot():
        await stopped.report("alice", stopped.on.gallery.list(stopped.on.gallery.artist("Ines"), "Neon Koi").url)
        card = stopped.card("Neon Koi")
        await stopped.vote("mo kai", ASK, card)
        await stopped.note("mo", card)
        assert says(card.text, "say.card_waits_owner", case=1)
    imports(stopped, tmp_path_factory.mktemp("table"), "member-ines,,,ines@sandbox.example")
    async with stopped.bot():
        stopped.clock.jump(timedelta(minutes=1))  # a look that came before the connection is repeated
        await stopped.settle()
        assert not says(card.text, "say.card_waits_owner")
        await stopped.decide()
        assert any(says(each, "notice.greeting") for each in stopped.heard("ines"))


async def test_known_by_the_platform_later(scene: SlackScene) -> None:
    """The listing is looked at again from time to time: an account that the platform knows by then is taken over."""
    listing = scene.on.gallery.list(scene.on.gallery.artist("Ines"), "Neon Koi")
    await scene.report("alice", listing.url)
    card = scene.card("Neon Koi")
    await scene.vote("mo kai", ASK, card)
    await scene.note("mo", card)
    assert says(card.text, "say.card_waits_owner", case=1)
    listing.owner = scene.on.artist("ines", SLACK)
    scene.clock.jump(timedelta(hours=7))
    await scene.settle()
    assert not says(card.text, "say.card_waits_owner")
    await scene.decide()
    assert any(says(each, "notice.greeting") for each in scene.heard("ines"))


async def test_an_imported_address(stopped: SlackScene, tmp_path_factory: pytest.TempPathFactory) -> None:
    """An address of the table is used when a listing of that member is reported."""
    imports(stopped, tmp_path_factory.mktemp("table"), "member-ines,,,ines@sandbox.example")
    async with stopped.bot():
        await stopped.report("alice", stopped.on.gallery.list(stopped.on.gallery.artist("Ines"), "Neon Koi").url)
        await stopped.ask(stopped.card("Neon Koi"))
        assert any(says(each, "notice.greeting") for each in stopped.heard("ines"))
