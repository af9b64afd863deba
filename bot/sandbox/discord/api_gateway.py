"""Routes that tell where the gateway is (docs.discord.com: 'Gateway', 'Get Gateway Bot')."""

from __future__ import annotations

from .calls import Call, Reply


def gateway(call: Call) -> Reply:
    """GET /gateway."""
    return Reply({"url": call.world.gateway_url})


def gateway_bot(call: Call) -> Reply:
    """GET /gateway/bot: with what is left of the day's IDENTIFYs."""
    total, used = call.world.identify_budget, call.world.identified
    limit = {"total": total, "remaining": max(total - used, 0), "reset_after": 86_400_000, "max_concurrency": 1}
    return Reply({"url": call.world.gateway_url, "shards": 1, "session_start_limit": limit})
