"""Links and reports that lead nowhere: each gets a clear private answer, and no case opens."""

import pytest

from bot.sandbox.acts import ClientRefuses
from bot.stage import SUPPORT
from tests.stories.acting import CONCERN, ELSEWHERE, GO_ON, LINK, SEEN, SLOP, WORDS, Scene, says, team
from tests.stories.forging import id_of, presses


@pytest.fixture(autouse=True)
def no_case_unless_said(scene: Scene) -> Scene:
    """Each story begins with an empty room."""
    assert not scene.cards
    return scene


@pytest.mark.parametrize(
    ("link", "key"),
    [
        ("{home}/works/nothing-99", "listing.not_found"),
        ("https://elsewhere.example/works/neon-koi-1", "listing.foreign"),
        ("{home}/about", "listing.foreign"),
        ("http://mo:secret@{host}/works/neon-koi-1", "listing.foreign"),
        ("http://{host}@elsewhere.example/works/neon-koi-1", "listing.foreign"),
        ("javascript:alert(1)", "listing.foreign"),
        ("the koi one", "listing.foreign"),
        ("{home}/works/..%2f..%2fapi", "listing.foreign"),
    ],
)
async def test_a_link_that_leads_to_no_listing(scene: Scene, link: str, key: str) -> None:
    """Unknown, foreign, with credentials, or no link at all: said in private, nothing is reported."""
    scene.listing("Neon Koi")
    shown = await scene.report("alice", link.format(home=scene.on.gallery.url, host=scene.on.gallery.host))
    assert says(shown.text, key)
    assert shown.ephemeral
    assert not scene.cards
    assert not [each for each in scene.on.gallery.requests if "secret" in str(each)]


async def test_a_listing_of_ones_own(scene: Scene) -> None:
    """There is nothing to report about it, and a contact for what worries."""
    shown = await scene.report("ines", scene.listing("Neon Koi").url)
    assert says(shown.text, "say.report_own", support=SUPPORT)
    assert not scene.cards


async def test_a_listing_of_ones_own_that_others_reported(scene: Scene) -> None:
    """The owner who reports it too hears the same words, and nothing of the case."""
    await scene.case()
    shown = await scene.report("ines", scene.on.gallery.listings[0].url)
    assert says(shown.text, "say.report_own")
    assert "case 1" not in shown.text.lower()


async def test_a_second_report_by_the_same_person(scene: Scene) -> None:
    """One is enough; the case is named again, and counts one report."""
    await scene.case()
    shown = await scene.report("alice", scene.on.gallery.listings[0].url, "I really mean it, look at it.")
    assert says(shown.text, "say.report_repeated", case=1)
    assert says((await scene.commands("mo", "case show", number=1)).text, "command.reports")
    assert len(scene.cards) == 1


async def test_neither_link_nor_picture(scene: Scene) -> None:
    """What is reported must be said somehow."""
    shown = await scene.report("alice", "")
    assert says(shown.text, "say.report_nothing")


async def test_a_message_without_a_link(scene: Scene) -> None:
    """'Report listing' on a message that has none opens an empty form, and the rest is as with any other."""
    posted = await scene.who("bob").writes("Has anybody seen the koi?", where="lobby")
    form = await scene.who("alice").uses("Report listing", posted)
    assert form.value(LINK) == ""
    assert says((await scene.fill("alice", form)).text, "say.report_nothing")
    assert not scene.cards


async def test_something_else(scene: Scene) -> None:
    """Stolen or unlawful content is for the support contact: no case opens."""
    shown = await scene.report("alice", scene.listing("Neon Koi").url, concern=ELSEWHERE)
    assert says(shown.text, "say.report_elsewhere", support=SUPPORT)
    assert not scene.cards


async def test_a_platform_that_does_not_answer(scene: Scene) -> None:
    """The report waits, is tried again, and after some minutes the reporter hears that nothing was reported."""
    url = scene.listing("Neon Koi").url
    scene.on.gallery.down()
    form = await scene.form("alice")
    await form.submits({LINK: url, CONCERN: SLOP, WORDS: SEEN})
    for _ in range(8):
        await scene.decide()
    assert says(scene.told("alice"), "listing.unreachable")
    assert not scene.cards


async def test_a_platform_that_answers_nonsense(scene: Scene) -> None:
    """The same holds for an API that answers with something else than a listing."""
    url = scene.listing("Neon Koi").url
    scene.on.gallery.garble()
    form = await scene.form("alice")
    await form.submits({LINK: url, CONCERN: SLOP, WORDS: SEEN})
    await scene.settle()
    scene.on.gallery.up()
    await scene.decide()
    assert says(scene.told("alice"), "say.report_taken", case=1)


@team(1)
async def test_a_report_that_would_leave_nobody(scene: Scene) -> None:
    """The only moderator is told before anything is sent, and alone may go on; support hears that nobody can vote."""
    shown = await scene.report("mo", scene.listing("Neon Koi").url)
    assert says(shown.text, "say.report_leaves_nobody")
    assert shown.buttons[0] == GO_ON
    alice = scene.who("alice")
    refused = await presses(alice, id_of(GO_ON, shown), await alice.runs("ai-policy"))
    assert says(refused.text, "say.not_yours")
    await scene.settle()
    assert not scene.cards
    await scene.who("mo").clicks(GO_ON, shown)
    await scene.settle()
    told = scene.who("mo").answers[-1].text
    assert says(told, "say.report_confirmed") or says(told, "say.report_taken", case=1)
    assert [each for each in scene.cards if says(each.text, "card.heading_listing")]
    assert says(scene.card("may vote").text, "say.too_few", case=1, able=0)


async def test_a_team_too_small_for_its_quorum(scene: Scene) -> None:
    """Where reports leave fewer moderators than must agree, support is told at once, and the deadline decides."""
    url = scene.listing("Neon Koi").url
    for name in ("mo", "kai"):
        await scene.report(name, url)
    [card, line] = scene.cards
    assert says(line.text, "say.too_few", case=1, able=1, quorum=2)
    assert not [name for name in ("mo", "kai") if name in line.text.lower().split()]
    await scene.days(8)
    assert says(card.text, "say.status_lapsed")


@pytest.mark.parametrize("words", ["", "short"])
async def test_a_reason_that_the_form_does_not_take(scene: Scene, words: str) -> None:
    """An empty or too short reason never leaves the chat's own form."""
    form = await scene.form("alice")
    with pytest.raises(ClientRefuses):
        await form.submits({LINK: scene.listing("Neon Koi").url, CONCERN: SLOP, WORDS: words})


async def test_a_reason_of_nothing_but_spaces(scene: Scene) -> None:
    """Spaces are no reason, however many: the form says so, or the bot does."""
    url = scene.listing("Neon Koi").url
    if scene.ways("alice").takes_spaces:
        shown = await scene.report("alice", url, " " * 30)
        assert says(shown.text, "say.report_words", least=10, most=1000)
    else:
        with pytest.raises(ClientRefuses):
            await scene.report("alice", url, " " * 30)
    assert not scene.cards
