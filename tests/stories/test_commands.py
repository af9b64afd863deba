"""The commands: what they show, and to whom they show nothing."""

from typing import Any

import pytest

from tests.stories.acting import ASK, KEEP, LINK, SEEN, SENTENCE, TEXTS, Scene, says

ORDERS = ("case show", "case withdraw", "case owner")


def options(scene: Scene, command: str, number: int = 1, owner: str = "theo") -> dict[str, Any]:
    """What a command about a case wants."""
    more: dict[str, dict[str, Any]] = {
        "case withdraw": {"reason": "By mistake."},
        "case owner": {"person": scene.who(owner)},
    }
    return {"number": number, **more.get(command, {})}


async def test_case_show(scene: Scene) -> None:
    """A case with its reports, in their words, and what happened to it, without a name of who reported or voted."""
    await scene.asked()
    shown = await scene.commands("mo", "case show", number=1)
    assert "Neon Koi" in shown.text
    assert SENTENCE in shown.text
    assert says(shown.text, "command.reports_line", words=SEEN)
    for key in ("command.reports", "say.history_opened", "say.history_verdict_ask", "say.history_notice"):
        assert says(shown.text, key), key
    assert not [name for name in ("alice", "kai") if name in shown.text.lower()]


async def test_case_show_tells_of_earlier_cases(scene: Scene) -> None:
    """Earlier cases of the same owner, and how they ended, stand there and not on the card."""
    card = await scene.case("First Snow")
    await scene.vote("mo kai", KEEP, card)
    await scene.decide()
    card = await scene.case("Neon Koi")
    assert "First Snow" not in card.text
    shown = await scene.commands("mo", "case show", number=2)
    assert says(shown.text, "command.earlier")
    assert "First Snow" in shown.text


async def test_case_list(scene: Scene) -> None:
    """The open cases, oldest first; one that is over is not among them."""
    for title in ("Neon Koi", "First Snow", "Harbour"):
        await scene.case(title)
    await scene.vote("mo kai", KEEP, scene.card("First Snow"))
    await scene.decide()
    text = (await scene.commands("noor", "case list")).text
    assert text.index("Neon Koi") < text.index("Harbour")
    assert "First Snow" not in text


async def test_case_list_with_nothing_on_it(scene: Scene) -> None:
    """That there is nothing is said."""
    assert says((await scene.commands("noor", "case list")).text, "command.list_empty")


async def test_case_next(scene: Scene) -> None:
    """The oldest case that still wants one's vote; none where one voted on all, or reported them."""
    first, second = await scene.case("Neon Koi"), await scene.case("First Snow")
    assert "Neon Koi" in (await scene.commands("mo", "case next")).text
    await scene.vote("mo", ASK, first)
    assert "First Snow" in (await scene.commands("mo", "case next")).text
    await scene.vote("mo", KEEP, second)
    assert says((await scene.commands("mo", "case next")).text, "command.list_empty")
    await scene.report("kai", scene.on.gallery.listings[0].url)
    assert "First Snow" in (await scene.commands("kai", "case next")).text


async def test_my_case_betrays_nothing_before_a_notice(scene: Scene) -> None:
    """For the owner there is no case before the notice was sent; then there is, in the artist's words."""
    card = await scene.case()
    await scene.vote("mo kai", ASK, card)
    assert says((await scene.commands("ines", "my-case")).text, "command.my_cases_none")
    await scene.note("mo", card)
    await scene.decide()
    shown = await scene.commands("ines", "my-case")
    assert says(shown.text, "command.my_cases")
    assert says(shown.text, "say.my_case_awaiting_member")
    assert SENTENCE in shown.text


async def test_my_case_of_somebody_else(scene: Scene) -> None:
    """Reporters and moderators have no case of their own for having to do with somebody else's."""
    await scene.asked()
    for name in ("alice", "mo", "theo"):
        assert says((await scene.commands(name, "my-case")).text, "command.my_cases_none")


async def test_commands_in_a_private_conversation(scene: Scene) -> None:
    """/my-case, /ai-policy and /report-listing work there too."""
    await scene.asked()
    ines = scene.who("ines")
    assert says((await ines.asks("my-case")).text, "command.my_cases")
    assert "2026-11" in (await ines.asks("ai-policy")).text
    assert LINK in (await ines.opens("report-listing", in_private=True)).kinds
    await scene.settle()


async def test_the_policy(scene: Scene) -> None:
    """Everybody can read it: version, stance, what is welcome, what is not, and whom to ask."""
    shown = await scene.commands("alice", "ai-policy")
    for key in ("policy", "policy_allowed", "policy_not_allowed", "policy_support"):
        assert says(shown.text, f"command.{key}"), key
    assert "2026-11" in shown.text
    assert "slop" in shown.text


@pytest.mark.parametrize("command", [*ORDERS, "case list", "case next"])
async def test_outsiders(scene: Scene, command: str) -> None:
    """Who is no moderator is told that this is for moderators, and nothing of any case."""
    await scene.case()
    given = options(scene, command, owner="alice") if command in ORDERS else {}
    shown = await scene.commands("bob", command, **given)
    assert shown.text == TEXTS["say.moderators_only"]
    assert says(scene.cards[0].text, "card.heading_listing")


@pytest.mark.parametrize("command", ORDERS)
async def test_the_owner(scene: Scene, command: str) -> None:
    """A moderator whose listing it is handles nothing about it, and learns nothing."""
    scene.listing("Neon Koi", owner="mo")
    await scene.report("alice", scene.on.gallery.listings[0].url)
    shown = await scene.commands("mo", command, **options(scene, command))
    assert says(shown.text, "say.not_your_case", case=1)
    assert "Neon Koi" not in shown.text


@pytest.mark.parametrize("command", ["case withdraw", "case owner"])
async def test_a_reporter(scene: Scene, command: str) -> None:
    """A moderator who reported changes nothing about the case."""
    await scene.case(reporter="mo")
    shown = await scene.commands("mo", command, **options(scene, command))
    assert says(shown.text, "say.not_your_case", case=1)
    assert says(scene.cards[0].text, "card.heading_listing")


@pytest.mark.parametrize("command", ORDERS)
async def test_no_such_case(scene: Scene, command: str) -> None:
    """A number that no case has is said to be none."""
    shown = await scene.commands("mo", command, **options(scene, command, 999_999_999))
    assert says(shown.text, "say.no_such_case", case=999_999_999)


@pytest.mark.parametrize("command", ["case withdraw", "case owner"])
async def test_a_case_that_is_over(scene: Scene, command: str) -> None:
    """Nothing is changed about it any more."""
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    await scene.decide()
    shown = await scene.commands("mo", command, **options(scene, command))
    assert says(shown.text, "say.case_over", case=1)
