"""Salon: what the bot knows and decides, and the wiring."""
