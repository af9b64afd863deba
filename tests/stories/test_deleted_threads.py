"""An artist's thread is deleted, by an admin or by the workspace's retention: they hear of their case all the same."""

from tests.stories.acting import ACCEPT, AGAIN, Scene, needs, says
from tests.stories.on_slack import SlackSeen

pytestmark = needs("threads", of="members")


async def answered(scene: Scene) -> None:
    """An artist has answered, and then the notice is deleted with all that stands below it."""
    notice = await scene.asked()
    await scene.writes("ines", "I inked every fin myself.")
    assert isinstance(notice, SlackSeen)
    scene.on.slack.retains_no_more(notice.view)
    await scene.settle()


async def test_asked_again(scene: Scene) -> None:
    """The second question stands in the conversation itself, and their time to answer runs."""
    await answered(scene)
    card = scene.reply_card
    await scene.vote("mo kai", AGAIN, card)
    await scene.note("mo", card)
    await scene.decide()
    assert says(scene.told("ines"), "notice.greeting_again", title="Neon Koi")
    assert says(card.text, "say.status_awaiting_member")


async def test_what_was_decided(scene: Scene) -> None:
    """So does the word that their answer was accepted."""
    await answered(scene)
    await scene.vote("mo kai", ACCEPT, scene.reply_card)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_accepted", case=1)
