"""AWS in memory: one module per service, each a table from Pulumi type to what creates it."""
