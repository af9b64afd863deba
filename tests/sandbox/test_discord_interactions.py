"""Commands, modals, buttons and menus: from what a person sees to what the bot gets and answers."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest
from discord import app_commands, ui

from bot.sandbox.discord import ClientRefuses, DidNotRespond, File, NotSeen, Permission, opened
from bot.sandbox.discord import answer as answered
from tests.sandbox.bots import Bot, running

if TYPE_CHECKING:
    from bot.sandbox.discord import DiscordSandbox, Value

Interaction = discord.Interaction[Bot]


class ReportModal(ui.Modal, title="Report a listing"):
    """A form with a field of each kind."""

    link: ui.Label[Any] = ui.Label(text="Link", component=ui.TextInput(max_length=50, min_length=5))
    category: ui.Label[Any] = ui.Label(
        text="Category",
        description="AI in itself is no ground",
        component=ui.Select(options=[discord.SelectOption(label="Poor", value="quality")]),
    )
    images: ui.Label[Any] = ui.Label(text="Images", component=ui.FileUpload(required=False, max_values=3))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Tell back what came."""
        link, images = self.link.component, self.images.component
        assert isinstance(link, ui.TextInput)
        assert isinstance(images, ui.FileUpload)
        read = [await each.read() for each in images.values]
        assert isinstance(self.category.component, ui.Select)
        chosen = self.category.component.values
        await interaction.response.send_message(f"{link.value} {chosen} {read}", ephemeral=True)


