"""A programme's definition as people read it, in the administration."""
