"""The designer of letters: their texts, the placeholders that may stand in them, and how a letter reads for somebody."""
