"""The rule builder: a rule taken apart into conditions and groups, and put together again, wherever a rule is edited."""
