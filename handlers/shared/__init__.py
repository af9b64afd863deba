"""What the edges truly have in common: the words of people, before any chat's markup."""
