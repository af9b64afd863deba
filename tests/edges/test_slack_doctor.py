"""`salon doctor` on Slack: a line for each thing that can be wrong, and what to do."""

from dataclasses import replace

from handlers.slack import doctor
from tests.edges.slack_world import World, prepared


async def lines(
    world: World, team: int = 1, dm_to: str | None = None, **changed: object
) -> dict[str, tuple[object, str]]:
    """Every check by its name."""
    settings = replace(world.settings, **changed)  # type: ignore[arg-type]
    checks = doctor.examine(replace(world.desk, settings=settings), team, dm_to)
    return {each.name: (each.ok, each.what_to_do) async for each in checks}


async def test_all_is_well() -> None:
    """Nothing to do, and one trial message where an account is named."""
    async with prepared(narrowed_to="jury") as world:
        found = await lines(world, dm_to=world.mod.id, support_channel_id=world.hall.id)
        assert {name: ok for name, (ok, _) in found.items() if ok is not True} == {}
        assert len(found) == 7
        assert "trial message" in world.mod.inbox[-1].text


async def test_tokens() -> None:
    """The bot's, and the app's; and a Slack that is down."""
    async with prepared() as world:
        [(name, (ok, advice))] = (await lines(world, bot_token="wrong")).items()  # noqa: S106
        assert (name, ok) == ("Slack: bot token", False)
        assert "SLACK_BOT_TOKEN" in advice
        assert (await lines(world, app_token="wrong"))["Slack: app token"][0] is False  # noqa: S106
        world.slack.faults.answer("POST", "auth.test", 503)
        assert "SLACK_API_URL" in (await lines(world))["Slack: bot token"][1]


async def test_scopes() -> None:
    """Those that are missing are named; an optional one is advice."""
    async with prepared(withheld=frozenset({"usergroups:read"})) as world:
        ok, advice = (await lines(world))["Slack: scopes"]
        assert (ok, "usergroups:read" in advice) == (False, True)
    async with prepared(withheld=frozenset({"users:read.email"})) as world:
        ok, advice = (await lines(world))["Slack: scopes"]
        assert (ok, "users:read.email, to find the account" in advice) == (None, True)


async def test_channels_and_team() -> None:
    """The bot is in the channel, the channel is private, the team is as large as the settings say."""
    async with prepared() as world:
        found = await lines(world, team=3)
        assert found["Slack: 3 moderators"][0] is None
        assert "1 people" in found["Slack: 3 moderators"][1]
        assert (await lines(world, moderator_channel_id=world.hall.id))["Slack: moderators' channel “hall”"][0] is None
        foreign = await lines(world, moderator_channel_id="C404")
        assert foreign["Slack: moderators' channel"][0] is False
        world.hall.removes()
        outside = await lines(world, support_channel_id=world.hall.id)
        assert outside["Slack: support channel “hall”"][0] is False
        assert (await lines(world, moderator_group_id="S404"))["Slack: 1 moderators"][0] is False


async def test_who_leads() -> None:
    """The user group is looked for where one is set: it has to be there, with a moderator in it."""
    async with prepared() as world:
        assert "Slack: lead group" not in await lines(world)
        elders, others = world.slack.group("elders", [world.mod]), world.slack.group("others", [])
        assert (await lines(world, lead_group_id=elders.id))["Slack: lead group"][0] is True
        for group, why in ((others.id, "Nobody in it is a moderator"), ("S404", "cannot be read")):
            ok, advice = (await lines(world, lead_group_id=group))["Slack: lead group"]
            assert (ok, why in advice, "SLACK_LEAD_GROUP_ID" in advice) == (False, True, True)


async def test_private_messages() -> None:
    """Only where an account is named is one sent."""
    async with prepared() as world:
        assert (await lines(world))["Slack: private messages"][0] is None
        assert (await lines(world, dm_to="U404"))["Slack: private messages"][0] is False


async def test_over_http() -> None:
    """No app token is needed; what only Slack can tell is said, with how it is asked."""
    async with prepared() as world:
        found = await lines(world, app_token="", signing_secret="hush-hush")  # noqa: S106 - of the tests
        assert "Slack: app token" not in found
        ok, advice = found["Slack: HTTP"]
        assert ok is None
        assert "/slack/events" in advice
        assert "hush" not in advice
