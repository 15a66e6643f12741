"""What somebody changes or deletes by hand where the emulated service has no operation for it."""

import json
from dataclasses import replace

import pytest
from aws_account import HOME, HUB, policy, statement

from hds_landing.rehearsal.embedded_cloud import Gone, Refused

VAULT, VAULT_POLICY = "backup/vault:Vault", "backup/vaultPolicy:VaultPolicy"
PLAN, SELECTION = "backup/plan:Plan", "backup/selection:Selection"
GROUP, POLICY = "networkfirewall/ruleGroup:RuleGroup", "networkfirewall/firewallPolicy:FirewallPolicy"
FIREWALL = "networkfirewall/firewall:Firewall"
WHERE = {"account_id": HUB, "region": HOME}
DENIED = policy(statement(Effect="Deny", Action="backup:DeleteRecoveryPoint"))
ALLOWED = policy(statement(Action="backup:DeleteRecoveryPoint"))
RULE = {"ruleName": "daily", "targetVaultName": "exemple", "lifecycle": {"deleteAfter": 35}}
FORWARD = {
    "statelessDefaultActions": ["aws:forward_to_sfe"],
    "statelessFragmentDefaultActions": ["aws:forward_to_sfe"],
}
PASS = {"statelessDefaultActions": ["aws:pass"], "statelessFragmentDefaultActions": ["aws:pass"]}


def make(aws, kind, **inputs):
    asked = aws.asked(kind, "it", **inputs)
    return asked, aws.cloud.create(asked)


def of_vault_policy(aws):
    aws.create(VAULT, name="exemple")
    return make(aws, VAULT_POLICY, backupVaultName="exemple", policy=DENIED)


def of_plan(aws):
    aws.create(VAULT, name="exemple")
    return make(aws, PLAN, name="plan", rules=[RULE])


def of_selection(aws):
    aws.create(VAULT, name="exemple")
    plan, role = aws.create(PLAN, name="plan", rules=[RULE]).id, aws.role("backup", "backup.amazonaws.com")
    return make(aws, SELECTION, name="all", planId=plan, iamRoleArn=role, resources=["*"])


def rules(text):
    return {"rulesSource": {"rulesString": text}}


def of_group(aws):
    text = 'drop tcp any any -> any any (msg:"a"; sid:1;)'
    return make(aws, GROUP, name="flows", type="STATEFUL", capacity=10, ruleGroup=rules(text))


def of_policy(aws):
    return make(aws, POLICY, name="hub", firewallPolicy=FORWARD)


def of_firewall(aws):
    vpc = aws.vpc()
    arn = aws.create(POLICY, "policy", name="hub", firewallPolicy=FORWARD).id
    mappings = [{"subnetId": aws.subnet(vpc)}]
    return make(
        aws,
        FIREWALL,
        name="hub",
        vpcId=vpc,
        firewallPolicyArn=arn,
        subnetMappings=mappings,
        deleteProtection=True,
        subnetChangeProtection=False,
    )


CHANGED = [
    ("a vault's policy lets anyone delete", of_vault_policy, {"policy": ALLOWED}),
    ("a plan keeps for a day", of_plan, {"rules": [{**RULE, "lifecycle": {"deleteAfter": 1}}]}),
    ("a selection leaves something out", of_selection, {"resources": ["arn:aws:ec2:*:*:volume/*"]}),
    (
        "a rule lets everything pass",
        of_group,
        {"ruleGroup": rules('pass ip any any -> any any (msg:"a"; sid:1;)')},
    ),
    ("a firewall policy lets everything pass", of_policy, {"firewallPolicy": PASS}),
    ("a firewall can be deleted", of_firewall, {"deleteProtection": False}),
]


