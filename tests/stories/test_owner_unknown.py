"""A report on pictures alone: nobody is asked before moderators have named whose they are."""

from tests.stories.acting import ACCEPT, ASK, KEEP, SENTENCE, Scene, says, team


async def pictured(scene: Scene, reporter: str = "alice") -> None:
    """Somebody reports two pictures that they saw, and has no link."""
    files = [scene.picture("seen-1.jpg", 1), scene.picture("seen-2.jpg", 2)]
    shown = await scene.report(reporter, "", files=files)
    assert says(shown.text, "say.report_taken", case=1), shown.text


async def test_attached_pictures_open_a_case(scene: Scene) -> None:
    """The card shows what was attached, by letter."""
    await pictured(scene)
    [card] = scene.cards
    sheet = card.pictures[0].alt
    assert "A: seen-1.jpg" in sheet
    assert "B: seen-2.jpg" in sheet


async def test_the_same_pictures_are_the_same_case(scene: Scene) -> None:
    """Somebody else attaches the same pictures: one case."""
    await pictured(scene)
    files = [scene.picture("other.jpg", 2), scene.picture("name.jpg", 1)]
    shown = await scene.report("bob", "", files=files)
    assert says(shown.text, "say.report_taken", case=1)
    assert len(scene.cards) == 1


async def test_two_moderators_name_the_owner(scene: Scene) -> None:
    """In a team of three 'ask' waits for an owner, and for a second moderator who names the same one."""
    await pictured(scene)
    [card] = scene.cards
    await scene.vote("mo kai", ASK, card)
    await scene.note("mo", card)
    assert says(card.text, "say.card_waits_owner", case=1)
    await scene.decide()
    shown = await scene.commands("mo", "case owner", number=1, person=scene.who("theo"))
    assert says(shown.text, "say.owner_needs_second", case=1)
    assert says(card.text, "say.card_waits_second", case=1)
    shown = await scene.commands("mo", "case owner", number=1, person=scene.who("theo"))
    assert says(shown.text, "say.owner_needs_second", case=1)
    await scene.decide()
    assert not scene.heard("theo")
    shown = await scene.commands("noor", "case owner", number=1, person=scene.who("theo"))
    assert says(shown.text, "say.owner_named", case=1)
    await scene.decide()
    assert SENTENCE in scene.told("theo")


async def test_two_moderators_who_name_different_owners(scene: Scene) -> None:
    """The second name stands in the place of the first one, and waits to be confirmed in its turn."""
    await pictured(scene)
    [card] = scene.cards
    await scene.ask(card)
    for name, owner in (("mo", "theo"), ("kai", "carol")):
        await scene.commands(name, "case owner", number=1, person=scene.who(owner))
    await scene.decide()
    assert not scene.heard("theo")
    assert not scene.heard("carol")
    await scene.commands("noor", "case owner", number=1, person=scene.who("carol"))
    await scene.decide()
    assert SENTENCE in scene.told("carol")


@team(2)
async def test_in_a_team_of_two_one_is_enough(scene: Scene) -> None:
    """A small team names the owner by one moderator."""
    await pictured(scene)
    [card] = scene.cards
    await scene.vote("mo", ASK, card)
    await scene.note("mo", card)
    shown = await scene.commands("mo", "case owner", number=1, person=scene.who("theo"))
    assert says(shown.text, "say.owner_named", case=1)
    await scene.decide()
    assert SENTENCE in scene.told("theo")


async def test_keeping_needs_no_owner(scene: Scene) -> None:
    """What is kept needs nobody's name, and is not taken up again."""
    await pictured(scene)
    [card] = scene.cards
    await scene.vote("mo kai", KEEP, card)
    await scene.decide()
    assert says(card.text, "say.status_cleared")
    files = [scene.picture("seen-1.jpg", 1), scene.picture("seen-2.jpg", 2)]
    assert says((await scene.report("bob", "", files=files)).text, "say.report_decided")


async def test_the_named_owner_answers(scene: Scene) -> None:
    """A case without a listing goes its whole way; 'removed' is for moderators to judge, as nobody can look."""
    await pictured(scene)
    await scene.ask(scene.cards[0])
    for name in ("mo", "kai"):
        await scene.commands(name, "case owner", number=1, person=scene.who("theo"))
    await scene.decide()
    await scene.writes("theo", "removed")
    await scene.vote("mo", ACCEPT, scene.reply_card)
    await scene.decide()
    assert says(scene.told("theo"), "say.member_accepted", case=1)
    assert says(scene.told("alice"), "say.reporter_closed", case=1)


async def test_who_cannot_be_named(scene: Scene) -> None:
    """Not oneself. Whoever reported it is named like anybody else, so that no moderator can find out who that is."""
    await pictured(scene, "carol")
    for name in ("carol", "theo"):
        shown = await scene.commands("mo", "case owner", number=1, person=scene.who(name))
        assert says(shown.text, "say.owner_needs_second", case=1)
    shown = await scene.commands("mo", "case owner", number=1, person=scene.who("mo"))
    assert says(shown.text, "say.owner_yourself", case=1)


async def test_a_known_owner_is_not_changed(scene: Scene) -> None:
    """Where the platform says whose listing it is, nobody names another one."""
    await scene.case()
    shown = await scene.commands("mo", "case owner", number=1, person=scene.who("theo"))
    assert says(shown.text, "say.owner_known", case=1)
