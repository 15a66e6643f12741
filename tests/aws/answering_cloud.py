"""A cloud that takes everything and answers with the outputs that AWS would compute, so that dependants find them."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from hds_landing.rehearsal.embedded_cloud import Created, Registration

ARN_SERVICES = {
    "aws:kms/key:Key": "kms",
    "aws:s3/bucket:Bucket": "s3",
    "aws:cloudwatch/logGroup:LogGroup": "logs",
    "aws:iam/role:Role": "iam",
    "aws:backup/vault:Vault": "backup",
    "aws:networkfirewall/ruleGroup:RuleGroup": "network-firewall",
    "aws:networkfirewall/firewallPolicy:FirewallPolicy": "network-firewall",
    "aws:networkfirewall/firewall:Firewall": "network-firewall",
    "aws:ec2transitgateway/transitGateway:TransitGateway": "ec2",
    "aws:ram/resourceShare:ResourceShare": "ram",
    "aws:cloudtrail/trail:Trail": "cloudtrail",
}


class AnsweringCloud:
    """Every ARN names the resource that it is of, so that a test sees which one a dependant took."""

    packages = frozenset({"aws"})

    def __init__(self, zones: tuple[str, ...] = ("eu-west-3a", "eu-west-3b")) -> None:
        self.zones = zones

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def create(self, registration: Registration) -> Created:
        outputs = dict(registration.inputs)
        service = ARN_SERVICES.get(registration.type)
        if service:
            outputs["arn"] = f"arn:aws:{service}:::{registration.inputs.get('bucket', registration.name)}"
        if registration.type == "aws:kms/key:Key":
            outputs["keyId"] = f"{registration.name}-key-id"
        if registration.type == "aws:networkfirewall/firewall:Firewall":
            outputs["firewallStatuses"] = [{"syncStates": [_sync_state(zone) for zone in self.zones]}]
        return Created(id=f"{registration.name}-id", outputs=outputs, exercised=False)

    def read(self, registration: Registration, identity: str) -> Created:
        raise AssertionError(f"nothing is read here: {registration.urn} {identity}")

    def invoke(self, token: str, args: Mapping[str, Any], registration: Registration) -> Mapping[str, Any]:
        raise AssertionError(f"everything is decided in the plan, and nothing asked: {token} {args} {registration}")


def _sync_state(zone: str) -> dict[str, Any]:
    return {"availabilityZone": zone, "attachments": [{"endpointId": f"vpce-{zone}", "subnetId": f"subnet-{zone}"}]}
