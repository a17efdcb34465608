"""Documents about a person, put together from her cases, kept in versions."""
