"""The Discord edge: the only place that knows discord.py."""
