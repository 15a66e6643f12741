"""Where Pulumi keeps its states, and the trail of who opened them."""

from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_aws import cloudwatch

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.aws.logs.archive_bucket import create_archive_bucket
from hds_landing.aws.logs.log_retention import retention_in_days
from hds_landing.aws.logs.trail import create_trail
from hds_landing.aws.state.state_bucket import create_state_bucket
from hds_landing.plan.bootstrap import StateStorePlan


@dataclass(frozen=True)
class StateStoreArgs:
    """What StateStore needs."""

    store: StateStorePlan
    """Names, retention and lock."""
    key_id: pulumi.Input[str]
    """ARN of the key that encrypts the states."""
    secrets_key_id: pulumi.Input[str]
    """ARN of the key with which Pulumi encrypts what is secret inside a state."""
    log_key_id: pulumi.Input[str]
    """ARN of the key that encrypts the trail."""


class StateStore(pulumi.ComponentResource):
    """A versioned bucket for states, and a trail of its account in an immutable bucket of its own.

    Everything is protected and retained: who loses a state has to import every resource anew. Holds no health data;
    what is secret in a state is encrypted a second time, with a key of its own.
    Requirements: SNC-9.7, SNC-10.1, SNC-12.6.
    """

    store_id: pulumi.Output[str]
    """ARN of the bucket."""
    backend_url: pulumi.Output[str]
    """What `pulumi login` takes."""
    secrets_provider_url: pulumi.Output[str]
    """What `pulumi stack init --secrets-provider` takes."""

    def __init__(self, name: str, args: StateStoreArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the store in its account.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(StateStoreArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-aws", StateStore), name, None, opts)
        kept = pulumi.ResourceOptions(parent=self, protect=True, retain_on_delete=True)
        _trace(name, args, kept)
        store = args.store
        self.store_id = create_state_bucket(name, store, args.key_id, kept)
        self.backend_url = self.store_id.apply(lambda _: f"s3://{store.store_name}?region={store.region}")
        self.secrets_provider_url = pulumi.Output.concat("awskms:///", args.secrets_key_id, f"?region={store.region}")
        self.register_outputs(
            {
                "storeId": self.store_id,
                "backendUrl": self.backend_url,
                "secretsProviderUrl": self.secrets_provider_url,
            }
        )


def _trace(name: str, args: StateStoreArgs, opts: pulumi.ResourceOptions) -> None:
    store = args.store
    archive = create_archive_bucket(
        f"{name}-traces",
        store.traces,
        region=store.region,
        key_id=args.log_key_id,
        source_accounts=[store.account_id],
        locked=store.locked,
        tags=store.tags,
        opts=opts,
    )
    log_group = cloudwatch.LogGroup(
        f"{name}-log-group",
        name=f"{store.workspace_name}/{store.traces.key}",
        kms_key_id=args.log_key_id,
        retention_in_days=retention_in_days(store.traces.hot_days),
        deletion_protection_enabled=True,
        tags=store.tags,
        opts=opts,
    )
    create_trail(
        name,
        physical_name=store.name,
        log_store_id=archive.arn,
        archive_key_id=args.log_key_id,
        log_group=log_group,
        tags=store.tags,
        opts=opts,
    )
