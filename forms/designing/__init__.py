"""The form designer: forms changed without code, one edit at a time, and shown as they will look."""
