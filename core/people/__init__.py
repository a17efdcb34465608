"""The registry: people, their facts with history, and their identity, kept apart."""
