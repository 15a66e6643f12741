"""Where Pulumi keeps its states, and the traces of who opened them."""

from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_azure_native import storage

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.azure.state.private_access import PrivateAccess, network_of, private_access
from hds_landing.azure.state.state_container import state_container
from hds_landing.azure.state.state_traces import Traced, state_traces
from hds_landing.azure.storage.private_account import private_account
from hds_landing.known_after import known_after
from hds_landing.plan.bootstrap import StateStorePlan


@dataclass(frozen=True)
class StateStoreArgs:
    """What `StateStore` draws."""

    store: StateStorePlan
    """Names and retention."""
    resource_group_name: pulumi.Input[str]
    """Where it is drawn."""
    key_id: pulumi.Input[str]
    """Identifier of the key that encrypts the states and their traces."""
    key_identity_id: pulumi.Input[str]
    """Identity that may use it."""
    secrets_key_id: pulumi.Input[str]
    """Identifier, version included, of the key with which Pulumi encrypts what is secret inside a state."""
    key_vault_id: pulumi.Input[str]
    """The vault of both keys: its audit events are kept here."""
    endpoint_subnet_id: Optional[str] = None
    """Subnet from which the runner reaches states and key, by private endpoints. None: no network reaches them."""
    dns_network_id: Optional[str] = None
    """Virtual network in which the runner's names are resolved. None: the subnet's own."""


class StateStore(pulumi.ComponentResource):
    """A versioned container for states, and the traces of its subscription in an immutable account and a workspace.

    Everything is protected and retained: who loses a state has to import every resource anew. Holds no health data;
    what is secret in a state is encrypted a second time, with a key of its own. The secrets provider's address names
    the version of that key: Pulumi asks the vault to decrypt with the version in the address, and without one with the
    newest, which after a rotation cannot (https://github.com/pulumi/pulumi/issues/22338).
    Requirements: SNC-9.7, SNC-10.1, SNC-12.6.
    """

    store_id: pulumi.Output[str]
    """Blob container."""
    backend_url: pulumi.Output[str]
    """What `pulumi login` takes."""
    secrets_provider_url: pulumi.Output[str]
    """What `pulumi stack init --secrets-provider` takes."""

    def __init__(
        self,
        name: str,
        args: StateStoreArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        """Draws the store.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(StateStoreArgs, args)
        one_provider_per_package(name, opts)
        if args.endpoint_subnet_id is not None:
            network_of(args.endpoint_subnet_id)
        super().__init__(component_type("hds-azure", StateStore), name, {}, opts)
        store, group = args.store, args.resource_group_name
        account = _account(name, args, self)
        container, lifecycle = state_container(name, store, account, group, self)
        state_traces(
            name,
            store,
            Traced(account, lifecycle, args.key_vault_id),
            key_id=args.key_id,
            key_identity_id=args.key_identity_id,
            group=group,
            parent=self,
        )
        _open_privately(name, args, account, self)
        self.store_id = container.id
        self.backend_url = known_after(f"azblob://{store.container_name}?storage_account={store.store_name}", container)
        self.secrets_provider_url = pulumi.Output.from_input(args.secrets_key_id).apply(
            lambda identifier: identifier.replace("https://", "azurekeyvault://", 1)
        )
        self.register_outputs(
            {
                "storeId": self.store_id,
                "backendUrl": self.backend_url,
                "secretsProviderUrl": self.secrets_provider_url,
            }
        )


def _account(name: str, args: StateStoreArgs, parent: pulumi.Resource) -> storage.StorageAccount:
    return private_account(
        name,
        account_name=args.store.store_name,
        region=args.store.region,
        key_id=args.key_id,
        key_identity_id=args.key_identity_id,
        group=args.resource_group_name,
        tags=args.store.tags,
        protect=True,
        parent=parent,
    )


def _open_privately(name: str, args: StateStoreArgs, account: storage.StorageAccount, parent: pulumi.Resource) -> None:
    if args.endpoint_subnet_id is None:
        return
    store = args.store
    names = args.dns_network_id or network_of(args.endpoint_subnet_id)
    access = PrivateAccess(args.endpoint_subnet_id, names, store.store_name, store.region, store.tags)
    private_access(name, access, {"blob": account.id, "vault": args.key_vault_id}, args.resource_group_name, parent)
