"""What private buckets are made of."""
