"""What the backup components are made of."""
