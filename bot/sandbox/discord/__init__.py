"""Discord's side of the wire, on loopback: one guild, one application, and the people in it.

It enforces Discord's own rules (docs.discord.com) and knows nothing of the bot that is driven against it:

    async with DiscordSandbox(scale=50) as discord:
        moderator = discord.role("moderator")
        room = discord.channel("moderators", private_to=[moderator])
        alice = discord.person("alice")
        ...                                      # start the bot with discord.token and the three URLs
        modal = opened(await alice.runs("report"))   # people act by what they see
        answer = await modal.submits({"Link": "https://…"})
        await discord.settle(idle)               # until the bot has received everything and rests

Routes stand in `routes.ROUTES`; what went over the wire in `discord.traffic`; what breaks in `discord.faults`.
A route that Discord does not have is answered with 501 and raised by `settle` and on leaving the context.
"""

from bot.sandbox.acts import ClientRefuses, DidNotRespond, File, NotSeen, Unsettled
from bot.sandbox.faults import Faults, Unexpected

from .acting import ModalView, Response, answer, opened
from .errors import ApiError
from .kinds import Intent
from .people import Person
from .permissions import Permission
from .places import ChannelView, RoleView
from .sandbox import DiscordSandbox
from .submissions import Value
from .traffic import Exchange
from .views import FileView, MessageView

__all__ = [
    "ApiError",
    "ChannelView",
    "ClientRefuses",
    "DidNotRespond",
    "DiscordSandbox",
    "Exchange",
    "Faults",
    "File",
    "FileView",
    "Intent",
    "MessageView",
    "ModalView",
    "NotSeen",
    "Permission",
    "Person",
    "Response",
    "RoleView",
    "Unexpected",
    "Unsettled",
    "Value",
    "answer",
    "opened",
]
