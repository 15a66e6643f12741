import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.aws.storage import RULES
from tests.rules.rule_case import Case, cases, check, check_all_kinds

CASES = [
    *cases(
        "aws-ebs-volume-encrypted",
        "aws:ebs/volume:Volume",
        ("good", "pass", {"encrypted": True}),
        ("good", "pass", {"encrypted": "true"}),
        ("bad", "fail", {"encrypted": False}, "encrypted is false, expected true"),
        ("bad", "fail", {"encrypted": Secret(False)}, "encrypted is [secret], expected true"),
        ("bad", "fail", {"encrypted": "yes"}),
        ("missing", "fail", {}, "encrypted is not set: a volume is encrypted only where"),
        ("missing", "unknown", {"snapshotId": "snap-1"}, "encrypted is not set and follows what snapshotId names"),
        ("good", "pass", {"encrypted": True, "snapshotId": "snap-1"}),
        ("bad", "fail", {"encrypted": False, "snapshotId": "snap-1"}),
        ("unknown", "unknown", {"encrypted": UNKNOWN}, "encrypted is not known yet"),
        ("unknown", "unknown", {"snapshotId": UNKNOWN}, "follows what snapshotId names"),
    ),
    *cases(
        "aws-instance-root-disk-encrypted",
        "aws:ec2/instance:Instance",
        ("good", "pass", {"rootBlockDevice": {"encrypted": True}}),
        ("bad", "fail", {"rootBlockDevice": {"encrypted": False}}),
        ("missing", "fail", {"rootBlockDevice": {}}),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"rootBlockDevice": UNKNOWN}),
        ("unknown", "unknown", {"rootBlockDevice": {"encrypted": UNKNOWN}}),
        ("unknown", "unknown", {"rootBlockDevice": "encrypted"}),
    ),
    *cases(
        "aws-database-instance-encrypted",
        "aws:rds/instance:Instance",
        ("good", "pass", {"storageEncrypted": True}),
        ("bad", "fail", {"storageEncrypted": False}),
        ("missing", "fail", {}, "RDS stores in clear"),
        ("missing", "unknown", {"replicateSourceDb": "main"}),
        ("missing", "unknown", {"snapshotIdentifier": "before"}),
        ("unknown", "unknown", {"storageEncrypted": UNKNOWN}),
    ),
    *cases(
        "aws-database-cluster-encrypted",
        "aws:rds/cluster:Cluster",
        ("good", "pass", {"storageEncrypted": True}),
        ("bad", "fail", {"storageEncrypted": False}),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"storageEncrypted": UNKNOWN}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
