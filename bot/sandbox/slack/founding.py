"""Setting the workspace up: its people, channels and groups."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from . import events
from .kinds import Place
from .model import Channel, Group, User
from .people import Person
from .places import ChannelView, GroupView
from .world import World

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .deliveries import Dispatcher
    from .manifest import Manifest
    from .timing import Timing

PATIENCE = 5.0


def found(timing: Timing, manifest: Manifest) -> World:
    """Found a workspace with an app installed in it."""
    team, app, now = timing.id("T"), timing.id("A"), timing.now()
    bot = User(timing.id("U"), manifest.bot_name, team, bot_id=timing.id("B"), app_id=app, updated=now)
    installer = User(timing.id("U"), "installer", team, "installer@sandbox.example", updated=now)
    tokens = f"xoxb-{team}-{bot.id}", f"xapp-1-{app}-sandbox"
    world = World(timing, manifest, bot, installer, team, app, *tokens)
    world.users = {each.id: each for each in (installer, bot)}
    return world


@dataclass(kw_only=True, eq=False, repr=False)
class Workspace:
    """What is set up before anybody acts.

    Attributes:
        people: everybody, by name; `channels` and `groups` likewise.
        patience: real seconds without anything happening, after which a person expects nothing more to come.
    """

    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, ChannelView] = field(default_factory=dict)
    groups: dict[str, GroupView] = field(default_factory=dict)
    patience: float = PATIENCE
    world: World = field(init=False)
    dispatcher: Dispatcher = field(init=False)
    _open: list[Channel] = field(default_factory=list, init=False)

    # What the bot must be told

    @property
    def bot_token(self) -> str:
        """Return the bot's token."""
        return self.world.bot_token

    @property
    def app_token(self) -> str:
        """Return the app-level token, which has connections:write."""
        return self.world.app_token

    @property
    def team_id(self) -> str:
        """Return the workspace's id."""
        return self.world.team_id

    @property
    def bot_user_id(self) -> str:
        """Return the id of the bot's account."""
        return self.world.bot.id

    # Setting up

    def person(self, name: str, *, locale: str = "en-US", email: str | None = None, team: str | None = None) -> Person:
        """Let a person join the workspace and its open channels; with another `team`, one of another workspace."""
        world = self.world
        user = User(world.timing.id("U"), name, team or world.team_id, locale=locale, updated=world.timing.now())
        user.email = f"{name}@sandbox.example" if email is None else email
        made = self._add(user)
        if team is None:
            for each in self._open:
                each.members.append(user.id)
            if world.started:
                events.user_event(world, "team_join", user)
        return made

    def robot(self, name: str, *, workflow: bool = False) -> Person:
        """Add another app's bot, or a workflow, which posts under no account; invite it to where it shall act."""
        timing = self.world.timing
        user = User(timing.id("U"), name, self.world.team_id, bot_id=timing.id("B"), app_id=timing.id("A"))
        user.workflow = workflow
        return self._add(user)

    def _add(self, user: User) -> Person:
        if user.name in self.people:
            raise ValueError(f"there is a {user.name!r} already")
        self.world.users[user.id] = user
        self.people[user.name] = Person(user, self.world, self.dispatcher, self.patience)
        return self.people[user.name]

    def channel(
        self,
        name: str,
        private_to: Sequence[Person] | None = None,
        *,
        bot: bool = True,
        ext_shared: bool = False,
    ) -> ChannelView:
        """Make a channel: open, with everybody of the workspace in it, or private to some; and, unless not, the bot."""
        world = self.world
        place = Place.PUBLIC if private_to is None else Place.PRIVATE
        own = [each for each in self.people.values() if each.user.team == world.team_id and not each.user.bot_id]
        people = own if private_to is None else private_to
        members = [each.id for each in people] + ([world.bot.id] if bot else [])
        made = Channel(world.timing.id("C"), place, name, world.installer.id, world.timing.now(), members)
        made.ext_shared = ext_shared
        world.channels[made.id] = made
        self._open += [made] if private_to is None else []
        self.channels[name] = ChannelView(made, world)
        return self.channels[name]

    def group(self, handle: str, people: Sequence[Person] = ()) -> GroupView:
        """Make a user group."""
        timing = self.world.timing
        made = Group(timing.id("S"), handle, handle.title(), [each.id for each in people], timing.now())
        self.world.groups[made.id] = made
        self.groups[handle] = GroupView(made)
        return self.groups[handle]

    def withholds(self, *scopes: str) -> None:
        """Take scopes from the app: whoever installed it did not grant them, or grants them no longer."""
        held = self.world.manifest
        self.world.manifest = replace(held, withheld=held.withheld | {*scopes})

    def emoji(self, name: str) -> str:
        """Add an emoji of the workspace's own, or one of Slack's that the sandbox does not know."""
        self.world.emoji.add(name)
        return name
