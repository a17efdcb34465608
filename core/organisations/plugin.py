"""What organisations give to the house."""
