"""A modal on somebody's screen: read, filled in, sent, answered (docs.slack.dev: 'Modals')."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.acts import ClientRefuses, DidNotRespond, NotSeen

from . import actions, api_views, interactions, payloads, view_check
from .deliveries import INTERACTIVE
from .drawn import Drawn, words
from .errors import SlackError
from .filling import Filler, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .acting import Actor, Response
    from .kinds import Json
    from .model import View

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True, slots=True)
class ModalView(Drawn):
    """A modal; `errors` are what the app found wrong with what was filled in, by label."""

    person: Actor
    view: View
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """Return its blocks."""
        return list(self.view.content["blocks"])

    @property
    def title(self) -> str:
        """Return what stands on top."""
        return words(self.view.content["title"])

    @property
    def fields(self) -> dict[str, Json]:
        """Return the fields by label, as they are on the wire."""
        return {words(each["label"]): each["element"] for each in self._inputs()}

    @property
    def open(self) -> bool:
        """Tell whether it is the one on top of the person's screen."""
        stack = self.world.screen(self.person.user).stack
        return bool(stack) and stack[-1] is self.view

    def _inputs(self) -> list[Json]:
        return [each for each in self.blocks if each["type"] == "input"]

    async def submits(self, values: Mapping[str, Value], *, waits: bool = True) -> Response:
        """Fill it in by label and send it; return what the person sees next."""
        self._must_be_open()
        unknown = set(values) - set(self.fields)
        if unknown:
            raise NotSeen(f"no {unknown} in this modal: {list(self.fields)}")
        if self.view.content.get("submit") is None:
            raise ClientRefuses("This modal has nothing to submit with")
        filler = Filler(self.world, self.person.user)
        state: Json = {}
        for block in self._inputs():
            part, value = block["element"], values.get(words(block["label"]))
            filled = filler.fill(part, value, optional=bool(block.get("optional")))
            state.setdefault(block["block_id"], {})[part["action_id"]] = filled
        self.view.values = self.view.values | state
        return await self._send(waits=waits)

    async def _send(self, *, waits: bool) -> Response:
        person, mark = self.person, len(self.world.screen(self.person.user).shown)
        told = person.payload("view_submission", view=payloads.view(self.world, self.view), response_urls=[])
        told["trigger_id"] = interactions.trigger(self.world, person.user, self.view)
        said = await person.asks(INTERACTIVE, told, "view_submission")
        try:
            shown = self._obey(said or {})
        except SlackError as refused:
            raise DidNotRespond(f"{TROUBLE} ({refused.body()})") from None
        return shown or await person.next_shown(mark, lambda: None, waits=waits, what="view_submission")

    def _obey(self, said: Json) -> ModalView | None:
        """Do what the acknowledgement says: errors, another view, one more on top, or close them all."""
        act, stack = said.get("response_action"), self.world.screen(self.person.user).stack
        if act == "errors":
            return ModalView(self.world, self.person, self.view, self._labelled(said.get("errors")))
        if act in ("update", "push"):
            content = view_check.read(self.world, said.get("view"), "modal")
            if act == "update":
                return ModalView(self.world, self.person, api_views.replace(self.world, self.view, content))
            made = api_views.make(self.world, self.person.user, content, self.view)
            return ModalView(self.world, self.person, api_views.show(self.world, made))
        if act == "clear":
            api_views.close(self.world, self.person.user)
        elif act is None and self.view in stack:
            stack.remove(self.view)
            self.view.closed = True
        elif act is not None:
            raise SlackError("invalid_response_action", response_action=act)
        return None

    def _labelled(self, errors: object) -> dict[str, str]:
        labels = {each["block_id"]: words(each["label"]) for each in self._inputs()}
        if not isinstance(errors, dict) or not errors or not set(errors) <= set(labels):
            raise SlackError("invalid_errors", errors=errors, blocks=list(labels))
        return {labels[block_id]: str(text) for block_id, text in errors.items()}

    async def clicks(self, label: str, *, waits: bool = True) -> Response:
        """Click a button in it."""
        self._must_be_open()
        block, part = self.button(label)
        return await actions.act(self.person, self.view, block, actions.pressed(part), waits=waits)

    async def chooses(self, menu: str, chosen: list[str], *, waits: bool = True) -> Response:
        """Choose from a menu in it."""
        self._must_be_open()
        block, part = self.menu(menu)
        return await actions.act(self.person, self.view, block, actions.chosen(part, [*chosen]), waits=waits)

    async def closes(self) -> None:
        """Close it without sending; the app hears of it only if the view asks for that."""
        self._must_be_open()
        self.world.screen(self.person.user).stack.remove(self.view)
        self.view.closed = True
        if self.view.content.get("notify_on_close"):
            told = self.person.payload("view_closed", view=payloads.view(self.world, self.view), is_cleared=False)
            await self.person.asks(INTERACTIVE, told, "view_closed")

    def _must_be_open(self) -> None:
        if not self.open:
            raise NotSeen(f"the modal {self.title!r} is not on {self.person.name}'s screen")


def opened(response: Response) -> ModalView:
    """Insist that the app opened a modal."""
    if not isinstance(response, ModalView):
        raise NotSeen(f"no modal came, but {response}")
    return response
