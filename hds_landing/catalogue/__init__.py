"""Dated, sourced facts: YAML files in `data/` and one small typed loader per subject; each is read when asked for."""


def version() -> str:
    """The edition of the facts: the date of the last check and a hash of every data file.

    Shape: `2026-11-22+1a2b3c4d5e6f`.
    """
    from hds_landing.catalogue.edition import edition

    return edition()
