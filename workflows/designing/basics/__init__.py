"""The designer of what a programme says about itself, of what it offers to many at once, of what it counts, and of what may be
combined with it."""
