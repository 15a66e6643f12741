"""A small Pulumi program against the embedded Azure: what it creates, and what it is refused."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from hds_landing.rehearsal.embedded_azure import EmbeddedAzure
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused, Registration

SUBSCRIPTION = "00000000-0000-4000-8000-000000000001"
TENANT = "00000000-0000-4000-8000-0000000000aa"
GROUP_ID = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-a"


class Program:
    """Registers resources in `rg-a`, each after all that was created before it unless `after` says otherwise."""

    def __init__(self, cloud: EmbeddedAzure) -> None:
        self.cloud = cloud
        self.urns: list[str] = []

    def urn(self, token: str, name: str) -> str:
        return f"urn:pulumi:test::test::azure-native:{token}::{name}"

    def register(
        self,
        token: str,
        name: str,
        inputs: Mapping[str, Any],
        *,
        after: list[str] | None = None,
        region: str | None = "francecentral",
        subscription: str = SUBSCRIPTION,
    ) -> Registration:
        return Registration(
            urn=self.urn(token, name),
            type=f"azure-native:{token}",
            name=name,
            inputs=inputs,
            region=region,
            account_id=subscription,
            provider_inputs={"subscriptionId": subscription, "tenantId": TENANT},
            dependencies=tuple(self.urns if after is None else after),
        )

    def create(self, token: str, name: str, /, inputs: Mapping[str, Any] | None = None, **options: Any) -> Created:
        """Create a resource in `rg-a`."""
        grouped = {"resourceGroupName": "rg-a", **(inputs or {})}
        given = {key: value for key, value in grouped.items() if value is not ...}
        registration = self.register(token, name, given, **options)
        created = self.cloud.create(registration)
        self.urns.append(registration.urn)
        return created

    def refusal(self, token: str, name: str, /, inputs: Mapping[str, Any] | None = None, **options: Any) -> list[str]:
        """The problems with which a resource is refused; fails where it is created."""
        with pytest.raises(Refused) as refused:
            self.create(token, name, inputs, **options)
        return str(refused.value).splitlines()

    def network(self, name: str = "vnet-a", *prefixes: str) -> Created:
        space = {"addressPrefixes": list(prefixes or ("10.0.0.0/16",))}
        return self.create("network:VirtualNetwork", name, {"virtualNetworkName": name, "addressSpace": space})

    def subnet(self, name: str, prefix: str, network: str = "vnet-a", **inputs: Any) -> Created:
        named = {"virtualNetworkName": network, "subnetName": name, "addressPrefix": prefix}
        return self.create("network:Subnet", f"{network}-{name}", {**named, **inputs})

    def vault(self, name: str = "kv-aulnay", **properties: Any) -> Created:
        described = {
            "sku": {"family": "A", "name": "premium"},
            "tenantId": TENANT,
            "enableRbacAuthorization": True,
            "enablePurgeProtection": True,
            **properties,
        }
        return self.create("keyvault:Vault", name, {"vaultName": name, "properties": described})

    def key(self, name: str = "storage", vault: str = "kv-aulnay", **properties: Any) -> Created:
        described = {"kty": "RSA-HSM", "keySize": 4096, **properties}
        return self.create(
            "keyvault:Key", f"{vault}-{name}", {"vaultName": vault, "keyName": name, "properties": described}
        )

    def identity(self, name: str = "id-storage") -> Created:
        return self.create("managedidentity:UserAssignedIdentity", name, {"resourceName": name})

    def role(
        self, name: str, scope: str, principal_id: str, role: str = "e147488a-f6f5-4113-8e2d-b22465e65bf6"
    ) -> Created:
        definition = f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{role}"
        inputs = {"resourceGroupName": ..., "scope": scope, "principalId": principal_id, "roleDefinitionId": definition}
        return self.create("authorization:RoleAssignment", name, inputs)

    # a living cloud is asked by an engine, which keeps the order of the calls itself

    def engine_registration(self, token: str, name: str, inputs: Mapping[str, Any], **options: Any) -> Registration:
        return replace(self.register(token, name, inputs, **options), dependencies=None)

    def update(self, created: Created, token: str, name: str, inputs: Mapping[str, Any], **options: Any) -> Created:
        """Change what was created; `inputs` are the whole new ones."""
        registration = self.engine_registration(token, name, inputs, **options)
        return self.cloud.update(registration, created.id, created.outputs)

    def update_refusal(self, created: Created, token: str, name: str, inputs: Mapping[str, Any]) -> list[str]:
        """The problems with which a change is refused; fails where it is made."""
        with pytest.raises(Refused) as refused:
            self.update(created, token, name, inputs)
        return str(refused.value).splitlines()

    def delete(self, created: Created) -> None:
        self.cloud.delete(self.engine_registration("any:Type", "any", {}), created.id)

    def delete_refusal(self, created: Created) -> list[str]:
        """The problems with which a deletion is refused; fails where it is done."""
        with pytest.raises(Refused) as refused:
            self.delete(created)
        return str(refused.value).splitlines()

    def refreshed(self, created: Created) -> Created:
        return self.cloud.refresh(self.engine_registration("any:Type", "any", {}), created.id)

    def stands(self, created: Created) -> bool:
        try:
            self.refreshed(created)
        except Gone:
            return False
        return True

    def lock(self, scope: str, name: str = "no-deletion", level: str = "CanNotDelete") -> Created:
        inputs = {"resourceGroupName": ..., "scope": scope, "lockName": name, "level": level}
        return self.create("authorization:ManagementLockByScope", name, inputs)
