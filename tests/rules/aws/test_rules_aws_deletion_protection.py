import pytest

from hds_landing.rules.aws.deletion_protection import RULES
from tests.rules.rule_case import Case, Verdict, cases_at, check, check_all_kinds

TYPES = {rule.id: rule.types for rule in RULES}


def everywhere(rule: str, path: str, good: object, bad: object, missing: Verdict) -> list[Case]:
    return [case for token in TYPES[rule] for case in cases_at(rule, token, path, good=good, bad=bad, missing=missing)]


CASES = [
    *everywhere("aws-database-protected", "deletionProtection", True, False, "fail"),
    *everywhere("aws-global-database-protected", "deletionProtection", True, False, "fail"),
    *everywhere("aws-dynamodb-protected", "deletionProtectionEnabled", True, False, "fail"),
    *everywhere("aws-distributed-sql-protected", "deletionProtectionEnabled", True, False, "fail"),
    *everywhere("aws-database-final-snapshot", "skipFinalSnapshot", False, True, "pass"),
    *everywhere("aws-database-backups-outlive-it", "deleteAutomatedBackups", False, True, "fail"),
    *everywhere("aws-files-final-backup", "skipFinalBackup", False, True, "pass"),
    *everywhere("aws-store-kept-while-full", "forceDestroy", False, True, "pass"),
    *everywhere("aws-container-registry-kept-while-full", "forceDelete", False, True, "pass"),
    *everywhere("aws-secret-recoverable", "recoveryWindowInDays", 7, 0, "pass"),
    *everywhere("aws-user-pool-protected", "deletionProtection", "ACTIVE", "INACTIVE", "fail"),
    *everywhere("aws-kubernetes-protected", "deletionProtection", True, False, "fail"),
    *everywhere("aws-load-balancer-protected", "enableDeletionProtection", True, False, "fail"),
    *everywhere("aws-network-firewall-protected", "deleteProtection", True, False, "fail"),
    *everywhere("aws-network-firewall-policy-fixed", "firewallPolicyChangeProtection", True, False, "fail"),
    *everywhere("aws-network-firewall-subnets-fixed", "subnetChangeProtection", True, False, "fail"),
    *everywhere("aws-event-store-protected", "terminationProtectionEnabled", True, False, "pass"),
    *everywhere("aws-log-group-protected", "deletionProtectionEnabled", True, False, "fail"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