@pytest.mark.parametrize(("make_it", "change"), [row[1:] for row in CHANGED], ids=[row[0] for row in CHANGED])
def test_what_is_changed_by_hand_is_shown_and_the_next_update_takes_it_back(aws_cloud, make_it, change):
    asked, made = make_it(aws_cloud)
    aws_cloud.cloud.change(asked.type, made.id, **WHERE, **change)
    seen = aws_cloud.cloud.refresh(asked, made.id).outputs
    differing = {name for name in {**seen, **made.outputs} if seen.get(name) != made.outputs.get(name)}
    assert differing - {"version"} == set(change)
    assert {name: normal(seen[name]) for name in change} == {name: normal(value) for name, value in change.items()}
    live = {**asked.inputs, **{name: seen[name] for name in change}}
    assert set(aws_cloud.cloud.diff(asked, live).changed) == set(change)
    again = aws_cloud.cloud.update(asked, made.id, live)
    assert {name: normal(again.outputs[name]) for name in change} == {
        name: normal(made.outputs[name]) for name in change
    }
    assert aws_cloud.cloud.refresh(asked, made.id) == again


def normal(value):
    return json.loads(value) if isinstance(value, str) else value


REMOVED = [("a vault's policy", of_vault_policy), ("a selection", of_selection), ("a rule group", of_group)]


@pytest.mark.parametrize("make_it", [row[1] for row in REMOVED], ids=[row[0] for row in REMOVED])
def test_what_is_removed_by_hand_is_gone_and_comes_again(aws_cloud, make_it):
    asked, made = make_it(aws_cloud)
    aws_cloud.cloud.remove(asked.type, made.id, **WHERE)
    with pytest.raises(Gone):
        aws_cloud.cloud.refresh(asked, made.id)
    again = aws_cloud.cloud.create(asked)
    assert aws_cloud.cloud.refresh(asked, again.id) == again


def test_by_hand_no_more_is_possible_than_aws_allows(aws_cloud):
    asked, made = of_firewall(aws_cloud)
    with pytest.raises(Refused, match="deleteProtection"):
        aws_cloud.cloud.remove(asked.type, made.id, **WHERE)
    asked, made = of_group(aws_cloud)
    with pytest.raises(Refused, match="do not fit into capacity"):
        aws_cloud.cloud.change(asked.type, made.id, **WHERE, ruleGroup=rules("pass ip\n" * 11))
    for change in (aws_cloud.cloud.change, aws_cloud.cloud.remove):
        with pytest.raises(Gone, match="does not exist"):
            change(asked.type, "other", **WHERE)


def test_a_firewall_that_moves_takes_its_endpoints_along(aws_cloud):
    asked, made = of_firewall(aws_cloud)
    vpc, first = asked.inputs["vpcId"], asked.inputs["subnetMappings"][0]["subnetId"]
    second, third = aws_cloud.subnet(vpc, "10.0.1.0/24", "b"), aws_cloud.subnet(vpc, "10.0.2.0/24", "a")
    before = endpoints(made)
    wider = replace(asked, inputs={**asked.inputs, "subnetMappings": [{"subnetId": first}, {"subnetId": second}]})
    updated = aws_cloud.cloud.update(wider, made.id, asked.inputs)
    assert list(endpoints(updated)) == [first, second]
    assert endpoints(updated)[first] == before[first]
    table = aws_cloud.create("ec2/routeTable:RouteTable", vpcId=vpc).id
    route = {"routeTableId": table, "destinationCidrBlock": "0.0.0.0/0", "vpcEndpointId": endpoints(updated)[second]}
    assert aws_cloud.create("ec2/route:Route", **route).exercised
    moved = replace(asked, inputs={**asked.inputs, "subnetMappings": [{"subnetId": third}, {"subnetId": second}]})
    updated = aws_cloud.cloud.update(moved, made.id, wider.inputs)
    assert list(endpoints(updated)) == [third, second]
    assert endpoints(updated)[third] not in before.values()
    assert aws_cloud.cloud.refresh(moved, made.id) == updated
    with pytest.raises(Refused, match=f"VPC endpoint {before[first]} does not exist"):
        aws_cloud.create("ec2/route:Route", **{**route, "vpcEndpointId": before[first]})
    same_zone = [{"subnetId": first}, {"subnetId": third}]
    crowded = replace(asked, inputs={**asked.inputs, "subnetMappings": same_zone})
    with pytest.raises(Refused, match="one subnet per availability zone"):
        aws_cloud.cloud.update(crowded, made.id, moved.inputs)


def endpoints(created):
    (status,) = created.outputs["firewallStatuses"]
    attachments = [attachment for state in status["syncStates"] for attachment in state["attachments"]]
    return {each["subnetId"]: each["endpointId"] for each in attachments}
