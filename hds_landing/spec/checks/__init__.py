"""What the fields of a spec say together: one module per concern, each `check(spec, today) -> list[Problem]`."""
