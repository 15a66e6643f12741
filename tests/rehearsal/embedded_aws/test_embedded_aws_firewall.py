import pytest
from aws_account import HOME, HUB, Aws

from hds_landing.rehearsal.embedded_aws.embedded_aws import EmbeddedAws
from hds_landing.rehearsal.embedded_cloud import Refused

GROUP, POLICY = "networkfirewall/ruleGroup:RuleGroup", "networkfirewall/firewallPolicy:FirewallPolicy"
FIREWALL, LOGGING = "networkfirewall/firewall:Firewall", "networkfirewall/loggingConfiguration:LoggingConfiguration"
STRICT = {"ruleOrder": "STRICT_ORDER"}
RULE = 'pass tcp 10.0.0.0/8 any -> 10.64.0.0/12 443 (msg:"a"; sid:1;)'


def group(aws, name="flows", text=RULE, order="STRICT_ORDER", **changes):
    rules = {"rulesSource": {"rulesString": text}, "statefulRuleOptions": {"ruleOrder": order}}
    return aws.create(GROUP, **({"name": name, "type": "STATEFUL", "capacity": 100, "ruleGroup": rules} | changes))


def policy_document(**changes):
    forward = ["aws:forward_to_sfe"]
    given = {
        "statelessDefaultActions": forward,
        "statelessFragmentDefaultActions": forward,
        "statefulDefaultActions": ["aws:drop_established"],
        "statefulEngineOptions": {**STRICT, "flowTimeouts": {"tcpIdleTimeoutSeconds": 6000}},
    } | changes
    return {name: value for name, value in given.items() if value is not None}


def firewall(aws, **changes):
    vpc = aws.vpc()
    subnets = [aws.subnet(vpc, f"10.0.{number}.0/28", zone) for number, zone in enumerate("ab")]
    arn = aws.create(POLICY, name="hub", firewallPolicy=policy_document()).outputs["arn"]
    mappings = [{"subnetId": subnet} for subnet in subnets]
    inputs = {"name": "hub", "vpcId": vpc, "firewallPolicyArn": arn, "subnetMappings": mappings} | changes
    return vpc, subnets, aws.create(FIREWALL, **inputs)


def test_a_firewall_has_an_endpoint_in_each_zone_that_routes_can_take(aws_cloud):
    vpc, subnets, created = firewall(aws_cloud, deleteProtection=True, subnetChangeProtection=True)
    assert created.exercised
    assert created.id == created.outputs["arn"] == f"arn:aws:network-firewall:{HOME}:{HUB}:firewall/hub"
    (status,) = created.outputs["firewallStatuses"]
    found = [
        (state["availabilityZone"], attachment["subnetId"])
        for state in status["syncStates"]
        for attachment in state["attachments"]
    ]
    assert found == [(f"{HOME}a", subnets[0]), (f"{HOME}b", subnets[1])]
    endpoints = [state["attachments"][0]["endpointId"] for state in status["syncStates"]]
    assert len(set(endpoints)) == 2
    table = aws_cloud.create("ec2/routeTable:RouteTable", vpcId=vpc).id
    route = {"routeTableId": table, "destinationCidrBlock": "0.0.0.0/0", "vpcEndpointId": endpoints[0]}
    assert aws_cloud.create("ec2/route:Route", **route).exercised


def test_a_zone_more_changes_no_endpoint_of_the_others():
    def endpoints(zones):
        with EmbeddedAws() as cloud:
            aws = Aws(cloud)
            vpc = aws.create("ec2/vpc:Vpc", "v", cidrBlock="10.0.0.0/16").id
            subnets = [aws.subnet(vpc, f"10.0.{number}.0/28", zone, called=zone) for number, zone in enumerate(zones)]
            arn = aws.create(POLICY, "p", name="hub", firewallPolicy=policy_document()).outputs["arn"]
            mappings = [{"subnetId": subnet} for subnet in subnets]
            inputs = {"name": "hub", "vpcId": vpc, "firewallPolicyArn": arn, "subnetMappings": mappings}
            (status,) = aws.create(FIREWALL, "f", **inputs).outputs["firewallStatuses"]
            return {state["availabilityZone"]: state["attachments"] for state in status["syncStates"]}

    two, three = endpoints("ab"), endpoints("abc")
    assert two == {zone: three[zone] for zone in two}


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        (
            {"firewallPolicyArn": "arn:aws:network-firewall:eu-west-3:1:firewall-policy/x"},
            "firewall policy arn.* not exist",
        ),
        ({"name": "a b"}, "FirewallName: given 'a b'"),
        ({"encryptionConfiguration": {"type": "CUSTOMER_KMS", "keyId": "arn:aws:kms:x"}}, "key arn:aws:kms:x does not"),
    ],
)
def test_a_firewall_that_aws_refuses(aws_cloud, changes, refusal):
    with pytest.raises(Refused, match=refusal):
        firewall(aws_cloud, **changes)


