"""What a set of keys is made of."""
