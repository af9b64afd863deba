"""Commands, shortcuts, modals and buttons: from what a person sees to what the app gets and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack import ClientRefuses, DidNotRespond, File, Nothing, NotSeen, answer, opened
from tests.sandbox.slack_bots import Bot, client, running
from tests.sandbox.slack_manifest import manifest

if TYPE_CHECKING:
    from bot.sandbox.slack import SlackSandbox, Value

Json = dict[str, Any]


def plain(text: str) -> Json:
    """Return a text object."""
    return {"type": "plain_text", "text": text}


def field(label: str, element: Json, **more: Any) -> Json:  # noqa: ANN401 - a block's fields
    """Return an input block whose ids follow from its label."""
    name = label.lower()
    return {"type": "input", "block_id": name, "label": plain(label), "element": {"action_id": name, **element}, **more}


OPTIONS = [{"text": plain(each), "value": each.lower()} for each in ("Poor", "Copied")]
FORM: Json = {
    "type": "modal",
    "callback_id": "report",
    "title": plain("Report a listing"),
    "submit": plain("Send"),
    "private_metadata": "kept",
    "blocks": [
        {"type": "section", "text": {"type": "mrkdwn", "text": "AI in itself is *no* ground"}},
        field("Link", {"type": "url_text_input"}, hint=plain("of the listing")),
        field("Category", {"type": "static_select", "placeholder": plain("Which?"), "options": OPTIONS}),
        field("Why", {"type": "plain_text_input", "min_length": 5, "max_length": 50}, optional=True),
        field("Images", {"type": "file_input", "max_files": 2, "filetypes": ["png"]}, optional=True),
        field("Who", {"type": "users_select"}, optional=True),
        field("Marks", {"type": "checkboxes", "options": OPTIONS}, optional=True),
    ],
}


def button(label: str, **more: Any) -> Json:  # noqa: ANN401 - a button's fields
    """Return a button."""
    return {"type": "button", "text": plain(label), "action_id": label.lower(), "value": "7", **more}


def row(*elements: Json) -> list[Json]:
    """Return a block with things to act on."""
    return [{"type": "actions", "elements": list(elements)}]


def reporting(slack: SlackSandbox, errors: dict[str, str] | None = None) -> tuple[Bot, list[Json]]:
    """Return an app with a command, two shortcuts and a form that may find errors, and what it was sent."""
    bot, sent = Bot(slack), []

    async def show(body: Json, ack: Any, client: Any) -> None:  # noqa: ANN401 - Bolt's own
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)
        sent.append(body)
        await ack()

    bot.app.command("/report-listing")(show)
    bot.app.shortcut("report_any")(show)
    bot.app.shortcut("report_message")(show)

    @bot.app.view("report")
    async def take(body: Json, ack: Any, client: Any) -> None:  # noqa: ANN401 - Bolt's own
        sent.append(body["view"])
        if errors:
            await ack(response_action="errors", errors=errors)
            return
        await ack()
        channel = next(iter(slack.channels.values())).id
        await client.chat_postEphemeral(channel=channel, user=body["user"]["id"], text="Thank *you*")

    return bot, sent


FILLED: dict[str, Value] = {"Link": "https://a.example", "Category": "Poor"}


async def test_command_modal_ephemeral(slack: SlackSandbox) -> None:
    """A command opens a modal; what is filled in by label arrives; the answer is for that person alone."""
    room, alice, other = slack.channel("room"), slack.person("alice"), slack.person("other")
    bot, sent = reporting(slack)
    async with running(slack, bot):
        modal = opened(await alice.runs("/report-listing", "https://x", room))
        assert (modal.title, list(modal.fields)[:2], modal.open) == ("Report a listing", ["Link", "Category"], True)
        assert "AI in itself is *no* ground" in modal.text
        files = [File("a.png", b"\x89PNG")]
        more: dict[str, Value] = {"Why": "because", "Images": files, "Who": other, "Marks": ["Poor", "Copied"]}
        said = answer(await modal.submits(FILLED | more))
        assert (said.text, said.ephemeral, modal.open) == ("Thank *you*", True, False)
        assert ([each.text for each in alice.answers], other.answers, room.messages) == (["Thank *you*"], [], [])
    command, view = sent
    assert (command["text"], command["channel_id"], command["user_id"]) == ("https://x", room.id, alice.id)
    values = view["state"]["values"]
    assert values["link"]["link"] == {"type": "url_text_input", "value": "https://a.example"}
    assert values["category"]["category"]["selected_option"]["value"] == "poor"
    assert values["images"]["images"]["files"][0]["name"] == "a.png"
    assert values["who"]["who"]["selected_user"] == other.id
    assert [each["value"] for each in values["marks"]["marks"]["selected_options"]] == ["poor", "copied"]
    assert (view["private_metadata"], view["hash"] != "") == ("kept", True)


async def test_rules_of_the_client(slack: SlackSandbox) -> None:
    """Slack's client sends no modal that breaks its own fields' rules, and no unknown commands."""
    room, alice = slack.channel("room"), slack.person("alice")
    bot, sent = reporting(slack)
    async with running(slack, bot):
        modal = opened(await alice.runs("/report-listing"))
        wrongs: list[dict[str, Value]] = [
            {"Link": "https://a.example"},
            FILLED | {"Link": "no address"},
            FILLED | {"Why": "tiny"},
            FILLED | {"Why": "x" * 51},
            FILLED | {"Images": [File("a.png", b"")] * 3},
            FILLED | {"Images": [File("a.exe", b"")]},
            FILLED | {"Images": [File("a.png", bytes(10 * 1024 * 1024 + 1))]},
        ]
        for wrong in wrongs:
            with pytest.raises(ClientRefuses):
                await modal.submits(wrong)
        for absent in ({"Nothing": "x"}, FILLED | {"Category": "Other"}):
            with pytest.raises(NotSeen):
                await modal.submits(absent)
        message = await alice.writes("root", room)
        with pytest.raises(ClientRefuses):
            await alice.runs("/report-listing", reply_to=message)
        with pytest.raises(NotSeen):
            await alice.runs("/no-such")
    assert len(sent) == 1


async def test_shortcuts(slack: SlackSandbox) -> None:
    """A message shortcut brings the message, a global one none; what the manifest lacks is not offered."""
    room, alice = slack.channel("room", bot=False), slack.person("alice")
    message = await alice.writes("see https://a.example", room)
    bot, sent = reporting(slack)
    async with running(slack, bot):
        opened(await alice.uses("Report listing", message))
        assert (sent[-1]["message"]["text"], sent[-1]["channel"]["id"]) == ("see <https://a.example>", room.id)
        opened(await alice.uses("Report a listing"))
        assert (sent[-1]["type"], "channel" in sent[-1]) == ("shortcut", False)
        with pytest.raises(NotSeen):
            await alice.uses("Report listing")


async def test_errors_on_fields(slack: SlackSandbox) -> None:
    """What the app finds wrong stands by its field, and the modal stays; errors for no field are the app's fault."""
    errors = {"link": "Not ours"}
    alice, (bot, _) = slack.person("alice"), reporting(slack, errors)
    async with running(slack, bot):
        modal = opened(await alice.runs("/report-listing", in_dm=True))
        refused = opened(await modal.submits(FILLED))
        assert (refused.errors, refused.open) == ({"Link": "Not ours"}, True)
        errors.clear()
        errors["nowhere"] = "Lost"
        with pytest.raises(DidNotRespond, match="trouble connecting"):
            await modal.submits(FILLED)


