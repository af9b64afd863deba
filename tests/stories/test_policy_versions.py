"""A policy file that changes: what is open goes on as it began, and a work is judged by what it could know."""

from datetime import timedelta
from pathlib import Path

from bot.config.policy_file import POLICY
from tests.stories.acting import (
    ACCEPT,
    ASK,
    INTENTION,
    KEEP,
    ONE_SENTENCE,
    SENTENCE,
    TEXTS,
    TOUCHES,
    Scene,
    mixed,
    says,
)

pytestmark = mixed

NEW = "nothing that an artist decided"


def revised(scene: Scene, folder: Path) -> str:
    """A policy that comes into force tomorrow: another statement, another emoji, another time to answer."""
    text = POLICY.read_text(encoding="utf-8")
    for old, new in (
        ('version = "2026-11"', 'version = "2027-01"'),
        ("effective = 2026-11-23", f"effective = {(scene.clock.now() + timedelta(days=1)).date()}"),
        (INTENTION, NEW),
        (KEEP, "👍"),
        ('"art"', '"+1"'),
        ("14 days", "20 days"),
    ):
        assert old in text
        text = text.replace(old, new)
    (folder / "policy.toml").write_text(text, encoding="utf-8")
    return str(folder / "policy.toml")


async def test_a_policy_that_changes_under_open_cases(stopped: Scene, tmp_path: Path) -> None:
    """What is open keeps all of its policy; what opens now is handled by the new one, and judged by the old."""
    scene = stopped
    async with scene.bot():
        begun = await scene.case("Neon Koi")
        await scene.vote("mo", ASK, begun)
    async with scene.bot(SALON_POLICY=revised(scene, tmp_path)):
        old = scene.card("Neon Koi")
        await scene.ask(old, "kai")
        notice = scene.who("ines").inbox[-1]
        assert says(notice.text, "notice.version", policy="2026-11")
        await scene.writes("ines", "I inked every fin by hand.")
        await scene.vote("kai", ACCEPT, scene.reply_card)
        await scene.decide()
        assert says(scene.told("ines"), "say.member_accepted", title="Neon Koi")

        card = await scene.case("First Snow")
        assert says(card.text, "say.card_judged", policy="2027-01", judged="2026-11")
        assert "👍" in card.reactions
        assert KEEP not in card.reactions
        await scene.vote("mo kai", ASK, card)
        form = await scene.noticing("mo", card)
        await form.submits({ONE_SENTENCE: SENTENCE, TOUCHES: [INTENTION]})
        await scene.decide()
        notice = scene.who("ines").inbox[-1]
        assert INTENTION in notice.text
        assert says(notice.text, "notice.versions", policy="2027-01", judged="2026-11")
        assert 19.9 < (notice.times[0] - scene.clock.now().timestamp()) / 86_400 < 20.1
        stated = await scene.who("ines").clicks(TEXTS["button.statement"], notice)
        await scene.settle()
        stated = scene.who("ines").latest(stated)
        assert says(stated.text, "statement.versions", policy="2027-01", judged="2026-11")
