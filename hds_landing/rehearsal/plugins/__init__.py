"""The embedded clouds as Pulumi provider plugins, for the real engine."""
