"""The whole spec: what a GHT asks for."""

from typing import Annotated, Literal

from pydantic import Field

from hds_landing.spec.cloud import AwsSettings, AzureSettings, Cloud, Profile
from hds_landing.spec.establishment import Establishment, SharedWorkload
from hds_landing.spec.governance import Ght, Governance, Hds, Identity, OnCall, Operations, WaiverEntry
from hds_landing.spec.model import Key, SpecModel
from hds_landing.spec.network import Flow, Network, Site
from hds_landing.spec.protection import Backup, Logging


class LandingZoneSpec(SpecModel):
    """A GHT's landing zone. The section of `cloud.provider` (`aws:` or `azure:`) is required."""

    api_version: Literal["hds-landing/v1"]
    ght: Ght
    profile: Profile
    cloud: Cloud
    aws: AwsSettings | None = None
    azure: AzureSettings | None = None
    hds: Hds
    governance: Governance = Governance()
    oncall: tuple[OnCall, ...] = ()
    network: Network
    sites: dict[Key, Site] = Field(default_factory=dict)
    establishments: Annotated[dict[Key, Establishment], Field(min_length=1, max_length=20)]
    shared_workloads: dict[Key, SharedWorkload] = Field(default_factory=dict)
    flows: tuple[Flow, ...] = ()
    backup: Backup
    logging: Logging
    identity: Identity = Identity()
    operations: Operations
    waivers: tuple[WaiverEntry, ...] = ()
