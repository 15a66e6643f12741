"""Every type and every property path that a rule names exists in the installed SDKs."""

import pytest

from hds_landing.rules.azure.region import GLOBAL_CONTROL_PLANES
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.rulebook import rulebook
from hds_landing.rules.type_tokens import former_tokens
from tests.rules.sdk_schema import args_class, has_path

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # deprecated types are asked for on purpose

JUDGING = [rule for rule in rulebook() if any(not token.endswith(":*") for token in rule.types)]


@pytest.mark.parametrize("rule", JUDGING, ids=lambda rule: rule.id)
def test_types_and_paths_exist(rule: Rule) -> None:
    joins = rule.joins if isinstance(rule, WholeInventoryRule) else {}
    assert [token for token in (*rule.types, *joins) if args_class(token) is None] == []
    assert [(token, path) for token, paths in joins.items() for path in paths if not has_path(token, path)] == []
    for token in rule.types:
        old = [former for former, current in former_tokens().items() if current == token and args_class_of_old(former)]
        missing = [
            path
            for path in rule.paths_by_type.get(token, rule.paths)
            if not any(has_path(each, path) for each in (token, *old))
        ]
        assert missing == [], token


def args_class_of_old(token: str) -> bool:
    """Former types that are still in the SDK have shapes of their own."""
    return token.startswith("aws:s3/") and token.endswith("V2") and args_class(token) is not None


@pytest.mark.parametrize("token", GLOBAL_CONTROL_PLANES)
def test_global_control_planes_exist(token: str) -> None:
    assert args_class(token) is not None


def test_the_contract_can_fail() -> None:
    assert args_class("aws:s3/bucket:Bucketeer") is None
    assert args_class("aws:s3/bocket:Bucket") is None
    assert not has_path("aws:s3/bucket:Bucket", "nothing")
    assert not has_path("azure-native:storage:StorageAccount", "encryption.keysource")
    assert has_path("azure-native:storage:StorageAccount", "encryption.services.blob.keyType")