def test_a_firewall_takes_one_subnet_per_zone_of_its_own_network(aws_cloud):
    here, there = aws_cloud.vpc(), aws_cloud.vpc("10.1.0.0/16")
    same = [{"subnetId": aws_cloud.subnet(here, f"10.0.{number}.0/28")} for number in range(2)]
    arn = aws_cloud.create(POLICY, name="hub", firewallPolicy=policy_document()).outputs["arn"]
    inputs = {"name": "hub", "firewallPolicyArn": arn}
    with pytest.raises(Refused, match=f"one subnet per availability zone; {HOME}a has two"):
        aws_cloud.create(FIREWALL, **inputs, vpcId=here, subnetMappings=same)
    with pytest.raises(Refused, match=f"is in {here}, not in {there}"):
        aws_cloud.create(FIREWALL, **inputs, vpcId=there, subnetMappings=same[:1])


def test_groups_and_policies_are_validated_and_recorded(aws_cloud):
    key = aws_cloud.key()
    encryption = {"type": "CUSTOMER_KMS", "keyId": key}
    rules = group(aws_cloud, encryptionConfiguration=encryption, tags={"a": "b"})
    reference = {"resourceArn": rules.outputs["arn"], "priority": 1}
    variables = {"ruleVariables": [{"key": "HOME_NET", "ipSet": {"definitions": ["10.64.0.0/12"]}}]}
    document = policy_document(statefulRuleGroupReferences=[reference], policyVariables=variables)
    policy = aws_cloud.create(POLICY, name="hub", firewallPolicy=document, encryptionConfiguration=encryption)
    assert (rules.exercised, policy.exercised) == (False, False)
    assert rules.id == f"arn:aws:network-firewall:{HOME}:{HUB}:stateful-rulegroup/flows"
    assert policy.id == f"arn:aws:network-firewall:{HOME}:{HUB}:firewall-policy/hub"
    assert policy.outputs["firewallPolicy"] == document


def test_variables_sources_and_stateless_rules_are_read(aws_cloud):
    matches = {
        "protocols": [6],
        "sources": [{"addressDefinition": "10.0.0.0/8"}],
        "destinationPorts": [{"fromPort": 443, "toPort": 443}],
        "tcpFlags": [{"flags": ["SYN"], "masks": ["SYN", "ACK"]}],
    }
    rule = {"priority": 1, "ruleDefinition": {"actions": ["aws:pass"], "matchAttributes": matches}}
    stateless = {"rulesSource": {"statelessRulesAndCustomActions": {"statelessRules": [rule]}}}
    listed = {
        "rulesSource": {
            "rulesSourceList": {
                "generatedRulesType": "ALLOWLIST",
                "targetTypes": ["TLS_SNI"],
                "targets": [".example.org"],
            }
        },
        "ruleVariables": {
            "ipSets": [{"key": "HOSPITAL", "ipSet": {"definitions": ["10.0.0.0/8"]}}],
            "portSets": [{"key": "WEB", "portSet": {"definitions": ["443"]}}],
        },
    }
    assert group(aws_cloud, "stateless", type="STATELESS", ruleGroup=stateless).id.endswith(
        "stateless-rulegroup/stateless"
    )
    assert group(aws_cloud, "listed", ruleGroup=listed).outputs["ruleGroup"] == listed


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"type": "STATEFULL"}, "Type: given 'STATEFULL', allowed STATELESS, STATEFUL"),
        ({"capacity": 0}, "0 rules|1 rules do not fit into capacity 0"),
        ({"text": "\n".join(f"{RULE} # {n}" for n in range(101))}, "101 rules do not fit into capacity 100"),
        ({"ruleGroup": None}, "takes either ruleGroup or rules"),
        ({"rules": RULE}, "takes either ruleGroup or rules"),
        ({"order": "STRICT"}, "RuleOrder: given 'STRICT', allowed DEFAULT_ACTION_ORDER, STRICT_ORDER"),
        ({"ruleGroup": {"ruleSource": {}}}, "ruleGroup.ruleSource: no such property; did you mean rulesSource"),
    ],
)
def test_a_rule_group_that_aws_refuses(aws_cloud, changes, refusal):
    with pytest.raises(Refused, match=refusal):
        group(aws_cloud, **changes)


