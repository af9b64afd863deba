"""Which test uses which method of Slack's Web API."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.slack import Exchange

COVERED: dict[str, str] = {
    "api.test": "test_the_app_and_its_workspace",
    "apps.connections.open": "test_ticket_is_used_once",
    "auth.test": "test_hello_and_identity",
    "bots.info": "test_the_app_and_its_workspace",
    "chat.delete": "test_edit_and_delete",
    "chat.getPermalink": "test_threads",
    "chat.postEphemeral": "test_ephemeral",
    "chat.postMessage": "test_post_and_look_up_by_metadata",
    "chat.update": "test_edit_and_delete",
    "conversations.history": "test_post_and_look_up_by_metadata",
    "conversations.info": "test_conversations",
    "conversations.join": "test_conversations",
    "conversations.list": "test_conversations",
    "conversations.members": "test_conversations",
    "conversations.open": "test_direct_messages_both_ways",
    "conversations.replies": "test_threads",
    "files.completeUploadExternal": "test_upload_without_a_channel",
    "files.delete": "test_upload_without_a_channel",
    "files.getUploadURLExternal": "test_upload_without_a_channel",
    "files.info": "test_upload_without_a_channel",
    "reactions.add": "test_bot_reacts",
    "reactions.get": "test_bot_reads_reactions",
    "reactions.list": "test_bot_reads_reactions",
    "reactions.remove": "test_bot_reacts",
    "team.info": "test_the_app_and_its_workspace",
    "usergroups.list": "test_user_groups",
    "usergroups.users.list": "test_user_groups",
    "users.conversations": "test_conversations",
    "users.info": "test_people",
    "users.list": "test_people",
    "users.lookupByEmail": "test_people",
    "views.open": "test_command_modal_ephemeral",
    "views.publish": "test_app_home",
    "views.push": "test_modal_chain",
    "views.update": "test_modal_chain",
}


def check(test: str, traffic: list[Exchange]) -> None:
    """Insist that a test used the methods that it is named for, and that they answered."""
    used = {each.method for each in traffic if each.ok}
    missing = [method for method, name in COVERED.items() if name == test and method not in used]
    assert not missing, f"{test} is named for {missing}, and did not use them"
