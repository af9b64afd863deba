"""What goes wrong on Slack alone: each has a clear private answer, or silence where an answer would be noise."""

from bot.sandbox.slack import ChannelView, Person
from bot.stage import SLACK, SUPPORT
from tests.stories.acting import ACCEPT, KEEP, STORED, UNDO, Scene, only, says


def guest(scene: Scene) -> Person:
    """Somebody of another workspace, in the moderators' channel."""
    stranger = scene.on.slack.person("stranger", team="T0ELSEWHERE")
    scene.on.workspace.room.invites(stranger)
    return stranger


def robot(scene: Scene, *, workflow: bool = False) -> Person:
    """Another app's bot, or a workflow, in the moderators' channel."""
    made = scene.on.slack.robot("helper", workflow=workflow)
    scene.on.workspace.room.invites(made)
    return made


async def react_elsewise(scene: Scene, who: Person) -> None:
    """Somebody who is nobody to the bot votes beside a moderator: nothing comes of it, not a word, and it stays."""
    card = await scene.case()
    [view] = [each for each in scene.on.workspace.room.messages if each.text and not each.deleted]
    await who.reacts("art", view)
    await scene.vote("mo", KEEP, card)
    assert not says(card.text, "say.card_stands")
    assert card.reactors(KEEP) == [scene.ours.bot, who.name, "mo"]
    assert [*who.inbox, *who.answers] == []
    await scene.vote("kai", KEEP, card)
    await scene.decide()
    assert says(card.text, "say.status_cleared")
    assert [*who.inbox, *who.answers] == []


@only(SLACK, "only Slack lends channels to other workspaces", of="moderators")
async def test_a_reaction_from_another_workspace(scene: Scene) -> None:
    """Somebody of Slack Connect who sees the channel is no moderator."""
    await react_elsewise(scene, guest(scene))


@only(SLACK, "on Discord the story 'somebody outside' covers it", of="moderators")
async def test_a_bots_reaction(scene: Scene) -> None:
    """Another app that reacts is no moderator, though it is in the channel and in nobody's group."""
    made = robot(scene)
    scene.on.workspace.moderators.gains(made)
    await react_elsewise(scene, made)


@only(SLACK, "only Slack has workflows", of="moderators")
async def test_a_workflows_message(scene: Scene) -> None:
    """What a workflow posts in the moderators' channel is nobody's business, a link to a listing included."""
    url = scene.listing("Neon Koi").url
    await robot(scene, workflow=True).writes(f"New in the gallery: {url}", scene.on.workspace.room)
    await scene.settle()
    assert [each.author for each in scene.cards] == ["helper"]


@only(SLACK, "on Discord every word to a voter is a message, which waits", of="moderators")
async def test_a_voter_who_has_left(scene: Scene) -> None:
    """What becomes of their vote while they are away is there when they come back."""
    card = await scene.answered()
    await scene.vote("mo", ACCEPT, card)
    mo = scene.on.colleague("mo")
    mo.goes_away()
    await scene.writes("ines", "Here it is.", [scene.picture()])
    mo.comes_back()
    assert says(scene.advised("mo", later=True)[-1], "say.voter_revised", case=1)


@only(SLACK, "on Discord the picture comes with the card", of="moderators")
async def test_pictures_that_slack_does_not_take(scene: Scene) -> None:
    """The card takes votes without its picture, and gets it once Slack takes files again."""
    faults = scene.on.slack.faults
    broken = faults.answer("POST", "files.getUploadURLExternal", 503, times=1000)
    card = await scene.case()
    assert card.pictures == []
    await scene.vote("mo kai", KEEP, card)
    await scene.passes(UNDO / 31)
    assert says(card.text, "say.card_stands")
    faults.pending.remove(broken)
    await scene.passes(UNDO / 5)
    assert len(card.pictures) == 1


@only(SLACK, "Slack answers whoever may not have a file with a page to sign in on, and 200")
async def test_a_login_page_in_the_place_of_a_file(scene: Scene) -> None:
    """It is known by its bytes: no picture, and no answer yet; the artist hears of it and can send it once more."""
    await scene.asked()
    scene.theirs.faults.answer("GET", "files", 200)  # as to whoever may not have it
    await scene.writes("ines", files=[scene.picture()])
    assert says(scene.told("ines"), "file.web_page", name="koi.jpg")
    assert says(scene.cards[0].text, "say.status_awaiting_member")
    written = await scene.writes("ines", files=[scene.picture()])
    assert STORED in written.reactions
    assert "B: koi.jpg" in scene.reply_card.pictures[0].alt


@only(SLACK, "on Discord a file goes with its message")
async def test_a_file_deleted_before_it_was_fetched(scene: Scene) -> None:
    """The words count, and the artist hears which file is missing."""
    await scene.asked()
    scene.theirs.faults.answer("GET", "files", 404)
    await scene.writes("ines", "Inked by hand.", files=[scene.picture()])
    assert says(scene.told("ines"), "file.missing", name="koi.jpg")
    assert "Inked by hand." in scene.reply_card.text
    assert says(scene.reply_card.text, "say.card_file_refused", name="koi.jpg")


