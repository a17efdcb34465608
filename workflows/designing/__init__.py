"""Designers of what belongs to the way through a programme: its steps, and the texts of all of it."""
