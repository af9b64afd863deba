"""A thousand sessions a day: past the last one Discord resets the token, so the bot never comes near it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.discord import DiscordSandbox
from handlers.discord.sessions import Sessions, SessionStartLimit, pause
from handlers.shared.presence import Lost
from tests.edges.discord_world import prepared

DAY_MS = 86_400_000


def left(remaining: int, reset_after: int = DAY_MS) -> SessionStartLimit:
    """What Discord says is left."""
    return {"total": 1000, "remaining": remaining, "reset_after": reset_after, "max_concurrency": 1}


@pytest.mark.parametrize(
    ("remaining", "seconds"), [(1000, 0), (201, 0), (200, 480), (120, 864), (20, 86_400), (0, 86_400)]
)
def test_what_is_left_is_spread_over_the_day(remaining: int, seconds: float) -> None:
    """Nothing is held back while there are plenty; a few are kept for whoever comes to see what is wrong."""
    assert pause(left(remaining)) == seconds


@given(st.integers(20, 1000))
def test_the_day_never_runs_out(remaining: int) -> None:
    """Whoever begins as often as is allowed has the reserve left when the day ends."""
    elapsed = 0.0
    while (elapsed := elapsed + pause(left(remaining, round((86_400 - elapsed) * 1000)))) < 86_399:
        remaining -= 1
    assert remaining >= 20


def test_one_after_the_other() -> None:
    """The pause counts from the last session, or from the start of the process: somebody may start it over and over."""
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    with pytest.raises(Lost) as early:
        sessions.begin(left(120))
    assert early.value.after == 864
    now[0] = 864
    sessions.begin(left(120))
    now[0] += 863
    with pytest.raises(Lost, match="120 more sessions"):
        sessions.begin(left(120))
    sessions.begin(left(900))


async def test_none_is_begun_where_few_are_left() -> None:
    """The connection ends before it identifies, and says for how long."""
    async with prepared() as world:
        world.guild.world.starts.spend(990)
        with pytest.raises(Lost, match="10 more sessions") as lost:
            await world.connection.run()
        assert lost.value.after > 0
        assert (world.guild.world.identified, world.guild.token) == (0, world.settings.token)


async def test_discord_counts_over_restarts() -> None:
    """The sandbox shows what GET /gateway/bot shows, and begins anew a day later."""
    now = [0.0]
    guild = DiscordSandbox(ticks=lambda: now[0], identify_budget=2, max_concurrency=1)
    starts = guild.world.starts
    assert [starts.begin().value, starts.begin().value] == ["begun", "too fast"]
    now[0] = 6
    assert [starts.begin().value, starts.begin().value] == ["begun", "used up"]
    assert starts.limit() == {"total": 2, "remaining": 0, "reset_after": (86_400 - 6) * 1000, "max_concurrency": 1}
    now[0] = 86_401
    assert starts.limit()["remaining"] == 2
