"""What a state store is made of."""
