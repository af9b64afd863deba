"""What `salon demo` plays: one case a tale.

Nothing here calls the bot: people act by what they see, and the checks read what people can see.
"""
