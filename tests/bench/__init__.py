"""Measurements: each compares what we do with a limit, in the same run, and says the limit's own figure."""
