"""Accepted findings: the waiver record and its file. Plain values, for spec, rules and reports alike."""
