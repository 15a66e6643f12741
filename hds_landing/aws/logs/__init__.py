"""What the log components are made of."""