@only(SLACK, "on Discord a file goes with its message")
async def test_a_file_deleted_while_the_bot_was_away(stopped: Scene) -> None:
    """What is left of the message counts: its words."""
    async with stopped.bot():
        await stopped.asked()
    ines = stopped.on.colleague("ines")
    written = await ines.writes("Inked by hand.", files=[stopped.picture()])
    await ines.removes_file(written.files[0], written)
    async with stopped.bot():
        await stopped.settle()
        assert "Inked by hand." in stopped.reply_card.text
        assert "koi.jpg" not in stopped.reply_card.pictures[0].alt


@only(SLACK, "only Slack shows files that it does not keep itself")
async def test_a_file_that_another_service_keeps(scene: Scene) -> None:
    """Its address is no place to fetch from: the artist is asked for the file itself."""
    await scene.asked()
    await scene.on.colleague("ines").shares("koi.jpg", "https://drive.example/koi.jpg")
    await scene.settle()
    assert says(scene.told("ines"), "file.foreign_link", name="koi.jpg")
    assert says(scene.cards[0].text, "say.status_awaiting_member")


@only(SLACK, "Discord's interactions need no second call to open a form")
async def test_a_trigger_that_expired(scene: Scene) -> None:
    """Who waited too long for the form is told to try again, and can."""
    url, alice = scene.listing("Neon Koi").url, scene.on.colleague("alice")
    expired = {"ok": False, "error": "expired_trigger_id"}
    scene.theirs.faults.answer("POST", "views.open", 200, body=expired)
    await alice.runs("/report-listing", url)
    await scene.settle()
    assert [says(each.text, "command.too_late") for each in alice.answers] == [True]
    assert says((await scene.report("alice", url)).text, "say.report_taken", case=1)


@only(SLACK, "on Slack a moderator's trigger is short-lived as well", of="moderators")
async def test_a_trigger_for_what_was_noticed_that_expired(scene: Scene) -> None:
    """So is a moderator who wanted to note something."""
    card = await scene.case()
    expired = {"ok": False, "error": "expired_trigger_id"}
    scene.ours.faults.answer("POST", "views.open", 200, body=expired)
    assert says((await scene.who("mo").clicks("What did you notice?", card)).text, "command.too_late")
    await scene.settle()


async def thrown_out(scene: Scene, channel: ChannelView) -> None:
    """The bot is removed from a channel."""
    channel.removes()
    await scene.settle()


@only(SLACK, "on Discord the bot is nowhere a member")
async def test_a_channel_that_the_bot_is_not_in(scene: Scene) -> None:
    """Where it was removed from, people report all the same, and are answered there for their eyes only."""
    await thrown_out(scene, scene.on.workspace.lobby)
    shown = await scene.report("alice", scene.listing("Neon Koi").url)
    assert shown.ephemeral
    assert says(shown.text, "say.report_taken", case=1)
    assert len(scene.cards) == 1


@only(SLACK, "on Discord the bot is nowhere a member", of="moderators")
async def test_the_moderators_channel_without_the_bot(scene: Scene) -> None:
    """A card that cannot be posted waits; once the bot is back in its channel, it comes, and support hears of that."""
    room = scene.on.workspace.room
    await thrown_out(scene, room)
    shown = await scene.report("alice", scene.listing("Neon Koi").url)
    assert says(shown.text, "say.report_taken", case=1)
    assert scene.cards == []
    room.invites()
    for _ in range(4):
        await scene.passes(UNDO * 4)
    said = [each.text for each in scene.cards if not says(each.text, "card.heading_listing")]
    assert [says(each, "say.room_found") for each in said] == [True]
    [card] = [each for each in scene.cards if says(each.text, "card.heading_listing")]
    await scene.vote("mo kai", KEEP, card)
    await scene.decide()
    assert says(scene.told("alice"), "say.reporter_closed", case=1)


@only(SLACK, "help names the support contact on both chats; only on Slack is there a thread to answer in")
async def test_a_message_in_the_thread_of_a_case_that_is_over(scene: Scene) -> None:
    """It belongs there, whatever else is open: no other case takes it for an answer, and no card shows it."""
    notice = await scene.asked()
    await scene.commands("mo", "case withdraw", number=1, reason="Opened by mistake.")
    await scene.asked("First Snow")
    count = len(scene.cards)
    await scene.writes("ines", "Thank you.", reply_to=notice)
    assert says(scene.told("ines"), "say.member_over", case=1, title="Neon Koi", support=SUPPORT)
    assert len(scene.cards) == count
    assert says(scene.card("First Snow").text, "say.status_awaiting_member")
