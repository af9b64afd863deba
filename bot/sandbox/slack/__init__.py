"""Slack's side of the wire, on loopback: one workspace, one app, and the people in it.

It enforces Slack's own rules (docs.slack.dev) and knows nothing of the bot that is driven against it:

    async with SlackSandbox(manifest=manifest, scale=50) as slack:
        mod, alice = slack.person("mod"), slack.person("alice")
        room = slack.channel("moderators", private_to=[mod])
        ...                              # start the bot with slack.bot_token, slack.app_token and the two URLs
        modal = opened(await alice.runs("/report-listing"))   # people act by what they see
        answer = await modal.submits({"Link": "https://…"})
        await slack.settle(idle)         # until everything is acknowledged, and the bot rests

The methods stand in `methods.METHODS`; what went over the wire in `slack.traffic`; what breaks in `slack.faults`.
A method that Slack does not have is answered with `unknown_method` and raised by `settle` and on leaving the context.
"""

from bot.sandbox.acts import ClientRefuses, DidNotRespond, File, NotSeen, Unsettled
from bot.sandbox.faults import Faults, Unexpected

from .acting import Nothing, Response, answer
from .drawn import ImageView
from .errors import SlackError
from .filling import Value
from .manifest import Manifest, ManifestRefused
from .modals import ModalView, opened
from .people import Person
from .places import ChannelView, GroupView
from .sandbox import SlackSandbox
from .traffic import Exchange
from .views import FileView, HomeView, MessageView

__all__ = [
    "ChannelView",
    "ClientRefuses",
    "DidNotRespond",
    "Exchange",
    "Faults",
    "File",
    "FileView",
    "GroupView",
    "HomeView",
    "ImageView",
    "Manifest",
    "ManifestRefused",
    "MessageView",
    "ModalView",
    "NotSeen",
    "Nothing",
    "Person",
    "Response",
    "SlackError",
    "SlackSandbox",
    "Unexpected",
    "Unsettled",
    "Value",
    "answer",
    "opened",
]
