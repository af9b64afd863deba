"""What runs in the bounded process, and nowhere else: all that unpacks or parses a stranger's file."""
