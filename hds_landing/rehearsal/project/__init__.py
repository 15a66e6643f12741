"""Somebody's Pulumi project, previewed: its program runs in its own interpreter, against a monitor of ours."""
