"""What moto does at every start or request and a rehearsal can spare; measured on a thousand resources."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

import moto.core.responses
import moto.kms.models
from moto.ec2.models.core import TaggedEC2Resource
from moto.ec2.utils import EC2_PREFIX_TO_RESOURCE, get_prefix

_generate_private_key = cache(moto.kms.models.generate_private_key)
"""Nothing is signed in a rehearsal, so one private key per kind serves every KMS key."""

_method_names = cache(moto.core.responses.method_names_from_class)
"""A class does not change its methods between two requests."""


def _own_tags(self: Any) -> list[dict[str, str]]:
    """Of one resource, by its id; moto reads the tags of every resource to find them."""
    kind = EC2_PREFIX_TO_RESOURCE.get(get_prefix(self.id), "")
    tags = self.ec2_backend.tags.get(self.id, {})
    return [{"resource_id": self.id, "key": key, "resource_type": kind, "value": value} for key, value in tags.items()]


@contextmanager
def shortcuts() -> Iterator[None]:
    """Takes them for as long as it is entered."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(moto.kms.models, "generate_private_key", _generate_private_key))
        stack.enter_context(patch.object(moto.core.responses, "method_names_from_class", _method_names))
        stack.enter_context(patch.object(TaggedEC2Resource, "get_tags", _own_tags))
        # no machine is started, so no machine image is looked for
        stack.enter_context(patch.dict(os.environ, {"MOTO_EC2_LOAD_DEFAULT_AMIS": "false"}))
        yield
