"""What was drawn, whatever drew it: one record per resource, its readers, its writer and its index."""
