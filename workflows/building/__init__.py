"""The rule builder: criteria of a programme written without code, as a draft beside what is published."""
