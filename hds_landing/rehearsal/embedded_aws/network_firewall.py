"""Network Firewall: what its resources have in common."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.property_names import as_aws, picked
from hds_landing.rehearsal.embedded_aws.request import Request, tag_list
from hds_landing.rehearsal.embedded_cloud import Created

SERVICE = "network-firewall"
NAMES = {"definitions": "Definition", "tcpFlags": "TCPFlags", "ipAddressType": "IPAddressType"}


def common_parameters(request: Request) -> dict[str, Any]:
    """Description, encryption and tags as the service takes them; raises Refused for a key that does not exist."""
    inputs = request.inputs
    encryption = inputs.get("encryptionConfiguration")
    if encryption and encryption["type"] == "CUSTOMER_KMS":
        request.standing.require("key", encryption.get("keyId"))
    return {
        **picked(inputs, {"description": "Description"}),
        **({"EncryptionConfiguration": as_aws(encryption)} if encryption else {}),
        **({"Tags": tag_list(request.tags)} if request.tags else {}),
    }


def recorded(request: Request, resource: str, outputs: Mapping[str, Any]) -> Created:
    """Records what the emulated service has no operation for; `resource` is the last part of its ARN."""
    arn = request.arn(SERVICE, resource)
    request.claim(f"{arn} exists already", arn)
    return request.recorded(arn, {"arn": arn, "name": request.name(), "updateToken": request.uuid(), **outputs})