def chain(slack: SlackSandbox) -> Bot:
    """Return an app whose modal leads to further ones."""
    bot, one = Bot(slack), {**FORM, "blocks": row(button("More"))}

    @bot.app.command("/report-listing")
    async def begin(body: Json, ack: Any, client: Any) -> None:  # noqa: ANN401 - Bolt's own
        await ack()
        made = await client.views_open(trigger_id=body["trigger_id"], view={**one, "title": plain("One")})
        await client.views_update(view_id=made["view"]["id"], view={**one, "title": plain("Updated")})

    @bot.app.action("more")
    async def more(body: Json, ack: Any, client: Any) -> None:  # noqa: ANN401 - Bolt's own
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view={**FORM, "title": plain("Pushed")})

    @bot.app.view("report")
    async def on(body: Json, ack: Any) -> None:  # noqa: ANN401 - Bolt's own
        title = body["view"]["title"]["text"]
        if title == "Pushed":
            await ack(response_action="push", view={**FORM, "title": plain("Last"), "blocks": []})
        elif title == "Last":
            await ack(response_action="clear")

    return bot


async def test_modal_chain(slack: SlackSandbox) -> None:
    """A modal is updated, another is pushed onto it by a button, a third by an answer; one answer clears them all."""
    slack.channel("room")
    alice = slack.person("alice")
    bot = chain(slack)
    async with running(slack, bot):
        first = opened(await alice.runs("/report-listing"))
        await slack.settle(bot.idle)
        assert first.title == "Updated"
        pushed = opened(await first.clicks("More"))
        assert (pushed.title, first.open, pushed.view.previous) == ("Pushed", False, first.view.id)
        last = opened(await pushed.submits(FILLED))
        assert isinstance(await last.submits({}), Nothing)
        assert not any(each.open for each in (first, pushed, last))


