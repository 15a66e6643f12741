"""What today's program would do to a stack that stands: the engine's preview, in process and without credentials."""
