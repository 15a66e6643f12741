"""Programs that are read in two ways: as a project folder, and as the preview that the engine makes of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from hds_landing.inventory.resource import Inventory
from hds_landing.rehearsal.project.preview import preview_project
from tests.engine.workbench import ROOT, Workbench

STACK = "trial"
FOLDER = Path(__file__).parent
_ENGINE_PROGRAMS = (
    "aws-region-outside-eea",
    "aws-rules-on-several-resources",
    "aws-unencrypted-store",
    "aws-unlisted-service",
    "azure-region-outside-eea",
    "azure-unencrypted-store",
)
_SMALL_NETWORK = "engine/programs/small-network"
_RANGE = {"small-network:range": "10.0.0.0/16"}
_BLUE = {**_RANGE, "small-network:colour": "blue"}


@dataclass(frozen=True)
class Sample:
    """A program, a folder of `tests/` or `LANDING_ZONE`, and its configuration."""

    program: str
    config: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    deployed: bool = False
    """The preview is one of a stack that stands."""
    differences: Mapping[str, str] = field(default_factory=dict)
    """By `<resource>.<property>`: the row of the table for an unknown or simulated value, which no value tells."""
    created_later: frozenset[str] = frozenset()
    """Names of resources that only the preview has."""


LANDING_ZONE = "the stack of this repository"
SAMPLES: Mapping[str, Sample] = {
    **{name: Sample(f"engine/programs/{name}") for name in _ENGINE_PROGRAMS},
    "small-network": Sample(_SMALL_NETWORK, _BLUE),
    "small-network-deployed": Sample(
        _SMALL_NETWORK,
        _BLUE,
        deployed=True,
        differences={"subnet.vpcId": "deployed", "subnet.tags.network": "deployed"},
    ),
    "small-network-secret": Sample(
        _SMALL_NETWORK,
        _RANGE,
        {"small-network:colour": "ultraviolet"},
        differences={"network.tags.colour": "encrypted-configuration"},
    ),
    "plain": Sample("inputs/programs/plain"),
    "default-provider": Sample("inputs/programs/default-provider", {"aws:region": "eu-west-3"}),
    "secrets": Sample("inputs/programs/secrets", {"secrets:names": '["x","y"]'}, {"secrets:password": "hunter2"}),
    "transforms": Sample("inputs/programs/transforms"),
    "reads": Sample(
        "inputs/programs/reads",
        {"reads:hub": f"organization/small-network/{STACK}", "reads:network": "vpc-0123456789abcdef0"},
        differences={
            "subnet.vpcId": "existing-id",
            "subnet.cidrBlock": "existing-resource",
            "subnet.tags.hub": "other-stack",
            "subnet.tags.account": "simulated-function",
            "subnet.tags.image": "unanswered-function",
        },
        created_later=frozenset({"in-apply"}),
    ),
    "provider-defaults": Sample(
        "inputs/programs/provider-defaults",
        differences={"log.name": "provider-default", "log.__defaults": "provider-default"},
    ),
    "azure": Sample("inputs/programs/azure"),
}
"""Those whose previews are recorded."""
LANDING_ZONES: Mapping[str, Sample] = {
    "landing-zone-aws": Sample(LANDING_ZONE, {"hds-landing:spec": "examples/minimal-aws/landing-zone.yaml"}),
    "landing-zone-azure": Sample(LANDING_ZONE, {"hds-landing:spec": "examples/minimal-azure/landing-zone.yaml"}),
}
"""Those that are previewed anew each time: they change with the components."""


def copied(sample: Sample, bench: Workbench) -> Path:
    """The project folder of a sample in the workbench."""
    if sample.program == LANDING_ZONE:
        return bench.project
    target = bench.folder / "samples" / Path(sample.program).name
    bench.copy(ROOT / "tests" / sample.program, target)
    return target


def read_folder(sample: Sample, folder: Path) -> Inventory:
    """What the program of a project folder declares; secrets are configured as somebody's ciphertext."""
    config: dict[str, Any] = {key: _plain(value) for key, value in sample.config.items()}
    config |= {key: {"secure": "v1:AAAAAAAAAAAA:BBBBBBBBBBBBBBBBBBBBBBBB"} for key in sample.secrets}
    settings = yaml.safe_dump({"config": config}, sort_keys=False)
    (folder / f"Pulumi.{STACK}.yaml").write_text(settings, encoding="utf-8")
    return preview_project(folder, STACK, announce=lambda said: None).inventory


def _plain(value: str) -> Any:
    return json.loads(value) if value[:1] in ("[", "{") else value


def from_folder(sample: Sample, folder: Path) -> Inventory:
    """The same, of a copy in an empty folder."""
    return read_folder(sample, copied(sample, Workbench(folder, {})))
