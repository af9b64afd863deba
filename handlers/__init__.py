"""Thin edges: what a chat or the web says becomes an event, what Salon decides becomes a message."""
