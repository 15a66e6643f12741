"""What the network components are made of."""
