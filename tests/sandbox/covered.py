"""Which test uses which route of Discord's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.discord import Exchange

COVERED: dict[tuple[str, str], str] = {
    ("GET", "/users/@me"): "test_ready_and_guild",
    ("GET", "/users/@me/guilds"): "test_guild_and_members",
    ("GET", "/users/{user_id}"): "test_guild_and_members",
    ("POST", "/users/@me/channels"): "test_direct_messages_both_ways",
    ("GET", "/oauth2/applications/@me"): "test_ready_and_guild",
    ("GET", "/applications/@me"): "test_ready_and_guild",
    ("GET", "/gateway"): "test_where_the_gateway_is",
    ("GET", "/gateway/bot"): "test_where_the_gateway_is",
    ("GET", "/guilds/{guild_id}"): "test_guild_and_members",
    ("GET", "/guilds/{guild_id}/channels"): "test_guild_and_members",
    ("GET", "/guilds/{guild_id}/threads/active"): "test_threads",
    ("GET", "/guilds/{guild_id}/roles"): "test_guild_and_members",
    ("GET", "/guilds/{guild_id}/roles/member-counts"): "test_guild_and_members",
    ("GET", "/guilds/{guild_id}/members"): "test_members_intent",
    ("GET", "/guilds/{guild_id}/members/search"): "test_guild_and_members",
    ("GET", "/guilds/{guild_id}/members/{user_id}"): "test_guild_and_members",
    ("GET", "/channels/{channel_id}"): "test_channels",
    ("PATCH", "/channels/{channel_id}"): "test_threads_that_are_put_away",
    ("DELETE", "/channels/{channel_id}"): "test_threads",
    ("POST", "/channels/{channel_id}/typing"): "test_channels",
    ("GET", "/channels/{channel_id}/messages"): "test_history",
    ("POST", "/channels/{channel_id}/messages"): "test_traffic_is_recorded",
    ("GET", "/channels/{channel_id}/messages/{message_id}"): "test_bot_reads_reactions",
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): "test_edit_and_delete",
    ("DELETE", "/channels/{channel_id}/messages/{message_id}"): "test_edit_and_delete",
    ("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions"): "test_bot_reacts_and_removes",
    ("GET", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}"): "test_bot_reads_reactions",
    ("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}"): "test_bot_reacts_and_removes",
    ("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me"): "test_bot_reacts_and_removes",
    (
        "DELETE",
        "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me",
    ): "test_bot_reacts_and_removes",
    (
        "DELETE",
        "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/{user_id}",
    ): "test_bot_reacts_and_removes",
    ("POST", "/channels/{channel_id}/threads"): "test_threads",
    ("POST", "/channels/{channel_id}/messages/{message_id}/threads"): "test_threads",
    ("GET", "/channels/{channel_id}/users/@me/threads/archived/private"): "test_threads_that_are_put_away",
    ("GET", "/channels/{channel_id}/thread-members"): "test_threads",
    ("PUT", "/channels/{channel_id}/thread-members/@me"): "test_threads",
    ("PUT", "/channels/{channel_id}/thread-members/{user_id}"): "test_threads",
    ("DELETE", "/channels/{channel_id}/thread-members/{user_id}"): "test_threads",
    ("GET", "/applications/{application_id}/commands"): "test_command_registration",
    ("PUT", "/applications/{application_id}/commands"): "test_slash_command_modal_answer",
    ("POST", "/applications/{application_id}/commands"): "test_command_registration",
    ("GET", "/applications/{application_id}/guilds/{guild_id}/commands"): "test_command_registration",
    ("PUT", "/applications/{application_id}/guilds/{guild_id}/commands"): "test_command_registration",
    ("POST", "/applications/{application_id}/guilds/{guild_id}/commands"): "test_command_registration",
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback"): "test_slash_command_modal_answer",
    ("POST", "/webhooks/{webhook_id}/{webhook_token}"): "test_deferred_answer",
    ("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"): "test_deferred_answer",
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"): "test_menus",
    ("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"): "test_original_deleted",
    ("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"): "test_deferred_answer",
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"): "test_deferred_answer",
    ("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"): "test_deferred_answer",
}


def check(test: str, traffic: list[Exchange]) -> None:
    """Insist that a test used the routes that it is named for, and that they answered."""
    used = {(each.method, each.template) for each in traffic if each.status < 300}
    missing = [route for route, name in COVERED.items() if name == test and route not in used]
    assert not missing, f"{test} is named for {missing}, and did not use them"
