import json
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource, Secret
from hds_landing.rules.whole_inventory.kms_key_policy import KEY_POLICY, RULES
from tests.rules.rule_case import Case, cases, check, check_all_kinds, resource

KEY = "aws:kms/key:Key"
ROOT, CI, APPLICATION = (f"arn:aws:iam::111122223333:{name}" for name in ("root", "role/ci", "role/dpi"))
OWN, APART = "aws-kms-key-own-policy", "aws-kms-key-duties-separated"
REFUSED = "aws-kms-key-administrators-refused-use"
ADMINISTER, USE = ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"], ["kms:Decrypt", "kms:GenerateDataKey*"]


def allowing(*statements: tuple[Any, Any], effect: str = "Allow") -> str:
    return json.dumps(
        {
            "Statement": [
                {"Effect": effect, "Principal": {"AWS": principal}, "Action": actions, "Resource": "*"}
                for principal, actions in statements
            ]
        }
    )


SEPARATED = allowing((CI, ADMINISTER), (APPLICATION, USE))


def refusing(principal: Any, condition: Any = None, actions: Any = USE) -> dict[str, Any]:
    statement = {"Effect": "Deny", "Principal": {"AWS": principal}, "Action": actions, "Resource": "*"}
    return {**statement, "Condition": condition} if condition else statement


def delegated(*refusals: dict[str, Any]) -> str:
    """The account's own policies may let anybody use the key."""
    document = json.loads(allowing((CI, ADMINISTER), (ROOT, USE)))
    return json.dumps({"Statement": [*document["Statement"], *refusals]})


def beside(rule: str, kind: Any, verdict: Any, policy: Any, key_id: Any = UNKNOWN, **refers: str) -> Case:
    policy_resource = resource(KEY_POLICY, "policy", inputs={"keyId": key_id, "policy": policy}, refers=refers)
    return Case(rule, kind, verdict, (resource(KEY), policy_resource))


def named(policy: Any) -> tuple[Resource, ...]:
    return resource(KEY, id="1a2b"), resource(KEY_POLICY, "policy", inputs={"keyId": "1a2b", "policy": policy})


CASES = [
    *cases(
        OWN,
        KEY,
        ("good", "pass", {"policy": SEPARATED}),
        ("missing", "fail", {}, "no policy of its own"),
        ("bad", "fail", {"policy": ""}),
        ("unknown", "unknown", {"policy": UNKNOWN}),
    ),
    beside(OWN, "good", "pass", SEPARATED, keyId="it"),
    beside(OWN, "unknown", "unknown", SEPARATED),
    beside(OWN, "unknown", "unknown", UNKNOWN, keyId="it"),
    beside(OWN, "bad", "fail", SEPARATED, "another"),
    Case(OWN, "good", "pass", named(SEPARATED)),
    *cases(
        APART,
        KEY,
        ("good", "pass", {"policy": SEPARATED}),
        ("good", "pass", {"policy": allowing((CI, "kms:*"), effect="Deny")}),
        ("good", "pass", {"policy": Secret(SEPARATED)}),
        ("bad", "fail", {"policy": allowing((ROOT, "kms:*"))}, "1 of its principals both administer and use"),
        ("bad", "fail", {"policy": allowing((CI, ADMINISTER), ([APPLICATION, CI], USE))}),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", {"policy": UNKNOWN}),
        ("unknown", "unknown", {"policy": "not JSON"}),
    ),
    beside(APART, "bad", "fail", allowing((ROOT, "kms:*")), keyId="it"),
    beside(APART, "unknown", "unknown", SEPARATED),
    Case(APART, "bad", "fail", named(allowing((ROOT, "*")))),
    *cases(
        REFUSED,
        KEY,
        ("good", "pass", {"policy": delegated(refusing([CI]))}),
        ("good", "pass", {"policy": delegated(refusing("*", {"ArnEquals": {"aws:PrincipalArn": CI}}))}),
        # What a service does for an administrator is no use of the key by them.
        ("good", "pass", {"policy": delegated(refusing(CI, {"StringNotEquals": {"kms:ViaService": "s3"}}))}),
        # Nobody is let in by the account's own policies.
        ("good", "not-applicable", {"policy": SEPARATED}),
        ("good", "not-applicable", {"policy": allowing((ROOT, "kms:*"))}),
        ("bad", "fail", {"policy": delegated()}, "1 of its administrators"),
        ("bad", "fail", {"policy": delegated(refusing(CI, {"StringEquals": {"aws:PrincipalArn": "nobody"}}))}),
        ("bad", "fail", {"policy": delegated(refusing(APPLICATION))}),
        ("bad", "fail", {"policy": delegated(refusing(CI, actions=["kms:Decrypt"]))}),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", {"policy": UNKNOWN}),
        ("unknown", "unknown", {"policy": "not JSON"}),
    ),
    beside(REFUSED, "bad", "fail", delegated(), keyId="it"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
