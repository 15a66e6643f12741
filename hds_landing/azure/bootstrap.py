"""What must stand before a landing zone, apart from everything that holds health data."""

from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_azure_native import Provider

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.azure.encryption_keys import EncryptionKeys, EncryptionKeysArgs
from hds_landing.azure.resource_group import create_resource_group
from hds_landing.azure.runner_identity import RunnerIdentity, RunnerIdentityArgs
from hds_landing.azure.state.private_access import network_of
from hds_landing.azure.state_store import StateStore, StateStoreArgs
from hds_landing.plan.bootstrap import BootstrapPlan
from hds_landing.plan.keys import KeyUse


@dataclass(frozen=True)
class BootstrapArgs:
    """What `Bootstrap` draws."""

    plan: BootstrapPlan
    """Every decision, as `plan_bootstrap` makes it."""
    endpoint_subnet_id: Optional[str] = None
    """Subnet from which the runner reaches states and key, by private endpoints. None: no network reaches them."""
    dns_network_id: Optional[str] = None
    """Virtual network in which the runner's names are resolved. None: the subnet's own."""


class Bootstrap(pulumi.ComponentResource):
    """State store, secrets provider and runner identity, in one resource group of the EEA."""

    backend_url: pulumi.Output[str]
    """What `pulumi login` takes."""
    secrets_provider_url: pulumi.Output[str]
    """What `pulumi stack init --secrets-provider` takes."""
    runner_id: pulumi.Output[str]
    """Object id of the identity that deploys."""
    client_id: pulumi.Output[str]
    """Its client id, with which a workload asks for its token."""

    def __init__(
        self,
        name: str,
        args: BootstrapArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        """Draws the bootstrap under the provider of its subscription.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(BootstrapArgs, args)
        one_provider_per_package(name, opts)
        if args.endpoint_subnet_id is not None:
            network_of(args.endpoint_subnet_id)
        super().__init__(component_type("hds-azure", Bootstrap), name, {}, opts)
        plan, own = args.plan, pulumi.ResourceOptions(parent=self)
        group = _resource_group(name, plan, self)
        keys = EncryptionKeys(f"{name}-keys", EncryptionKeysArgs(plan.keys, group, plan.provider.role), own)
        storage, secrets = (keys.keys[use.value] for use in (KeyUse.STORAGE, KeyUse.SECRETS))
        store = StateStore(
            f"{name}-store",
            StateStoreArgs(
                store=plan.store,
                resource_group_name=group,
                key_id=storage.key_uri,
                key_identity_id=keys.identity_ids.apply(lambda known: known[KeyUse.STORAGE.value]),
                secrets_key_id=secrets.key_uri_with_version,
                key_vault_id=keys.vault_id,
                endpoint_subnet_id=args.endpoint_subnet_id,
                dns_network_id=args.dns_network_id,
            ),
            own,
        )
        runner = RunnerIdentity(
            f"{name}-runner", RunnerIdentityArgs(plan.runner, group, store.store_id, secrets.id), own
        )
        self.backend_url = store.backend_url
        self.secrets_provider_url = store.secrets_provider_url
        self.runner_id = runner.runner_id
        self.client_id = runner.client_id
        self.register_outputs(
            {
                "backendUrl": self.backend_url,
                "secretsProviderUrl": self.secrets_provider_url,
                "runnerId": self.runner_id,
                "clientId": self.client_id,
            }
        )


def _resource_group(name: str, plan: BootstrapPlan, parent: pulumi.Resource) -> pulumi.Output[str]:
    return create_resource_group(
        name,
        group_name=f"rg-{plan.name}",
        region=plan.provider.region,
        tags=plan.tags,
        protect=True,
        parent=parent,
        existing_id=plan.keys.existing_group_id,
    )


def draw_bootstrap(
    plan: BootstrapPlan, endpoint_subnet_id: Optional[str] = None, dns_network_id: Optional[str] = None
) -> Bootstrap:
    """Draws the bootstrap under an explicit provider of its subscription."""
    provider = Provider(
        plan.name,
        subscription_id=plan.provider.account_id,
        tenant_id=plan.provider.role,
        location=plan.provider.region,
    )
    args = BootstrapArgs(plan, endpoint_subnet_id, dns_network_id)
    return Bootstrap(plan.name, args, pulumi.ResourceOptions(providers=[provider]))
