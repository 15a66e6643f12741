"""The parts of a Pulumi URN: `urn:pulumi:<stack>::<project>::<types of the parents and its own>::<name>`."""

_PARTS = 4


def is_urn(text: object) -> bool:
    """Whether `text` has the four parts of a URN and nothing that a terminal would act on."""
    return (
        isinstance(text, str)
        and text.startswith("urn:pulumi:")
        and len(text.split("::", _PARTS - 1)) == _PARTS
        and text.isprintable()
    )


def type_of(urn: str) -> str:
    """Its own type token, without those of its parents."""
    return urn.split("::", _PARTS - 1)[2].rpartition("$")[2]


def name_of(urn: str) -> str:
    """Its name in the program."""
    return urn.split("::", _PARTS - 1)[3]


def urn_of_provider(reference: str) -> str:
    """The URN in a reference to a provider, `<urn>::<id>`."""
    return reference.rpartition("::")[0]