class Ask(ui.DynamicItem[ui.Button[Any]], template=r"ask:(?P<case>\d+)"):
    """A button that works after a restart, because its meaning stands in its custom id."""

    def __init__(self, case: int) -> None:
        """Draw it."""
        super().__init__(ui.Button(label="What did you notice?", custom_id=f"ask:{case}"))
        self.case = case

    @classmethod
    async def from_custom_id(cls, _: Any, item: Any, match: Any) -> Ask:  # noqa: ANN401, ARG003 - discord.py's own
        """Read it."""
        return cls(int(match["case"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer."""
        await interaction.response.send_message(f"case {self.case}", ephemeral=True)


def reporting() -> Bot:
    """A bot with a command, a context menu command and a button."""
    bot = Bot()
    bot.add_dynamic_items(Ask)

    @bot.tree.command(name="report", description="Report a listing")
    async def report(interaction: Interaction) -> None:
        await interaction.response.send_modal(ReportModal())

    @bot.tree.context_menu(name="Report listing")
    async def menu(interaction: Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"reported {message.content}", ephemeral=True)

    return bot


async def test_slash_command_modal_answer(guild: DiscordSandbox) -> None:
    """A slash command opens a modal; what is filled in by label arrives, files readable; the answer is private."""
    guild.channel("room")
    alice, other = guild.person("alice"), guild.person("other")
    async with running(guild, reporting()) as bot:
        await bot.tree.sync()
        modal = opened(await alice.runs("report"))
        assert (modal.title, list(modal.fields)) == ("Report a listing", ["Link", "Category", "Images"])
        assert "AI in itself is no ground" in modal.text
        values: dict[str, Value] = {"Link": "https://a", "Category": "Poor", "Images": [File("a.png", b"bytes")]}
        answer = await modal.submits(values)
        assert (answer.text, answer.ephemeral) == ("https://a ['quality'] [b'bytes']", True)
        assert [each.text for each in alice.answers] == [answer.text]
        assert other.answers == []


async def test_modal_rules_of_the_client(guild: DiscordSandbox) -> None:
    """Discord's client sends no modal with a text too long, a required field empty, or a choice that is not there."""
    guild.channel("room")
    alice = guild.person("alice")
    async with running(guild, reporting()) as bot:
        await bot.tree.sync()
        modal = opened(await alice.runs("report"))
        for wrong in ({"Link": "x" * 51, "Category": "Poor"}, {"Category": "Poor"}, {"Link": "https://a"}):
            with pytest.raises(ClientRefuses):
                await modal.submits(wrong)
        with pytest.raises(NotSeen):
            await modal.submits({"Link": "https://a", "Category": "No such"})


async def test_context_menu_reads_the_message(guild: DiscordSandbox) -> None:
    """A context menu command shows its message to the bot, without the intent for content."""
    room, alice = guild.channel("room"), guild.person("alice")
    message = await alice.writes("look at this", room)
    async with running(guild, reporting()) as bot:
        await bot.tree.sync()
        answer = answered(await alice.uses("Report listing", message))
        assert answer.text == "reported look at this"


async def test_button_after_restart(guild: DiscordSandbox) -> None:
    """A button that the bot posted before it was restarted still works."""
    room, mod = guild.channel("room"), guild.person("mod")
    async with running(guild, reporting()) as bot:
        await bot.place(room.id).send("card", view=ui.View(timeout=None).add_item(Ask(7)))
    async with running(guild, reporting()):
        answer = answered(await mod.clicks("What did you notice?", room.messages[0]))
        assert answer.text == "case 7"


async def test_menus(guild: DiscordSandbox) -> None:
    """A string select and a user select bring what was chosen; the message they stand on can be updated."""
    room, artist = guild.channel("room"), guild.person("artist")

    class View(ui.View):
        @ui.select(placeholder="Which case?", options=[discord.SelectOption(label="Case 2", value="2")])
        async def case(self, interaction: discord.Interaction[Any], select: ui.Select[Any]) -> None:
            await interaction.response.edit_message(content=f"case {select.values}")

        @ui.select(cls=ui.UserSelect, placeholder="Who?")
        async def who(self, interaction: discord.Interaction[Any], select: ui.UserSelect[Any]) -> None:
            await interaction.response.defer()
            await interaction.edit_original_response(content=f"user {select.values[0].id}", view=None)

    async with running(guild, Bot()) as bot:
        await bot.place(room.id).send("m", view=View())
        updated = answered(await artist.chooses("Which case?", ["Case 2"], room.messages[0]))
        assert updated.text == "case ['2']"
        await artist.chooses("Who?", [artist], room.messages[0])
        await guild.settle(bot.idle)
        assert (room.messages[0].text, room.messages[0].menus) == (f"user {artist.id}", {})


async def test_deferred_answer(guild: DiscordSandbox) -> None:
    """A deferred answer is waited for; follow-ups come after it, and can be changed and taken away."""
    guild.channel("room")
    alice, bot = guild.person("alice"), Bot()

    @bot.tree.command(name="slow", description="Think first")
    async def slow(interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(content="an answer")
        more = await interaction.followup.send("more", ephemeral=True, wait=True)
        await more.edit(content="more of it")
        again = await interaction.followup.send("oops", ephemeral=True, wait=True)
        await again.delete()
        assert (await interaction.original_response()).content == "an answer"
        assert (await interaction.followup.fetch_message(more.id)).content == "more of it"
        assert again.id != more.id

    async with running(guild, bot):
        await bot.tree.sync()
        answer = answered(await alice.runs("slow"))
        assert (await answer.latest()).text == "an answer"
        await guild.settle(bot.idle)
        assert [each.text for each in alice.answers] == ["an answer", "more of it"]


async def test_original_deleted(guild: DiscordSandbox) -> None:
    """An answer can be taken away again; its webhook then answers 10008."""
    guild.channel("room")
    alice, bot = guild.person("alice"), Bot()
    codes: list[int] = []

    @bot.tree.command(name="gone", description="Answer and take it back")
    async def gone(interaction: Interaction) -> None:
        await interaction.response.send_message("soon gone")
        await interaction.delete_original_response()
        try:
            await interaction.edit_original_response(content="x")
        except discord.NotFound as refused:
            codes.append(refused.code)

    async with running(guild, bot):
        await bot.tree.sync()
        await alice.runs("gone")
        await guild.settle(bot.idle)
        assert codes == [10008]


async def test_options_subcommands_and_suggestions(guild: DiscordSandbox) -> None:
    """Subcommands, options of every kind, choices and completions arrive as they were given."""
    guild.channel("room")
    alice, bot = guild.person("alice"), Bot()
    case = app_commands.Group(name="case", description="Cases")

    @case.command(name="show", description="Show a case")
    async def show(interaction: Interaction, number: app_commands.Range[int, 1], who: discord.Member, how: str) -> None:
        await interaction.response.send_message(f"{number} {who.id} {how}")

    @show.autocomplete("how")
    async def complete(_: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current}ly", value="v")]

    bot.tree.add_command(case)
    async with running(guild, bot):
        await bot.tree.sync()
        answer = answered(await alice.runs("case show", number=3, who=alice, how="brief"))
        assert answer.text == f"3 {alice.id} brief"
        assert await alice.suggestions("case show", "how", "brief") == ["briefly"]
        with pytest.raises(ClientRefuses):
            await alice.runs("case show", number=0, who=alice, how="x")
        with pytest.raises(ClientRefuses):
            await alice.runs("case show", number=1)


async def test_contexts_and_permissions(guild: DiscordSandbox) -> None:
    """A command is offered only where its contexts say, and to whom its default permissions say."""
    guild.channel("room")
    alice, bot = guild.person("alice"), Bot()
    lead = guild.person("lead", [guild.role("lead", Permission.MANAGE_MESSAGES)])

    @bot.tree.command(name="mine", description="In direct messages only")
    @app_commands.allowed_contexts(guilds=False, dms=True)
    async def mine(interaction: Interaction) -> None:
        assert interaction.guild is None
        await interaction.response.send_message("yours")

    @bot.tree.command(name="leads", description="For leads")
    @app_commands.default_permissions(manage_messages=True)
    async def leads(interaction: Interaction) -> None:
        await interaction.response.send_message("lead")

    async with running(guild, bot):
        await bot.tree.sync()
        answered(await alice.runs("mine", in_dm=True))
        assert [each.text for each in alice.inbox] == ["yours"]
        for command in ("mine", "leads"):
            with pytest.raises(NotSeen):
                await alice.runs(command)
        await lead.runs("leads")


@pytest.mark.parametrize("guild", [{"interaction_deadline": 0.05}], indirect=True)
async def test_deadline(guild: DiscordSandbox) -> None:
    """Without a response in time the person is told so, and the token is dead: 10062."""
    guild.channel("room")
    alice, bot, late = guild.person("alice"), Bot(), asyncio.Event()
    codes: list[int] = []

    @bot.tree.command(name="late", description="Too late")
    async def command(interaction: Interaction) -> None:
        await late.wait()
        try:
            await interaction.response.send_message("too late")
        except discord.NotFound as refused:
            codes.append(refused.code)

    async with running(guild, bot):
        await bot.tree.sync()
        with pytest.raises(DidNotRespond):
            await alice.runs("late")
        late.set()
        await guild.settle(bot.idle)
        assert codes == [10062]


async def test_one_first_response(guild: DiscordSandbox) -> None:
    """A second first response is refused with 40060; the token lives for fifteen minutes, then 50027."""
    guild.channel("room")
    alice, bot = guild.person("alice"), Bot()
    codes: list[int] = []
    tokens: list[discord.Interaction[Bot]] = []

    @bot.tree.command(name="twice", description="Answer twice")
    async def twice(interaction: Interaction) -> None:
        tokens.append(interaction)
        await interaction.response.send_message("first")
        callback = f"{guild.api_url}/interactions/{interaction.id}/{interaction.token}/callback"
        second = {"type": 4, "data": {"content": "second"}}
        async with aiohttp.request("POST", callback, json=second) as refused:  # discord.py refuses that by itself
            codes.append((await refused.json())["code"])

    async with running(guild, bot):
        await bot.tree.sync()
        await alice.runs("twice")
        await guild.settle(bot.idle)
        assert codes == [40060]
        guild.timing.ticks = lambda: 1e12
        with pytest.raises(discord.HTTPException) as dead:
            await tokens[0].followup.send("much later")
        assert (dead.value.status, dead.value.code) == (401, 50027)


async def test_command_registration(guild: DiscordSandbox) -> None:
    """Commands are registered for all or for the guild, read back, and refused if malformed."""
    bot = Bot()
    bot.tree.add_command(app_commands.Command(name="ok", description="fine", callback=_nothing))
    async with running(guild, bot):
        own = discord.Object(guild.guild_id)
        bot.tree.copy_global_to(guild=own)
        await bot.tree.sync()
        await bot.tree.sync(guild=own)
        assert [each.name for each in await bot.tree.fetch_commands()] == ["ok"]
        assert [each.name for each in await bot.tree.fetch_commands(guild=own)] == ["ok"]
        application = guild.application_id
        one: Any = {"name": "other", "type": 1, "description": "fine"}
        await bot.http.upsert_global_command(application, one)
        await bot.http.upsert_guild_command(application, guild.guild_id, one)
        wrongs: list[dict[str, Any]] = [
            {"name": "Big"},
            {"description": "x" * 101},
            {"description": ""},
            {"contexts": []},
        ]
        for wrong in wrongs:
            with pytest.raises(discord.HTTPException) as refused:
                await bot.http.upsert_global_command(application, one | wrong)
            assert refused.value.code == 50035
        many: Any = [one | {"name": f"c{number}"} for number in range(101)]
        with pytest.raises(discord.HTTPException) as over:
            await bot.http.bulk_upsert_global_commands(application, many)
        assert over.value.code == 30032


class Choices(ui.Modal, title="Choose"):
    """A form with the newer kinds of fields, and a text between them."""

    note: ui.TextDisplay[Any] = ui.TextDisplay("Nobody sees who said what")
    one: ui.Label[Any] = ui.Label(
        text="One",
        component=ui.RadioGroup(options=[discord.RadioGroupOption(label=each, value=each.lower()) for each in "AB"]),
    )
    some: ui.Label[Any] = ui.Label(
        text="Some",
        component=ui.CheckboxGroup(
            options=[discord.CheckboxGroupOption(label=each, value=each.lower()) for each in "CD"], required=False
        ),
    )
    sure: ui.Label[Any] = ui.Label(text="Sure", component=ui.Checkbox())
    who: ui.Label[Any] = ui.Label(text="Who", component=ui.UserSelect(required=False))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Tell back what came."""
        one, some, sure, who = (each.component for each in (self.one, self.some, self.sure, self.who))
        assert isinstance(one, ui.RadioGroup)
        assert isinstance(some, ui.CheckboxGroup)
        assert isinstance(sure, ui.Checkbox)
        assert isinstance(who, ui.UserSelect)
        text = f"{one.value} {some.values} {sure.value} {[each.id for each in who.values]}"
        await interaction.response.send_message(text, file=discord.File(io.BytesIO(b"x"), "a.txt"), ephemeral=True)


async def test_newer_fields(guild: DiscordSandbox) -> None:
    """Radio buttons, check boxes and user selects arrive as chosen; the private answer carries a file."""
    guild.channel("room")
    alice, bot = guild.person("alice"), Bot()

    @bot.tree.command(name="choose", description="Choose")
    async def choose(interaction: Interaction) -> None:
        await interaction.response.send_modal(Choices())

    async with running(guild, bot):
        await bot.tree.sync()
        modal = opened(await alice.runs("choose"))
        assert "Nobody sees who said what" in modal.text
        answer = await modal.submits({"One": "B", "Some": ["C", "D"], "Sure": True, "Who": alice})
        assert answer.text == f"b ['c', 'd'] True [{alice.id}]"
        assert answer.attachments[0].bytes == b"x"
        bare = await opened(await alice.runs("choose")).submits({"One": "A"})
        assert bare.text == "a [] False []"


async def test_private_answer_is_updated(guild: DiscordSandbox) -> None:
    """A button on a private answer changes that answer, and only its person can click it."""
    guild.channel("room")
    alice, other, bot = guild.person("alice"), guild.person("other"), Bot()

    class Sure(ui.View):
        @ui.button(label="Yes")
        async def yes(self, interaction: discord.Interaction[Any], _: ui.Button[Any]) -> None:
            await interaction.response.edit_message(content="done", view=None)

    @bot.tree.command(name="ask", description="Ask back")
    async def ask(interaction: Interaction) -> None:
        await interaction.response.send_message("sure?", view=Sure(), ephemeral=True)

    async with running(guild, bot):
        await bot.tree.sync()
        answer = answered(await alice.runs("ask"))
        with pytest.raises(NotSeen):
            await other.clicks("Yes", answer)
        await alice.clicks("Yes", answer)
        assert (answer.text, answer.buttons, len(alice.answers)) == ("done", [], 1)


async def _nothing(interaction: Interaction) -> None: ...


async def test_modal_limits(guild: DiscordSandbox) -> None:
    """A modal with a title over 45 characters is refused, and the interaction can still be answered."""
    guild.channel("room")
    alice, bot = guild.person("alice"), Bot()

    @bot.tree.command(name="long", description="Too long a title")
    async def long(interaction: Interaction) -> None:
        modal = ReportModal(title="x" * 46)
        try:
            await interaction.response.send_modal(modal)
        except discord.HTTPException as refused:
            await interaction.response.send_message(str(refused.code))

    async with running(guild, bot):
        await bot.tree.sync()
        answer = answered(await alice.runs("long"))
        assert answer.text == "50035"