def test_a_second_group_of_the_same_name_is_refused(aws_cloud):
    group(aws_cloud)
    with pytest.raises(Refused, match="stateful-rulegroup/flows exists already"):
        group(aws_cloud)


@pytest.mark.parametrize(
    ("order", "changes", "refusal"),
    [
        ("DEFAULT_ACTION_ORDER", {}, "is in DEFAULT_ACTION_ORDER, the policy in STRICT_ORDER"),
        ("STRICT_ORDER", {"priority": None}, "in strict order every rule group needs a priority of its own"),
        ("STRICT_ORDER", {"resourceArn": "arn:aws:x"}, "rule group arn:aws:x does not exist"),
    ],
)
def test_a_policy_that_does_not_fit_its_groups_is_refused(aws_cloud, order, changes, refusal):
    reference = {"resourceArn": group(aws_cloud, order=order).outputs["arn"], "priority": 1} | changes
    reference = {name: value for name, value in reference.items() if value is not None}
    with pytest.raises(Refused, match=refusal):
        aws_cloud.create(POLICY, name="p", firewallPolicy=policy_document(statefulRuleGroupReferences=[reference]))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"statefulEngineOptions": None}, "statefulDefaultActions need .* STRICT_ORDER"),
        ({"statelessDefaultActions": None}, r"firewallPolicy\.statelessDefaultActions: missing"),
        (
            {"statefulEngineOptions": {**STRICT, "flowTimeouts": {"tcpIdleTimeoutSeconds": "6000"}}},
            "tcpIdleTimeoutSeconds: given str, allowed a whole number",
        ),
        ({"statefulEngineOptions": {**STRICT, "streamExceptionPolicy": "PASS"}}, "allowed DROP, CONTINUE, REJECT"),
    ],
)
def test_a_policy_that_aws_s_model_forbids_is_refused(aws_cloud, changes, refusal):
    with pytest.raises(Refused, match=refusal):
        aws_cloud.create(POLICY, name="p", firewallPolicy=policy_document(**changes))


def test_aws_s_own_groups_need_not_be_created(aws_cloud):
    arn = f"arn:aws:network-firewall:{HOME}:aws-managed:stateful-rulegroup/MalwareDomainsStrictOrder"
    document = policy_document(statefulRuleGroupReferences=[{"resourceArn": arn, "priority": 1}])
    assert aws_cloud.create(POLICY, name="p", firewallPolicy=document).id.endswith("firewall-policy/p")


def logging(kind="ALERT", to="S3", **destination):
    given = {"logType": kind, "logDestinationType": to, "logDestination": destination or {"bucketName": "exemple-logs"}}
    return {"logDestinationConfigs": [given]}


def test_a_firewall_logs_where_it_can(aws_cloud):
    aws_cloud.bucket()
    arn = firewall(aws_cloud)[2].id
    created = aws_cloud.create(LOGGING, firewallArn=arn, loggingConfiguration=logging())
    assert created.exercised
    assert created.id == arn


@pytest.mark.parametrize(
    ("configuration", "refusal"),
    [
        (logging(bucketName="elsewhere"), "bucket elsewhere does not exist"),
        (logging(bucket_name="exemple-logs"), "a S3 destination needs bucketName; given bucket_name"),
        (logging(kind="EVERYTHING"), "allowed ALERT, FLOW, TLS"),
        (logging(to="CloudWatchLogs", logGroup="/none"), "log group /none does not exist"),
    ],
)
def test_a_firewall_does_not_log_into_nothing(aws_cloud, configuration, refusal):
    aws_cloud.bucket()
    arn = firewall(aws_cloud)[2].id
    with pytest.raises(Refused, match=refusal):
        aws_cloud.create(LOGGING, firewallArn=arn, loggingConfiguration=configuration)
