"""The keys of one owner: one per use, so that losing or sharing one touches one kind of data only."""

from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_aws import kms

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.aws.keys.key_policy import key_policy
from hds_landing.errors import ComponentArgsError
from hds_landing.keyed_outputs import keyed
from hds_landing.plan.keys import KeyPlan, KeySetPlan, KeyUse


@dataclass(frozen=True)
class EncryptionKeysArgs:
    """What EncryptionKeys needs."""

    key_set: KeySetPlan
    """The keys of one owner."""
    log_source_account_ids: Optional[list[str]] = None
    """Accounts whose traces the `log` key encrypts; none: the key set's own account only."""
    secrets_user_id: Optional[str] = None
    """ARN of the role that uses the `secrets` key; it may be drawn after the key. None: nobody uses it."""
    sealed: Optional[bool] = None
    """True: the owner has left, its keys are no longer protected. Default: false."""


class EncryptionKeys(pulumi.ComponentResource):
    """KMS keys with rotation, one per use, each with its alias.

    Keys are protected and retained: deleting one makes everything that it encrypted unreadable. One that stands
    already is read, with the policy and aliases that it has.
    Requirements: SNC-10.1, SNC-10.5, ISO27001-A.8.24.
    Source of the values: AWS KMS developer guide, key policies; rotation.
    """

    key_ids: pulumi.Output[dict[str, str]]
    """ARN of each key, by use."""

    def __init__(self, name: str, args: EncryptionKeysArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the keys in their owner's account.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(EncryptionKeysArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-aws", EncryptionKeys), name, None, opts)
        self.keys = {use: _create_key(self, f"{name}-{use}", key, args) for use, key in args.key_set.keys.items()}
        for use, key in args.key_set.keys.items():
            if key.existing_id is None:
                _create_alias(self, f"{name}-{use}-alias", key, self.keys[use])
        self.key_ids = keyed({use: key.arn for use, key in self.keys.items()})
        self.register_outputs({"keyIds": self.key_ids})

    def key_id(self, use: KeyUse) -> pulumi.Output[str]:
        """ARN of one key; who reads it waits for that key only.

        Raises:
            ComponentArgsError: the set has no key for this use.
        """
        if use.value not in self.keys:
            raise ComponentArgsError(
                f"The key set has keys for {', '.join(sorted(self.keys)) or 'nothing'}, and none for '{use.value}'."
            )
        arn: pulumi.Output[str] = self.keys[use.value].arn
        return arn


def _create_key(parent: EncryptionKeys, name: str, key: KeyPlan, args: EncryptionKeysArgs) -> kms.Key:
    key_set = args.key_set
    if key.existing_id is not None:
        return kms.Key.get(name, key.existing_id, pulumi.ResourceOptions(parent=parent), region=key.region)
    sources = args.log_source_account_ids or [key_set.administration.account_id]
    return kms.Key(
        name,
        region=key.region,
        description=f"{key_set.owner}: {key.use.value}",
        enable_key_rotation=True,
        rotation_period_in_days=key_set.rotation_days,
        deletion_window_in_days=key_set.deletion_window_days,
        bypass_policy_lockout_safety_check=False,
        multi_region=False,
        policy=key_policy(key, key_set.administration, sources, args.secrets_user_id),
        tags=key_set.tags | {"Name": key.name},
        opts=pulumi.ResourceOptions(parent=parent, protect=not args.sealed, retain_on_delete=True),
    )


def _create_alias(parent: EncryptionKeys, name: str, key: KeyPlan, resource: kms.Key) -> None:
    kms.Alias(
        name,
        region=key.region,
        name=f"alias/{key.name}",
        target_key_id=resource.key_id,
        opts=pulumi.ResourceOptions(parent=parent),
    )
