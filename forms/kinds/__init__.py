"""The kinds of fields. Each file holds all that belongs to one kind."""
