"""What private storage accounts are made of."""
