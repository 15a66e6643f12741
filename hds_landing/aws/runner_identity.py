"""The identity under which landing zones are deployed."""

from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_aws import iam

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.aws.state.runner_policies import provider_host, runner_policy, trust_policy
from hds_landing.errors import ComponentArgsError
from hds_landing.known_after import known_after
from hds_landing.plan.bootstrap import RunnerPlan


@dataclass(frozen=True)
class RunnerIdentityArgs:
    """What RunnerIdentity needs."""

    runner: RunnerPlan
    """Who becomes the runner, and which roles it takes."""
    store_id: pulumi.Input[str]
    """ARN of the bucket of states."""
    store_key_id: pulumi.Input[str]
    """ARN of the key that encrypts it."""
    secrets_key_id: pulumi.Input[str]
    """ARN of the key of what is secret in a state."""


class RunnerIdentity(pulumi.ComponentResource):
    """A role that opens the states and takes the deployment role of each account, and may do nothing else.

    With a federation, one workload of one OIDC issuer becomes it; without, a machine that carries its instance profile.
    No access key exists. The role is retained as the states are: nobody else may use the key of their secrets.
    Requirements: SNC-9.7, ISO27001-A.5.15.
    """

    runner_id: pulumi.Output[str]
    """ARN of the role, known once it may do its work."""
    instance_profile_id: Optional[pulumi.Output[str]]
    """Name of the instance profile of the machine that deploys; None with a federation."""

    def __init__(self, name: str, args: RunnerIdentityArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the identity in the account of the state store.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(RunnerIdentityArgs, args)
        one_provider_per_package(name, opts)
        _refuse_another_issuer(args.runner)
        super().__init__(component_type("hds-aws", RunnerIdentity), name, None, opts)
        runner, own = args.runner, pulumi.ResourceOptions(parent=self, retain_on_delete=True)
        issuer = _issuer(name, runner, own)
        role = iam.Role(
            name,
            name=runner.name,
            description="Deploys landing zones",
            assume_role_policy=trust_policy(runner),
            max_session_duration=3600,
            tags=runner.tags,
            opts=pulumi.ResourceOptions.merge(own, pulumi.ResourceOptions(depends_on=issuer)),
        )
        policy = iam.RolePolicy(
            name,
            name="deploy",
            role=role.name,
            policy=pulumi.Output.all(args.store_id, args.store_key_id, args.secrets_key_id).apply(
                lambda known: runner_policy(runner, *known)
            ),
            opts=own,
        )
        self.runner_id = known_after(role.arn, policy)
        self.instance_profile_id = None if runner.federation else _instance_profile(name, runner, role, own)
        self.register_outputs({"runnerId": self.runner_id, "instanceProfileId": self.instance_profile_id})


def _refuse_another_issuer(runner: RunnerPlan) -> None:
    if runner.federation is None or runner.existing_issuer_id is None:
        return
    if runner.existing_issuer_id.partition(":oidc-provider/")[2] != provider_host(runner.federation):
        raise ComponentArgsError(
            f"RunnerIdentityArgs.runner.existing_issuer_id is {runner.existing_issuer_id!r}, and the runner's issuer "
            f"is {runner.federation.issuer}. Give the ARN of that issuer's provider, or none."
        )


def _issuer(name: str, runner: RunnerPlan, opts: pulumi.ResourceOptions) -> list[pulumi.Resource]:
    """The account's trust in the issuer, which a role's trust names; the account takes one per issuer.

    Where it has one already, that one is read: its list of clients is to hold the runner's audience.
    """
    if runner.federation is None:
        return []
    if runner.existing_issuer_id is not None:
        child = pulumi.ResourceOptions(parent=opts.parent)
        return [iam.OpenIdConnectProvider.get(name, runner.existing_issuer_id, child)]
    return [
        iam.OpenIdConnectProvider(
            name,
            url=runner.federation.issuer,
            client_id_lists=[runner.federation.audience],
            tags=runner.tags,
            opts=opts,
        )
    ]


def _instance_profile(
    name: str, runner: RunnerPlan, role: iam.Role, opts: pulumi.ResourceOptions
) -> pulumi.Output[str]:
    profile = iam.InstanceProfile(name, name=runner.name, role=role.name, tags=runner.tags, opts=opts)
    instance_profile: pulumi.Output[str] = profile.name
    return instance_profile
