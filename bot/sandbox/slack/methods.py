"""The one table of Web API methods: who answers, which scopes, which limit; `page` says where each is documented."""

from __future__ import annotations

from . import api_app, api_chat, api_conversations, api_files, api_reactions, api_users, api_views
from .calls import Method

ANY_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
ANY_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
ANY_WRITE = ("channels:manage", "groups:write", "im:write", "mpim:write")
CHAT, REACT = ("chat:write",), ("reactions:write",)
SEE_REACTIONS, SEE_FILES, SEND_FILES = ("reactions:read",), ("files:read",), ("files:write",)
SEE_USERS, SEE_GROUPS = ("users:read",), ("usergroups:read",)

ALL = (
    Method("api.test", api_app.api_test, "tier4", bearer="nobody"),
    Method("apps.connections.open", api_app.connections_open, "sockets", ("connections:write",), bearer="app"),
    Method("auth.test", api_app.auth_test, "many"),
    Method("bots.info", api_app.bots_info, "tier3", SEE_USERS),
    Method("chat.delete", api_chat.delete, "tier3", CHAT),
    Method("chat.getPermalink", api_chat.permalink, "many"),
    Method("chat.postEphemeral", api_chat.ephemeral, "tier4", CHAT),
    Method("chat.postMessage", api_chat.post, "posts", CHAT),
    Method("chat.update", api_chat.update, "tier3", CHAT),
    Method("conversations.history", api_conversations.history, "tier3", ANY_HISTORY),
    Method("conversations.info", api_conversations.info, "tier3", ANY_READ),
    Method("conversations.join", api_conversations.join, "tier3", ("channels:join",)),
    Method("conversations.list", api_conversations.listing, "tier2", ANY_READ),
    Method("conversations.members", api_conversations.members, "tier4", ANY_READ),
    Method("conversations.open", api_conversations.opened, "tier3", ANY_WRITE),
    Method("conversations.replies", api_conversations.replies, "tier3", ANY_HISTORY),
    Method("files.completeUploadExternal", api_files.complete, "tier4", SEND_FILES),
    Method("files.delete", api_files.delete, "tier3", SEND_FILES),
    Method("files.getUploadURLExternal", api_files.get_url, "tier4", SEND_FILES),
    Method("files.info", api_files.info, "tier4", SEE_FILES),
    Method("reactions.add", api_reactions.add, "tier3", REACT),
    Method("reactions.get", api_reactions.get, "tier3", SEE_REACTIONS),
    Method("reactions.list", api_reactions.listing, "tier2", SEE_REACTIONS),
    Method("reactions.remove", api_reactions.remove, "tier2", REACT),
    Method("team.info", api_app.team_info, "tier3", ("team:read",)),
    Method("usergroups.list", api_users.groups, "tier2", SEE_GROUPS),
    Method("usergroups.users.list", api_users.in_group, "tier2", SEE_GROUPS),
    Method("users.conversations", api_conversations.of_user, "tier3", ANY_READ),
    Method("users.info", api_users.info, "tier4", SEE_USERS),
    Method("users.list", api_users.listing, "tier2", SEE_USERS),
    Method("users.lookupByEmail", api_users.by_email, "tier3", ("users:read.email",)),
    Method("views.open", api_views.opened, "tier4"),
    Method("views.publish", api_views.publish, "tier4"),
    Method("views.push", api_views.push, "tier4"),
    Method("views.update", api_views.update, "tier4"),
)
METHODS = {each.name: each for each in ALL}
