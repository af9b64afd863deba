"""A full statement, for whoever draws or exports one."""

from datetime import timedelta

from bot.moderation.effects import Say
from bot.moderation.model import Media, MediaKind
from bot.moderation.views import Statement, StatementView
from tests.moderation.builders import DAY, START

STATEMENT = StatementView(
    reference="o7f3",
    case=4711,
    title="Neon Koi",
    url="https://gallery.example/works/7",
    media=(Media("A", MediaKind.IMAGE, "d1", "koi.jpg"), Media("B", MediaKind.VIDEO, "d2", "koi.mp4")),
    synthetic=False,
    captured_at=START,
    sent_at=START + 2 * DAY,
    statements=(
        Statement("The fins melt into each other.", ("no visible artistic intention",), ("A", "B")),
        Statement("No two pictures agree.", ("no visible artistic intention", "work made in bulk"), ()),
    ),
    clauses=("No slop.", "No bulk."),
    policy="2026-11",
    policy_url="https://gallery.example/policy",
    decided=Say("statement.rule_listing", {"count": 3, "quorum": 2}),
    weighed=(Say("statement.weighed_again"),),
    status=Say("say.my_case_awaiting_member"),
    deadline=START + timedelta(days=16),
    more_time=True,
    support="support@gallery.example",
    contest=Say("statement.contest_free"),
)