async def test_triggers(slack: SlackSandbox) -> None:
    """A trigger opens one modal within three seconds; the fourth modal on a stack is refused."""
    slack.channel("room")
    alice, bot, triggers = slack.person("alice"), Bot(slack), []
    web = client(slack)

    @bot.app.command("/report-listing")
    async def remember(body: Json, ack: Any) -> None:  # noqa: ANN401 - Bolt's own
        triggers.append(body["trigger_id"])
        await ack()

    async def code(trigger: str, view: Json = FORM) -> str:
        with pytest.raises(SlackApiError) as refused:
            await web.views_open(trigger_id=trigger, view=view)
        return str(refused.value.response["error"])

    async with running(slack, bot):
        for _ in range(2):
            assert isinstance(await alice.runs("/report-listing", waits=False), Nothing)
    await web.views_open(trigger_id=triggers[0], view=FORM)
    assert await code(triggers[0]) == "exchanged_trigger_id"
    slack.world.triggers[triggers[1]].expires = slack.timing.ticks() - 0.001
    assert await code(triggers[1]) == "expired_trigger_id"
    assert await code("1.2.x") == "invalid_trigger_id"
    assert await code("1.2.x", {**FORM, "private_metadata": "x" * 300_000}) == "view_too_large"


@pytest.mark.parametrize("slack", [{"deadline": 0.5}], indirect=True)
async def test_silence_is_an_error(slack: SlackSandbox) -> None:
    """Who acts on an app that is silent, or gone, sees an error, and nothing comes twice."""
    slack.channel("room")
    alice, (bot, sent) = slack.person("alice"), reporting(slack)
    with pytest.raises(DidNotRespond, match="operation_timeout"):
        await alice.runs("/report-listing")
    async with running(slack, bot):
        modal = opened(await alice.runs("/report-listing"))
        bot.handler.silent = 2
        with pytest.raises(DidNotRespond, match="operation_timeout"):
            await alice.runs("/report-listing")
        with pytest.raises(DidNotRespond, match="trouble connecting"):
            await modal.submits(FILLED)
        await slack.settle(bot.idle)
        assert (len(sent), modal.open) == (1, True)


async def test_buttons(slack: SlackSandbox) -> None:
    """A button brings its value and message; the app changes the message, answers alone, or at the response URL."""
    room, alice = slack.channel("room"), slack.person("alice")
    bot, told = Bot(slack), []
    ask = {"type": "static_select", "action_id": "pick", "placeholder": plain("Pick"), "options": OPTIONS}

    @bot.app.action("change")
    async def change(body: Json, ack: Any, client: Any) -> None:  # noqa: ANN401 - Bolt's own
        await ack()
        told.append(body)
        await client.chat_update(channel=body["channel"]["id"], ts=body["message"]["ts"], text="changed", blocks=[])

    @bot.app.action("pick")
    async def pick(body: Json, ack: Any, respond: Any) -> None:  # noqa: ANN401 - Bolt's own
        await ack()
        await respond(f"picked {body['actions'][0]['selected_option']['value']}", blocks=row(button("Undo")))

    @bot.app.action("undo")
    async def undo(ack: Any, respond: Any) -> None:  # noqa: ANN401 - Bolt's own
        await ack()
        await respond("undone", replace_original=True)

    async with running(slack, bot):
        await bot.client.chat_postMessage(channel=room.id, text="card", blocks=row(button("Change"), ask))
        (card,) = room.messages
        assert (card.buttons, card.menus) == (["Change"], {"Pick": ["Poor", "Copied"]})
        picked = answer(await alice.chooses("Pick", ["Copied"], card))
        assert (picked.text, picked.ephemeral, picked.buttons) == ("Undo", True, ["Undo"])
        assert answer(await alice.clicks("Undo", picked)).text == "undone"
        assert answer(await alice.clicks("Change", card)).text == "changed"
        assert (told[0]["actions"][0]["value"], told[0]["message"]["ts"]) == ("7", card.id)


