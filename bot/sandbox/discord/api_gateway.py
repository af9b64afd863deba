"""Routes that tell where the gateway is (docs.discord.com: 'Gateway', 'Get Gateway Bot')."""

from __future__ import annotations

from .calls import Call, Reply


def gateway(call: Call) -> Reply:
    """GET /gateway."""
    return Reply({"url": call.world.gateway_url})


def gateway_bot(call: Call) -> Reply:
    """GET /gateway/bot: with what is left of the day's IDENTIFYs."""
    return Reply({"url": call.world.gateway_url, "shards": 1, "session_start_limit": call.world.starts.limit()})
