"""What moderators and those who lead them are told without having asked."""

from datetime import timedelta

from tests.stories.acting import DAY, KEEP, TEXTS, Scene, mixed, says
from tests.stories.test_by_day import until

pytestmark = mixed

LISBON = {"SALON_DIGEST_HOUR": "9", "SALON_TIME_ZONE": "Europe/Lisbon"}
NOON = 12
"""A day that begins then has the hour of the digest in it, whenever the tests are run."""


def digests(scene: Scene) -> list[str]:
    """Those that stand in the moderators' channel, oldest first."""
    return [each.text for each in scene.cards if says(each.text, "card.digest")]


async def test_a_digest_a_day(stopped: Scene) -> None:
    """Once a day, over restarts as well, it says what waits; its button leads each to what waits for them."""
    stopped.clock.jump(until(stopped, NOON))
    async with stopped.bot(**LISBON):
        await stopped.passes(DAY)
        assert digests(stopped) == []
        card = await stopped.case("Neon Koi")
        await stopped.passes(DAY)
        (first,) = digests(stopped)
        assert says(first, "say.digest_votes")
        assert "Neon Koi" in first
        digest = next(each for each in stopped.cards if says(each.text, "card.digest"))
        assert "Neon Koi" in (await stopped.who("mo").clicks(TEXTS["button.next"], digest)).text
    async with stopped.bot(**LISBON):
        await stopped.settle()
        assert len(digests(stopped)) == 1
        await stopped.days(5)
        assert len(digests(stopped)) == 6
        assert says(digests(stopped)[-1], "say.digest_due")
        await stopped.vote("mo kai", KEEP, card)
        await stopped.decide()
        await stopped.passes(DAY)
        assert len(digests(stopped)) == 6


async def test_what_else_waits(stopped: Scene) -> None:
    """A question of an artist, and an owner whom one moderator has named and no other one yet."""
    stopped.clock.jump(until(stopped, NOON))
    async with stopped.bot(**LISBON):
        await stopped.asked()
        await stopped.writes("ines", "Which fins do you mean?")
        await stopped.passes(DAY)
        assert says(digests(stopped)[-1], "say.digest_questions")
        await stopped.writes("ines", "Not mine")
        await stopped.commands("mo", "case owner", number=1, person=stopped.who("theo"))
        assert says(stopped.cards[0].text, "say.card_owner_needed", case=1)
        await stopped.passes(DAY)
        assert says(digests(stopped)[-1], "say.digest_owner")
        assert not says(digests(stopped)[-1], "say.digest_questions")


async def test_leads_are_called(scene: Scene) -> None:
    """At half time without a verdict, in private and once: moderators who were seen, but not one who reported."""
    card = await scene.case(reporter="mo")
    await scene.vote("kai noor", KEEP, card)
    await scene.decide()
    card = await scene.case("First Snow", reporter="mo")
    await scene.vote("kai", KEEP, card)
    await scene.passes(timedelta(days=4))
    called = [name for name in ("mo", "kai", "noor", "alice") if any(_is_call(each) for each in scene.heard(name))]
    assert called == ["kai", "noor"]
    assert "First Snow" in scene.told("kai")
    await scene.days(2)
    assert len([each for each in scene.heard("kai") if _is_call(each)]) == 1
    assert says((await scene.commands("kai", "case show", number=2)).text, "say.history_leads_called")


def _is_call(text: str) -> bool:
    return says(text, "say.lead_late")
