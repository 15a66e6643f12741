"""What `check` on a project folder and on the engine's preview of the same project see differently, with the cause.

They agree on every property that the program sets with a plain value. `docs/inputs.md` prints this table; a test
compares both readings of the same programs and finds every row, and nothing else.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class InputDifference:
    """One kind of difference. `folder` and `preview` say what each reading has."""

    subject: str
    folder: str
    preview: str
    cause: str


KNOWN_DIFFERENCES: Final = MappingProxyType(
    {
        "secret": InputDifference(
            "a secret that the program makes, or that is configured in clear",
            "its value, as a secret",
            "`[secret]`",
            "the engine withholds every secret from what it prints; rules show neither",
        ),
        "encrypted-configuration": InputDifference(
            "encrypted configuration that the program reads in clear (`require` instead of `require_secret`)",
            "unknown",
            "its value",
            "configuration is never decrypted here; the engine decrypts it, and no longer knows it for a secret",
        ),
        "other-stack": InputDifference(
            "an output of another stack",
            "unknown",
            "its value",
            "only the engine reaches the other stack's state",
        ),
        "existing-resource": InputDifference(
            "an output of a resource that exists already (`Vpc.get`)",
            "unknown",
            "its value",
            "only the engine asks the cloud",
        ),
        "existing-id": InputDifference(
            "the id of a resource that exists already, where another one takes it (`vpc.id`)",
            "the id",
            "unknown, with an engine that is older than the SDK",
            "SDKs of 2026 take the id from the engine's answer, which older engines leave out in a preview",
        ),
        "simulated-function": InputDifference(
            "the answer of a function about the account or the region (`getCallerIdentity`)",
            "a made-up account's, and a note that says so",
            "your account's",
            "an embedded cloud answers in place of yours",
        ),
        "unanswered-function": InputDifference(
            "the answer of any other function (`getAmi`)",
            "unknown, and a note that says so",
            "its value",
            "only the cloud can answer",
        ),
        "created-later": InputDifference(
            "a resource that is created from a value unknown to the folder's reading, inside `apply`",
            "not seen, and a note that says so",
            "the resource",
            "the program's `apply` does not run before the value is known",
        ),
        "deployed": InputDifference(
            "an output of a resource that is deployed already",
            "unknown",
            "its value",
            "a folder is read as before a first deployment; the preview has the stack's state",
        ),
        "provider-default": InputDifference(
            "a property that the program leaves out and the provider fills in (a name, `__defaults`)",
            "not there",
            "the provider's value",
            "only the provider's own plugin fills in; rules judge a missing property by what the provider does",
        ),
        "engine-input": InputDifference(
            "`version` and `__internal` of a provider",
            "not there",
            "the plugin's version",
            "the engine adds them to the provider's inputs; no rule reads them",
        ),
        "default-provider": InputDifference(
            "the default provider of a package",
            "a resource, with the configuration's region",
            "not there; the region is in the preview's `config`",
            "the engine lists only what the program registers; rules take the region from either",
        ),
        "reference-provider": InputDifference(
            "the provider of a `StackReference`",
            "none",
            "the engine's own, which is not listed",
            "the engine answers for its own types; no rule asks for their provider",
        ),
        "source": InputDifference(
            "the line of a resource that is made inside an installed package",
            "the innermost line of the project",
            "none",
            "a preview names the line that calls the SDK, wherever that is",
        ),
    }
)
"""By name."""


def as_markdown() -> str:
    """The table of `docs/inputs.md`."""
    rows = ["| what | project folder | preview | why |", "|---|---|---|---|"]
    rows += [
        f"| {each.subject} | {each.folder} | {each.preview} | {each.cause} |" for each in KNOWN_DIFFERENCES.values()
    ]
    return "\n".join(rows) + "\n"
