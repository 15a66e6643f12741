"""The policy pack: pulumi preview --policy-pack policies."""

from pathlib import Path

from pulumi_policy import EnforcementLevel, PolicyPack

from hds_landing.rules.policy_pack import policies

PolicyPack(
    name="hds-landing",
    display_name="Health data hosting in France",
    policies=policies(Path(__file__).parent),
    enforcement_level=EnforcementLevel.ADVISORY,
)
