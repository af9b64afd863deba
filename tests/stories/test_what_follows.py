"""What the vote on further action comes to, where that is seldom: a warning, a repair that nobody judges."""

from tests.stories.acting import DAY, SENTENCE, Scene, mixed, says
from tests.stories.test_further_action import (
    OVERTURN,
    SNOW,
    UNLIST,
    WARN,
    WHY,
    appeal_card,
    appeals,
    followed,
    refused,
    statement,
)

pytestmark = mixed


async def test_a_formal_warning(told: Scene) -> None:
    """It says what was noticed and hides nothing; overturned it counts no more, and what was before it still does."""
    await followed(told, UNLIST)
    await told.passes(DAY)
    card = await refused(told, "First Snow", SNOW)
    await told.vote("mo kai", WARN, card)
    await told.decide()
    reasons = f"“{SENTENCE}” “{WHY}”"
    assert says(told.told("ines"), "say.member_warned", title="First Snow", case=2, sentences=reasons)
    assert says(card.text, "say.status_warned")
    shown = await told.commands("ines", "my-case")
    assert says(shown.text, "say.my_case_warned")
    assert says(shown.text, "say.my_standing_warn", case=2)
    await appeals(told)
    await told.vote("noor", OVERTURN, appeal_card(told))
    await told.decide()
    assert says(told.told("ines"), "say.member_overturned", title="First Snow", case=2)
    shown = await told.commands("ines", "my-case")
    assert not says(shown.text, "say.my_standing_warn")
    assert says(shown.text, "say.my_standing_unlist", case=1)
    about = [each for each in told.on.gallery.receiver.heard if each.data["case"] == 2 and "action" in each.data]
    assert [(each.type, each.data["action"]) for each in about] == [
        ("action.decided", "warn"),
        ("action.undone", "warn"),
    ]
    assert [each.is_listed for each in told.on.gallery.listings] == [False, True]
    assert [says(each, "say.reporter_closed") for each in told.heard("alice")] == [True, True]


async def test_a_repair_that_nobody_judges(told: Scene) -> None:
    """It is the artist who must not wait for us: the work is listed again, and nothing of it counts."""
    await followed(told, UNLIST)
    [listing] = told.on.gallery.listings
    assert not listing.is_listed
    await told.writes("ines", "Here it is as I drew it.", [told.picture()])
    card = told.reply_card
    await told.passes(8 * DAY)
    assert says(card.text, "say.card_undecided")
    assert says(card.text, "say.status_repaired_unjudged")
    assert listing.is_listed
    assert says(told.told("ines"), "say.member_repaired_unjudged", title="Neon Koi")
    assert says((await told.commands("ines", "my-case")).text, "say.my_standing_none")
    stated = await statement(told)
    assert says(stated, "statement.weighed_unjudged")
    assert not says(stated, "statement.outcome_unlist")
    assert len(told.heard("alice")) == 1
