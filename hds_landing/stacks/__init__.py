"""The programs of the Pulumi stacks."""
