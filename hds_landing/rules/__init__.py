"""What a resource must be like, and who says so: rules, the rulebook that collects them, and their evaluation."""
