"""The identity under which landing zones are deployed."""

from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_azure_native import authorization, managedidentity

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.azure.role_assignment import STORAGE_BLOB_DATA_CONTRIBUTOR, assign_role, built_in_role, stable_guid
from hds_landing.known_after import known_after
from hds_landing.plan.bootstrap import RunnerPlan

SECRETS_DATA_ACTIONS = (
    "Microsoft.KeyVault/vaults/keys/read",
    "Microsoft.KeyVault/vaults/keys/encrypt/action",
    "Microsoft.KeyVault/vaults/keys/decrypt/action",
)
"""What Pulumi asks of the key of its secrets; the built-in Key Vault Crypto User may change and back up a key too."""


@dataclass(frozen=True)
class RunnerIdentityArgs:
    """What `RunnerIdentity` draws."""

    runner: RunnerPlan
    """Who becomes the runner."""
    resource_group_name: pulumi.Input[str]
    """Where it is drawn."""
    store_id: pulumi.Input[str]
    """The blob container of states."""
    secrets_key_id: pulumi.Input[str]
    """Azure id of the key of what is secret in a state."""


class RunnerIdentity(pulumi.ComponentResource):
    """A user-assigned identity that opens the states, and may do nothing else by itself.

    With a federation, one workload of one OIDC issuer becomes it; without, a virtual machine to which it is assigned.
    No secret exists. What it deploys with comes from the group that the spec names as `ciPrincipalId`: a directory
    administrator makes it a member. Identity and grants are retained as the states are: who takes the bootstrap apart
    does not lock the recovery group out. Requirements: SNC-9.7, ISO27001-A.5.15.
    """

    runner_id: pulumi.Output[str]
    """Object id of the identity, known once it may do its work."""
    client_id: pulumi.Output[str]
    """Client id, with which a workload asks for its token."""

    def __init__(
        self,
        name: str,
        args: RunnerIdentityArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        """Draws the identity beside the state store.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(RunnerIdentityArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-azure", RunnerIdentity), name, {}, opts)
        runner = args.runner
        identity = managedidentity.UserAssignedIdentity(
            name,
            resource_name_=runner.name,
            resource_group_name=args.resource_group_name,
            location=runner.region,
            tags=runner.tags,
            opts=_retained(self),
        )
        _federate(name, args, identity, self)
        grants = _open_states(name, args, identity, self)
        self.runner_id = known_after(identity.principal_id, *grants)
        self.client_id = identity.client_id
        self.register_outputs({"runnerId": self.runner_id, "clientId": self.client_id})


def _federate(
    name: str, args: RunnerIdentityArgs, identity: managedidentity.UserAssignedIdentity, parent: pulumi.Resource
) -> None:
    federation = args.runner.federation
    if federation is None:
        return
    managedidentity.FederatedIdentityCredential(
        name,
        federated_identity_credential_resource_name="runner",
        resource_name_=identity.name,
        resource_group_name=args.resource_group_name,
        issuer=federation.issuer,
        subject=federation.subject,
        audiences=[federation.audience],
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _open_states(
    name: str, args: RunnerIdentityArgs, identity: managedidentity.UserAssignedIdentity, parent: pulumi.Resource
) -> list[authorization.RoleAssignment]:
    """For the runner, and for the recovery group on the day the runner is lost: the container, and the secrets' key."""
    runner, opts = args.runner, _retained(parent)
    blobs = built_in_role(runner.account_id, STORAGE_BLOB_DATA_CONTRIBUTOR)
    secrets = _secrets_role(name, args, parent).id
    service_principal = authorization.PrincipalType.SERVICE_PRINCIPAL.value
    principals = (
        ("runner", identity.principal_id, service_principal),
        ("recovery", runner.recovery_principal, None),
    )
    return [
        assign_role(
            f"{name}-{who}-{what}",
            guid=stable_guid(runner.account_id, runner.name, who, what),
            scope=scope,
            role_definition_id=role,
            principal_id=principal_id,
            principal_type=principal_type,
            description=f"{who.capitalize()} opens the {what}",
            opts=opts,
        )
        for who, principal_id, principal_type in principals
        for what, scope, role in (("states", args.store_id, blobs), ("secrets", args.secrets_key_id, secrets))
    ]


def _secrets_role(name: str, args: RunnerIdentityArgs, parent: pulumi.Resource) -> authorization.RoleDefinition:
    runner = args.runner
    scope = pulumi.Output.concat("/subscriptions/", runner.account_id, "/resourceGroups/", args.resource_group_name)
    return authorization.RoleDefinition(
        name,
        role_definition_id=stable_guid(runner.account_id, runner.name, "secrets"),
        role_name=f"{runner.name} secrets",
        role_type="CustomRole",
        description="Encrypts and decrypts what is secret in Pulumi's states",
        scope=scope,
        assignable_scopes=[scope],
        permissions=[
            authorization.PermissionArgs(
                actions=[], not_actions=[], data_actions=list(SECRETS_DATA_ACTIONS), not_data_actions=[]
            )
        ],
        opts=_retained(parent),
    )


def _retained(parent: pulumi.Resource) -> pulumi.ResourceOptions:
    return pulumi.ResourceOptions(parent=parent, retain_on_delete=True)
