"""The designer of a programme's own code lists, beside those that all programmes share."""
