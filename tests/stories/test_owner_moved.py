"""A listing that changes hands while its artist is asked."""

from tests.stories.acting import DAY, Scene, mixed, says

pytestmark = mixed


async def test_the_listing_changes_hands(scene: Scene) -> None:
    """Whoever was asked is let go, no clock runs, and whom moderators name is asked in their stead."""
    await scene.asked()
    card = scene.cards[0]
    scene.on.gallery.listings[0].change_hands(scene.on.artist("theo", scene.ways("theo").name))
    await scene.passes(DAY / 2)
    assert says(scene.told("ines"), "say.member_owner_moved", title="Neon Koi", case=1)
    assert says(card.text, "say.card_owner_moved")
    assert says(card.text, "say.card_owner_needed", case=1)
    await scene.days(15)
    assert not scene.heard("theo")
    for name in ("mo", "kai"):
        await scene.commands(name, "case owner", number=1, person=scene.who("theo"))
    assert says(scene.told("theo"), "notice.greeting", title="Neon Koi")
    assert len(scene.heard("ines")) == 2
    await scene.days(1)
    assert says(card.text, "say.status_awaiting_member")
