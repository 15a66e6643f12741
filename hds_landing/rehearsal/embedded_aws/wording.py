"""Errors of the client library and of the emulated services, in the user's words."""

import re
from collections.abc import Callable
from typing import TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from hds_landing.rehearsal.embedded_cloud import Gone, Refused

_Answer = TypeVar("_Answer")
_ABSENT = re.compile(r"NotFound|NoSuch|^404$")
"""How services call what does not exist; S3 calls an absent setting so as well."""


def in_words(call: Callable[[], _Answer]) -> _Answer:
    """What the call answers; raises Gone where something asked for does not exist, Refused for any other error."""
    try:
        return call()
    except ClientError as error:
        told = error.response["Error"]
        kind = Gone if _ABSENT.search(str(told.get("Code"))) else Refused
        raise kind(f"{error.operation_name}: {told.get('Code')}: {told.get('Message')}") from None
    except BotoCoreError as error:
        raise Refused(str(error)) from None
    except NotImplementedError as error:
        raise Refused(f"the embedded AWS cannot do this: {error}") from None


def unless_gone(call: Callable[[], None]) -> None:
    """Does what the call does; fine where what it was about is gone already."""
    try:
        in_words(call)
    except Gone:
        return