async def test_response_url_takes_longer_blocks(slack: SlackSandbox) -> None:
    """What chat.postMessage refuses as too long together is shown as an answer to a response URL."""
    room, alice, bot = slack.channel("room"), slack.person("alice"), Bot(slack)
    long: list[Json] = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 5

    @bot.app.command("/report-listing")
    async def answers(ack: Any, respond: Any) -> None:  # noqa: ANN401 - Bolt's own
        await ack()
        await respond("long", blocks=long)

    async with running(slack, bot):
        assert answer(await alice.runs("/report-listing", in_=room)).text.count("x") == 15_000
        with pytest.raises(SlackApiError, match="msg_blocks_too_long"):
            await bot.client.chat_postMessage(channel=room.id, text="long", blocks=long)


async def test_response_url_wears_out(slack: SlackSandbox) -> None:
    """A response URL takes five answers, and lives for half an hour."""
    room, alice, bot = slack.channel("room"), slack.person("alice"), Bot(slack)
    statuses: list[int] = []

    @bot.app.command("/report-listing")
    async def answers(ack: Any, respond: Any) -> None:  # noqa: ANN401 - Bolt's own
        await ack("at once")
        for number in range(6):
            said = await respond(str(number), response_type="in_channel" if number == 0 else "ephemeral")
            statuses.append(said.status_code)
        url = next(iter(slack.world.response_urls.values()))
        url.uses, url.expires = 0, slack.timing.ticks() - 1
        statuses.append((await respond("late")).status_code)

    async with running(slack, bot):
        await alice.runs("/report-listing", in_=room)
        await slack.settle(bot.idle)
    assert statuses == [200] * 5 + [404, 404]
    assert [each.text for each in room.messages] == ["0"]
    assert [each.text for each in alice.answers] == ["1", "2", "3", "4", "at once"]


@pytest.mark.parametrize("slack", [{"manifest": manifest(settings__interactivity={})}], indirect=True)
async def test_interactivity_off(slack: SlackSandbox) -> None:
    """Without interactivity in the manifest a button reaches nobody."""
    room, alice = slack.channel("room"), slack.person("alice")
    async with running(slack) as bot:
        await bot.client.chat_postMessage(channel=room.id, text="card", blocks=row(button("Go")))
        with pytest.raises(DidNotRespond, match="not configured"):
            await alice.clicks("Go", room.messages[0])


async def test_answers_to_a_form(slack: SlackSandbox) -> None:
    """An answer puts another view in a form's place; menus in it work; closing it is told to whoever asked for that."""
    slack.channel("room")
    alice, bot, told = slack.person("alice"), Bot(slack), []
    pick = {"type": "static_select", "action_id": "pick", "placeholder": plain("Pick"), "options": OPTIONS}
    more = {**FORM, "title": plain("Second"), "blocks": row(pick), "notify_on_close": True}

    @bot.app.command("/report-listing")
    async def begin(body: Json, ack: Any, client: Any) -> None:  # noqa: ANN401 - Bolt's own
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @bot.app.view("report")
    async def on(ack: Any) -> None:  # noqa: ANN401 - Bolt's own
        await ack(response_action="update", view=more)

    @bot.app.action("pick")
    @bot.app.view_closed("report")
    async def note(body: Json, ack: Any) -> None:  # noqa: ANN401 - Bolt's own
        told.append(body)
        await ack()

    async with running(slack, bot):
        second = opened(await opened(await alice.runs("/report-listing")).submits(FILLED))
        assert (second.title, second.open) == ("Second", True)
        assert isinstance(await second.chooses("Pick", ["Poor"], waits=False), Nothing)
        await second.closes()
        with pytest.raises(NotSeen):
            await second.submits({})
        assert [each["type"] for each in told] == ["block_actions", "view_closed"]
        (state,) = told[0]["view"]["state"]["values"].values()
        assert state["pick"]["selected_option"]["value"] == "poor"


async def test_strangers_have_no_commands(slack: SlackSandbox) -> None:
    """Somebody of another workspace has neither commands nor shortcuts nor direct messages of the app."""
    room = slack.channel("room", ext_shared=True)
    stranger = slack.person("stranger", team="T0OTHER00")
    room.invites(stranger)
    for act in (
        stranger.runs("/report-listing", in_=room),
        stranger.uses("Report a listing"),
        stranger.writes("to the bot"),
        stranger.opens_home(),
    ):
        with pytest.raises(NotSeen):
            await act
