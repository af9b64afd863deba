"""The closed unions: values that cannot change, so that what was decided, stored and shown stays what it was."""

from dataclasses import fields, is_dataclass
from typing import get_args

import pytest

from bot.moderation import commands, effects, events, inbound, views

UNIONS: dict[str, object] = {
    "commands": commands.Command,
    "events": events.Event,
    "effects": effects.Effect,
    "inbound": inbound.Inbound,
    "outgoing": views.Outgoing,
    "answers": views.Answer,
}
MEMBERS = [member for union in UNIONS.values() for member in get_args(union)]


@pytest.mark.parametrize("member", MEMBERS)
def test_frozen(member: type) -> None:
    """Every member of a union is a frozen dataclass."""
    assert vars(member)["__dataclass_params__"].frozen


@pytest.mark.parametrize("member", get_args(inbound.Inbound))
def test_keyed(member: type) -> None:
    """What people do in a chat carries the platform's own id first, so that a repeat changes nothing."""
    assert is_dataclass(member)
    assert fields(member)[0].name == "key"
