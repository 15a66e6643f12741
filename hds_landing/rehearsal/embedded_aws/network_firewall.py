"""Network Firewall: rule groups and policies (validated and recorded), firewalls and their logging (emulated)."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.constraints import refuse_unless_valid
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.property_names import as_aws, picked
from hds_landing.rehearsal.embedded_aws.request import Request, tag_list
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused

_SERVICE = "network-firewall"
_PROTECTIONS = {
    "deleteProtection": "DeleteProtection",
    "subnetChangeProtection": "SubnetChangeProtection",
    "firewallPolicyChangeProtection": "FirewallPolicyChangeProtection",
}
_NAMES = {"definitions": "Definition", "tcpFlags": "TCPFlags", "ipAddressType": "IPAddressType"}


def _rule_group(request: Request) -> Created:
    inputs = request.inputs
    group = inputs.get("ruleGroup")
    if bool(group) == bool(inputs.get("rules")):
        raise Refused("a rule group takes either ruleGroup or rules")
    refuse_unless_valid(
        _SERVICE,
        "CreateRuleGroup",
        {
            "RuleGroupName": request.name(),
            "Type": inputs["type"],
            "Capacity": inputs["capacity"],
            **_common(request),
            **({"RuleGroup": _rules_as_aws(group)} if group else {"Rules": inputs["rules"]}),
        },
    )
    _refuse_too_many_rules(inputs)
    return _recorded(request, f"{inputs['type'].lower()}-rulegroup/{request.name()}", {"ruleGroup": group or {}})


def _rules_as_aws(group: Mapping[str, Any]) -> dict[str, Any]:
    """The provider nests what varies: variable sets by key, one block where AWS has a list."""
    variables = group.get("ruleVariables") or {}
    sets = {
        "IPSets": {each["key"]: as_aws(each["ipSet"], _NAMES) for each in variables.get("ipSets") or []},
        "PortSets": {each["key"]: as_aws(each["portSet"], _NAMES) for each in variables.get("portSets") or []},
    }
    references = {
        each["key"]: {"ReferenceArn": each["ipSetReferences"][0]["referenceArn"]}
        for each in (group.get("referenceSets") or {}).get("ipSetReferences") or []
    }
    source = group.get("rulesSource") or {}
    return {
        "RulesSource": as_aws(source, _NAMES),
        **({"StatefulRuleOptions": as_aws(group["statefulRuleOptions"])} if group.get("statefulRuleOptions") else {}),
        **({"RuleVariables": {name: value for name, value in sets.items() if value}} if variables else {}),
        **({"ReferenceSets": {"IPSetReferences": references}} if references else {}),
    }


def _refuse_too_many_rules(inputs: Mapping[str, Any]) -> None:
    source = (inputs.get("ruleGroup") or {}).get("rulesSource") or {}
    text = source.get("rulesString") or inputs.get("rules") or ""
    rules = sum(1 for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    rules += len(source.get("statefulRules") or [])
    if rules > inputs["capacity"]:
        raise Refused(f"{rules} rules do not fit into capacity {inputs['capacity']}")


def _firewall_policy(request: Request) -> Created:
    policy = request.inputs["firewallPolicy"]
    asked = {"FirewallPolicyName": request.name(), "FirewallPolicy": _policy_as_aws(policy), **_common(request)}
    refuse_unless_valid(_SERVICE, "CreateFirewallPolicy", asked)
    _refuse_order_mismatch(request, policy)
    return _recorded(request, f"firewall-policy/{request.name()}", {})


def _policy_as_aws(policy: Mapping[str, Any]) -> dict[str, Any]:
    written: dict[str, Any] = as_aws({name: policy[name] for name in policy if name != "policyVariables"}, _NAMES)
    variables = (policy.get("policyVariables") or {}).get("ruleVariables") or []
    if variables:
        written["PolicyVariables"] = {
            "RuleVariables": {each["key"]: as_aws(each["ipSet"], _NAMES) for each in variables}
        }
    return written


def _refuse_order_mismatch(request: Request, policy: Mapping[str, Any]) -> None:
    order = (policy.get("statefulEngineOptions") or {}).get("ruleOrder", "DEFAULT_ACTION_ORDER")
    strict = order == "STRICT_ORDER"
    if policy.get("statefulDefaultActions") and not strict:
        raise Refused("statefulDefaultActions need statefulEngineOptions.ruleOrder STRICT_ORDER")
    references = policy.get("statefulRuleGroupReferences") or []
    priorities = [reference.get("priority") for reference in references]
    if strict and (None in priorities or len(set(priorities)) < len(priorities)):
        raise Refused(f"in strict order every rule group needs a priority of its own; given {priorities}")
    for reference in references:
        arn = reference["resourceArn"]
        request.standing.require("rule group", arn)
        options = (request.standing.find(arn).get("ruleGroup") or {}).get("statefulRuleOptions") or {}
        theirs = options.get("ruleOrder", "DEFAULT_ACTION_ORDER")
        if arn in request.standing and theirs != order:
            raise Refused(f"rule group {arn} is in {theirs}, the policy in {order}")
    for reference in policy.get("statelessRuleGroupReferences") or []:
        request.standing.require("rule group", reference["resourceArn"])


def _firewall(request: Request) -> Created:
    inputs = request.inputs
    request.standing.require("firewall policy", inputs["firewallPolicyArn"])
    named = {**_PROTECTIONS, "enabledAnalysisTypes": "EnabledAnalysisTypes"}
    protections = {theirs: inputs.get(name, False) for name, theirs in _PROTECTIONS.items()}
    answer = request.client(_SERVICE).create_firewall(
        FirewallName=request.name(),
        FirewallPolicyArn=inputs["firewallPolicyArn"],
        VpcId=inputs["vpcId"],
        SubnetMappings=as_aws(inputs["subnetMappings"], _NAMES),
        **{**picked(inputs, named), **protections},
        **_common(request),
    )["Firewall"]
    for name, kept in (*named.items(), ("firewallPolicyArn", "FirewallPolicyArn")):
        if name in inputs:
            request.expect(name, inputs[name], answer.get(kept))
    arn, endpoints = answer["FirewallArn"], _endpoints(request)
    return request.exercised(
        arn,
        {
            "arn": arn,
            "availabilityZoneMappings": [],
            "firewallStatuses": [{"syncStates": endpoints, "transitGatewayAttachmentSyncStates": []}],
            "name": request.name(),
            "transitGatewayOwnerAccountId": "",
            "updateToken": request.uuid(),
        },
        [attachment["endpointId"] for state in endpoints for attachment in state["attachments"]],
    )


def _endpoints(request: Request) -> list[dict[str, Any]]:
    """The gateway load balancer endpoint that a firewall puts into each of its subnets."""
    ec2, inputs = request.client("ec2"), request.inputs
    subnet_ids = [mapping["subnetId"] for mapping in inputs["subnetMappings"]]
    states = {}
    for subnet in ec2.describe_subnets(SubnetIds=subnet_ids)["Subnets"]:
        zone = subnet["AvailabilityZone"]
        if zone in states:
            raise Refused(f"a firewall takes one subnet per availability zone; {zone} has two")
        if subnet["VpcId"] != inputs["vpcId"]:
            raise Refused(f"subnet {subnet['SubnetId']} is in {subnet['VpcId']}, not in {inputs['vpcId']}")
        request.emulator.seed(f"{request.origin}#{zone}")
        endpoint = ec2.create_vpc_endpoint(
            VpcEndpointType="GatewayLoadBalancer",
            VpcId=inputs["vpcId"],
            ServiceName=f"com.amazonaws.vpce.{request.region}.vpce-svc-{request.digest(17)}",
            SubnetIds=[subnet["SubnetId"]],
        )["VpcEndpoint"]["VpcEndpointId"]
        attachment = {"endpointId": endpoint, "subnetId": subnet["SubnetId"]}
        states[zone] = {"availabilityZone": zone, "attachments": [attachment]}
    return [states[zone] for zone in sorted(states)]


def _logging_configuration(request: Request) -> Created:
    inputs = request.inputs
    request.standing.require("firewall", inputs["firewallArn"])
    configuration = {"LogDestinationConfigs": _destinations(inputs)}
    for each in configuration["LogDestinationConfigs"]:
        _refuse_unreachable(request, each)
    service = request.client(_SERVICE)
    # AWS takes one more destination per call; the emulated service keeps the whole configuration at once
    service.update_logging_configuration(FirewallArn=inputs["firewallArn"], LoggingConfiguration=configuration)
    kept = service.describe_logging_configuration(FirewallArn=inputs["firewallArn"])["LoggingConfiguration"]
    request.expect("loggingConfiguration", configuration, kept)
    monitoring = {"enableMonitoringDashboard": bool(inputs.get("enableMonitoringDashboard"))}
    return request.exercised(inputs["firewallArn"], monitoring)


def _destinations(properties: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "LogType": each["logType"],
            "LogDestinationType": each["logDestinationType"],
            "LogDestination": each["logDestination"],
        }
        for each in properties["loggingConfiguration"]["logDestinationConfigs"]
    ]


def _refuse_unreachable(request: Request, destination: Mapping[str, Any]) -> None:
    where, kind = destination["LogDestination"], destination["LogDestinationType"]
    needed = {"S3": ("bucketName", "bucket"), "CloudWatchLogs": ("logGroup", "log group")}
    if kind in needed:
        key, what = needed[kind]
        if not where.get(key):
            raise Refused(f"a {kind} destination needs {key}; given {', '.join(where) or 'nothing'}")
        request.standing.require(what, where[key])


def _common(request: Request) -> dict[str, Any]:
    inputs = request.inputs
    encryption = inputs.get("encryptionConfiguration")
    if encryption and encryption["type"] == "CUSTOMER_KMS":
        request.standing.require("key", encryption.get("keyId"))
    return {
        **picked(inputs, {"description": "Description"}),
        **({"EncryptionConfiguration": as_aws(encryption)} if encryption else {}),
        **({"Tags": tag_list(request.tags)} if request.tags else {}),
    }


def _recorded(request: Request, resource: str, outputs: Mapping[str, Any]) -> Created:
    arn = request.arn(_SERVICE, resource)
    request.claim(f"{arn} exists already", arn)
    return request.recorded(arn, {"arn": arn, "name": request.name(), "updateToken": request.uuid(), **outputs})


def _observe_firewall(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client(_SERVICE).describe_firewall(FirewallArn=identity)["Firewall"]
    seen = {
        ours: kept.get(theirs) for ours, theirs in (*_PROTECTIONS.items(), ("firewallPolicyArn", "FirewallPolicyArn"))
    }
    return {name: value for name, value in seen.items() if value or name in request.known}


def _change_firewall(request: Request, identity: str) -> None:
    inputs = request.inputs
    request.standing.require("firewall policy", inputs["firewallPolicyArn"])
    kept = _firewall_kept(request, identity)
    if kept is None:
        raise Gone(f"firewall {identity} does not exist")
    before = {name: bool(request.known.get(name)) for name in _PROTECTIONS}
    if before["firewallPolicyChangeProtection"] and inputs["firewallPolicyArn"] != request.known["firewallPolicyArn"]:
        raise Refused("InvalidOperationException: firewallPolicyChangeProtection is on, the policy stays")
    if before["subnetChangeProtection"] and inputs["subnetMappings"] != request.known["subnetMappings"]:
        raise Refused("InvalidOperationException: subnetChangeProtection is on, the subnets stay")
    # the emulated service has no operation for it
    kept.firewall_policy_arn = inputs["firewallPolicyArn"]
    kept.delete_protection = bool(inputs.get("deleteProtection"))
    kept.subnet_change_protection = bool(inputs.get("subnetChangeProtection"))
    kept.firewall_policy_change_protection = bool(inputs.get("firewallPolicyChangeProtection"))


def _delete_firewall(request: Request, identity: str) -> None:
    kept = _firewall_kept(request, identity)
    if kept is None:
        return
    if kept.delete_protection:
        raise Refused(f"InvalidOperationException: firewall {identity} has deleteProtection: turn it off first")
    endpoints = [
        attachment["endpointId"]
        for status in request.known["firewallStatuses"]
        for state in status["syncStates"]
        for attachment in state["attachments"]
    ]
    request.client("ec2").delete_vpc_endpoints(VpcEndpointIds=endpoints)
    # the emulated service has no operation for it
    request.emulator.backend(_SERVICE, request.account_id, request.region).firewalls.pop(identity)


def _firewall_kept(request: Request, identity: str) -> Any:
    return request.emulator.backend(_SERVICE, request.account_id, request.region).firewalls.get(identity)


def _observe_logging(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client(_SERVICE).describe_logging_configuration(FirewallArn=identity)["LoggingConfiguration"]
    destinations = kept.get("LogDestinationConfigs") or []
    if not destinations:
        raise Gone(f"firewall {identity} logs nothing")
    asked = _destinations(request.known)
    if sorted(map(str, destinations)) == sorted(map(str, asked)):
        return {}
    return {
        "loggingConfiguration": {
            "logDestinationConfigs": [
                {
                    "logDestination": each["LogDestination"],
                    "logDestinationType": each["LogDestinationType"],
                    "logType": each["LogType"],
                }
                for each in destinations
            ]
        }
    }


def _delete_logging(request: Request, identity: str) -> None:
    nowhere: dict[str, Any] = {"LogDestinationConfigs": []}
    request.client(_SERVICE).update_logging_configuration(FirewallArn=identity, LoggingConfiguration=nowhere)


def _delete_rule_group(request: Request, identity: str) -> None:
    policies = [each.outputs["firewallPolicy"] for each in request.standing if each.place.type == _POLICY]
    references = [
        reference["resourceArn"]
        for policy in policies
        for kind in ("statefulRuleGroupReferences", "statelessRuleGroupReferences")
        for reference in policy.get(kind) or []
    ]
    if identity in references:
        raise Refused(f"InvalidOperationException: rule group {identity} is in use by a firewall policy")


def _delete_firewall_policy(request: Request, identity: str) -> None:
    policies = [each.outputs["firewallPolicyArn"] for each in request.standing if each.place.type == _FIREWALL]
    if identity in policies:
        raise Refused(f"InvalidOperationException: firewall policy {identity} is in use by a firewall")


_FIREWALL = "aws:networkfirewall/firewall:Firewall"
_POLICY = "aws:networkfirewall/firewallPolicy:FirewallPolicy"
LIFECYCLES: Mapping[str, Lifecycle] = {
    _FIREWALL: Lifecycle(_firewall, _observe_firewall, _change_firewall, _delete_firewall),
    _POLICY: Lifecycle(_firewall_policy, delete=_delete_firewall_policy),
    "aws:networkfirewall/loggingConfiguration:LoggingConfiguration": Lifecycle(
        _logging_configuration, _observe_logging, delete=_delete_logging
    ),
    "aws:networkfirewall/ruleGroup:RuleGroup": Lifecycle(_rule_group, delete=_delete_rule_group),
}
