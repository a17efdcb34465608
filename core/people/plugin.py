"""What the registry gives to the house: its pages, its place in the navigation."""
