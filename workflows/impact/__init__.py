"""What a change of a programme would do, per person and case, before it is published."""
