"""What must stand before a landing zone, apart from everything that holds health data."""

from dataclasses import dataclass
from typing import Optional

import pulumi
import pulumi_aws as aws

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.aws.encryption_keys import EncryptionKeys, EncryptionKeysArgs
from hds_landing.aws.partition import partition
from hds_landing.aws.runner_identity import RunnerIdentity, RunnerIdentityArgs
from hds_landing.aws.state_store import StateStore, StateStoreArgs
from hds_landing.plan.bootstrap import BootstrapPlan
from hds_landing.plan.keys import KeyUse


@dataclass(frozen=True)
class BootstrapArgs:
    """What Bootstrap needs."""

    plan: BootstrapPlan
    """Every decision, as `plan_bootstrap` makes it."""


class Bootstrap(pulumi.ComponentResource):
    """State store, secrets provider and runner identity, in one account of the EEA."""

    backend_url: pulumi.Output[str]
    """What `pulumi login` takes."""
    secrets_provider_url: pulumi.Output[str]
    """What `pulumi stack init --secrets-provider` takes."""
    runner_id: pulumi.Output[str]
    """ARN of the role that deploys."""

    def __init__(self, name: str, args: BootstrapArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the bootstrap under the provider of its account.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        plan = validated(BootstrapArgs, args).plan
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-aws", Bootstrap), name, None, opts)
        own = pulumi.ResourceOptions(parent=self)
        keys = EncryptionKeys(f"{name}-keys", EncryptionKeysArgs(plan.keys, secrets_user_id=_runner_arn(plan)), own)
        store_key, secrets_key = keys.key_id(KeyUse.STORAGE), keys.key_id(KeyUse.SECRETS)
        store = StateStore(
            f"{name}-store", StateStoreArgs(plan.store, store_key, secrets_key, keys.key_id(KeyUse.LOG)), own
        )
        runner = RunnerIdentity(
            f"{name}-runner", RunnerIdentityArgs(plan.runner, store.store_id, store_key, secrets_key), own
        )
        self.backend_url = store.backend_url
        self.secrets_provider_url = store.secrets_provider_url
        self.runner_id = runner.runner_id
        self.register_outputs(
            {
                "backendUrl": self.backend_url,
                "secretsProviderUrl": self.secrets_provider_url,
                "runnerId": self.runner_id,
            }
        )


def _runner_arn(plan: BootstrapPlan) -> str:
    """Known before the role is drawn: the role's policy names the key, and the key's policy the role."""
    runner = plan.runner
    return f"arn:{partition(runner.region)}:iam::{runner.account_id}:role/{runner.name}"


def draw_bootstrap(plan: BootstrapPlan) -> Bootstrap:
    """Draws the bootstrap under an explicit provider, which refuses every account but its own."""
    provider = aws.Provider(
        plan.name,
        region=plan.provider.region,
        allowed_account_ids=[plan.provider.account_id],
        assume_roles=[aws.ProviderAssumeRoleArgs(role_arn=plan.provider.role, session_name="hds-landing")],
        default_tags=aws.ProviderDefaultTagsArgs(tags=dict(plan.tags)),
    )
    return Bootstrap(plan.name, BootstrapArgs(plan), pulumi.ResourceOptions(providers=[provider]))
