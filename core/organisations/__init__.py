"""Units and their tree: who belongs below whom."""
