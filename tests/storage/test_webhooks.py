"""What whoever runs the bot sees of what the platform is told, and has told again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import data, webhooks
from bot.cli import main
from bot.config import Settings, load_settings
from bot.moderation.effects import CallPlatform, PlatformEvent, ShowCard
from bot.ports import Cannot, QueuedEffect, UnitOfWork

THEN = datetime(2026, 3, 2, 9, tzinfo=UTC)
ENVIRONMENT = {
    "SALON_TEAM": "3",
    "SALON_SUPPORT": "help@gallery.example",
    "SALON_LISTING_HOSTS": "gallery.example",
    "DISCORD_TOKEN": "a-token-of-the-tests",
    "DISCORD_GUILD_ID": "1",
    "DISCORD_MODERATOR_CHANNEL_ID": "2",
}
RESULTS = ("done", "refused: it answered 401", "gone: no receiver is set", "")
"""How four calls ended, a day apart; the last one waits."""


def _fill(uow: UnitOfWork) -> list[str]:
    ids = []
    for day, result in enumerate(RESULTS):
        at = THEN + timedelta(days=day)
        uow.outbox.put([CallPlatform(day + 1, PlatformEvent.CASE_OPENED), ShowCard(day + 1, 1)], at)
        [call, card] = _leased(uow, at)
        ids.append(call.id)
        uow.outbox.done(card.id, at)
        if result:
            uow.outbox.done(call.id, at, result)
        else:
            uow.outbox.retry(call.id, at + timedelta(days=9999), "it answered 503")
    return ids


def _leased(uow: UnitOfWork, at: datetime) -> list[QueuedEffect]:
    found = uow.outbox.lease(at, at + timedelta(minutes=5), {}, 9)
    return sorted(found, key=lambda each: type(each.effect).__name__)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of an installation that has told some things."""
    return load_settings({**ENVIRONMENT, "SALON_DATA": str(tmp_path / "data")}, None)


@pytest.fixture
def ids(settings: Settings) -> list[str]:
    """The ids of what was to be told, oldest first."""
    with data.open_storage(settings) as storage:
        return storage.run(_fill)


def due(settings: Settings) -> list[str]:
    """The ids of what goes out next."""
    now = datetime.now(UTC)
    with data.open_storage(settings) as storage:
        return [each.id for each in storage.run(lambda uow: uow.outbox.lease(now, now + timedelta(minutes=5), {}, 9))]


def test_listed(settings: Settings, ids: list[str]) -> None:
    """A line each, with its id, what it is, its case, and how it stands; nothing else of the outbox."""
    assert webhooks.told(settings, None) == [
        f"{ids[0]}  case.opened  case 1  ended  2026-03-02 09:00 UTC  done",
        f"{ids[1]}  case.opened  case 2  not sent  2026-03-03 09:00 UTC  refused: it answered 401",
        f"{ids[2]}  case.opened  case 3  ended  2026-03-04 09:00 UTC  gone: no receiver is set",
        f"{ids[3]}  case.opened  case 4  waiting  2026-03-05 09:00 UTC  it answered 503",
    ]
    assert len(webhooks.told(settings, THEN + timedelta(days=2))) == 2


CHOICES: list[tuple[tuple[int, ...], int | None, bool, list[int]]] = [
    ((0,), None, False, [0]),
    ((3, 1), None, False, [1, 3]),
    ((), 2, False, [2, 3]),
    ((), None, True, [1]),
    ((), 2, True, []),
    ((0, 1), None, True, [1]),
]


@pytest.mark.parametrize(("named", "since", "failed", "expected"), CHOICES)
def test_told_again(
    settings: Settings, ids: list[str], named: tuple[int, ...], since: int | None, *, failed: bool, expected: list[int]
) -> None:
    """By id, from a time on, or what was refused; under the same id, at once, and only if it is no trial."""
    start = None if since is None else THEN + timedelta(days=since)
    chosen = tuple(ids[each] for each in named)
    for dry_run, gone_out in ((True, []), (False, [ids[each] for each in expected])):
        lines = webhooks.replay(settings, chosen, start, failed=failed, dry_run=dry_run)
        assert [line.split("  ")[0] for line in lines] == [ids[each] for each in expected]
        assert sorted(due(settings)) == sorted(gone_out)


@pytest.mark.usefixtures("ids")
def test_what_cannot_be_told_again(settings: Settings) -> None:
    """Nothing by accident, and nothing that there is not."""
    with pytest.raises(Cannot, match="say what is to be told again"):
        webhooks.replay(settings, (), None, failed=False, dry_run=False)
    with pytest.raises(Cannot, match="there is no beef"):
        webhooks.replay(settings, ("beef",), None, failed=False, dry_run=False)
    assert due(settings) == []


def test_by_hand(settings: Settings, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The verbs say the same, and a wrong use of them ends without a traceback."""
    monkeypatch.chdir(settings.data.parent)

    def salon(*words: str) -> tuple[int, str]:
        ended = CliRunner(env={**ENVIRONMENT, "SALON_DATA": str(settings.data)}).invoke(main, words)
        return ended.exit_code, ended.output

    assert salon("webhooks", "list", "--since", "2026-03-05")[1].startswith(f"{ids[3]}  case.opened  case 4")
    assert salon("webhooks", "list", "--since", "2027-01-01") == (0, "There was nothing to tell.\n")
    assert "To be told again: 1. " in salon("webhooks", "replay", "--failed")[1]
    assert salon("webhooks", "replay", "--failed") == (0, "There is nothing to tell again.\n")
    assert "To be told" not in salon("webhooks", "replay", "--since", "2026-03-02T08:59", "--dry-run")[1]
    assert salon("webhooks", "replay")[0] == 1
    assert salon("webhooks", "list", "--since", "yesterday")[0] == 2
