"""The one table of routes: method, template, documentation page at docs.discord.com, and who answers."""

from __future__ import annotations

from . import api_commands, api_gateway, api_interactions, api_messages, api_people, api_reactions, api_threads
from .calls import Route

CHANNEL = "/channels/{channel_id}"
MESSAGES = f"{CHANNEL}/messages"
MESSAGE = f"{MESSAGES}/{{message_id}}"
REACTIONS = f"{MESSAGE}/reactions"
REACTION = f"{REACTIONS}/{{emoji_name}}"
MEMBERS = f"{CHANNEL}/thread-members"
GUILD = "/guilds/{guild_id}"
COMMANDS = "/applications/{application_id}/commands"
GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"
WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = f"{WEBHOOK}/messages/@original"
FOLLOW_UP = f"{WEBHOOK}/messages/{{message_id}}"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"

USER_PAGE, GUILD_PAGE, CHANNEL_PAGE, MESSAGE_PAGE = "User", "Guild", "Channel", "Message"
APPLICATION_PAGE, COMMANDS_PAGE, GATEWAY_PAGE = "Application", "Application Commands", "Gateway"
RESPONDING_PAGE = "Receiving and Responding to Interactions"

# A literal segment stands before a parameter in the same place: the first match answers.
ROUTES: tuple[Route, ...] = (
    Route("GET", "/users/@me", USER_PAGE, api_people.own_user),
    Route("GET", "/users/@me/guilds", USER_PAGE, api_people.own_guilds),
    Route("GET", "/users/{user_id}", USER_PAGE, api_people.user),
    Route("POST", "/users/@me/channels", USER_PAGE, api_people.open_direct),
    Route("GET", "/oauth2/applications/@me", "OAuth2", api_people.application),
    Route("GET", "/applications/@me", APPLICATION_PAGE, api_people.application),
    Route("GET", "/gateway", GATEWAY_PAGE, api_gateway.gateway, authorized=False),
    Route("GET", "/gateway/bot", GATEWAY_PAGE, api_gateway.gateway_bot),
    Route("GET", GUILD, GUILD_PAGE, api_people.guild),
    Route("GET", f"{GUILD}/channels", GUILD_PAGE, api_people.channels),
    Route("GET", f"{GUILD}/threads/active", GUILD_PAGE, api_people.active_threads),
    Route("GET", f"{GUILD}/roles", GUILD_PAGE, api_people.roles),
    Route("GET", f"{GUILD}/roles/member-counts", GUILD_PAGE, api_people.role_member_counts),
    Route("GET", f"{GUILD}/members", GUILD_PAGE, api_people.members),
    Route("GET", f"{GUILD}/members/search", GUILD_PAGE, api_people.search_members),
    Route("GET", f"{GUILD}/members/{{user_id}}", GUILD_PAGE, api_people.member),
    Route("GET", CHANNEL, CHANNEL_PAGE, api_messages.channel),
    Route("PATCH", CHANNEL, CHANNEL_PAGE, api_threads.bring_back),
    Route("DELETE", CHANNEL, CHANNEL_PAGE, api_messages.delete_channel),
    Route("POST", f"{CHANNEL}/typing", CHANNEL_PAGE, api_messages.typing),
    Route("GET", MESSAGES, MESSAGE_PAGE, api_messages.listing),
    Route("POST", MESSAGES, MESSAGE_PAGE, api_messages.post, "message-create"),
    Route("GET", MESSAGE, MESSAGE_PAGE, api_messages.get),
    Route("PATCH", MESSAGE, MESSAGE_PAGE, api_messages.patch, "message-edit"),
    Route("DELETE", MESSAGE, MESSAGE_PAGE, api_messages.delete, "message-delete"),
    Route("DELETE", REACTIONS, MESSAGE_PAGE, api_reactions.clear, "reaction"),
    Route("GET", REACTION, MESSAGE_PAGE, api_reactions.users),
    Route("DELETE", REACTION, MESSAGE_PAGE, api_reactions.clear_emoji, "reaction"),
    Route("PUT", f"{REACTION}/@me", MESSAGE_PAGE, api_reactions.add, "reaction"),
    Route("DELETE", f"{REACTION}/@me", MESSAGE_PAGE, api_reactions.remove_own, "reaction"),
    Route("DELETE", f"{REACTION}/{{user_id}}", MESSAGE_PAGE, api_reactions.remove, "reaction"),
    Route("POST", f"{CHANNEL}/threads", CHANNEL_PAGE, api_threads.without_message),
    Route("POST", f"{MESSAGE}/threads", CHANNEL_PAGE, api_threads.from_message),
    Route("GET", f"{CHANNEL}/users/@me/threads/archived/private", CHANNEL_PAGE, api_threads.archived),
    Route("GET", MEMBERS, CHANNEL_PAGE, api_threads.members),
    Route("PUT", f"{MEMBERS}/@me", CHANNEL_PAGE, api_threads.join),
    Route("PUT", f"{MEMBERS}/{{user_id}}", CHANNEL_PAGE, api_threads.add_member),
    Route("DELETE", f"{MEMBERS}/{{user_id}}", CHANNEL_PAGE, api_threads.remove_member),
    Route("GET", COMMANDS, COMMANDS_PAGE, api_commands.get),
    Route("PUT", COMMANDS, COMMANDS_PAGE, api_commands.put),
    Route("POST", COMMANDS, COMMANDS_PAGE, api_commands.post),
    Route("GET", GUILD_COMMANDS, COMMANDS_PAGE, api_commands.get),
    Route("PUT", GUILD_COMMANDS, COMMANDS_PAGE, api_commands.put),
    Route("POST", GUILD_COMMANDS, COMMANDS_PAGE, api_commands.post),
    Route("POST", CALLBACK, RESPONDING_PAGE, api_interactions.callback, authorized=False),
    Route("POST", WEBHOOK, RESPONDING_PAGE, api_interactions.follow_up, "webhook", authorized=False),
    Route("GET", ORIGINAL, RESPONDING_PAGE, api_interactions.get, authorized=False),
    Route("PATCH", ORIGINAL, RESPONDING_PAGE, api_interactions.patch, "webhook", authorized=False),
    Route("DELETE", ORIGINAL, RESPONDING_PAGE, api_interactions.delete, authorized=False),
    Route("GET", FOLLOW_UP, RESPONDING_PAGE, api_interactions.get, authorized=False),
    Route("PATCH", FOLLOW_UP, RESPONDING_PAGE, api_interactions.patch, "webhook", authorized=False),
    Route("DELETE", FOLLOW_UP, RESPONDING_PAGE, api_interactions.delete, authorized=False),
)


def find(method: str, raw_path: str) -> tuple[Route, dict[str, str]] | None:
    """Find the route of a request, with its parameters."""
    for route in ROUTES:
        params = route.match(method, raw_path)
        if params is not None:
            return route, params
    return None
