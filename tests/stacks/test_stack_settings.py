from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Optional

import pytest

from hds_landing.errors import InputError
from hds_landing.rehearsal.program import rehearse
from hds_landing.stacks.stack_settings import read_settings


@dataclass(frozen=True)
class Settings:
    spec: str
    endpoint_subnet_id: Optional[str] = None
    connections: list[str] = field(default_factory=list)


def read(config: dict[str, str]) -> Settings:
    found: list[Settings] = []
    rehearse(
        lambda: found.append(read_settings(Settings, _problems)),
        cloud="aws",
        project="demo",
        stack="production",
        config=config,
    )
    return found[0]


def _problems(settings: Settings) -> Iterator[str]:
    if settings.endpoint_subnet_id == "wrong":
        yield "endpointSubnetId is wrong."


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"demo:spec": "a.yaml"}, Settings("a.yaml")),
        ({"demo:spec": "a.yaml", "demo:endpointSubnetId": ""}, Settings("a.yaml")),
        ({"demo:spec": "a.yaml", "demo:endpointSubnetId": "id"}, Settings("a.yaml", "id")),
        ({"demo:spec": "a.yaml", "demo:connections": '["x", "y"]'}, Settings("a.yaml", None, ["x", "y"])),
        ({"demo:spec": "a.yaml", "demo:connections": "[]", "aws:region": "eu-west-3"}, Settings("a.yaml")),
    ],
)
def test_configuration_becomes_a_value(config: dict[str, str], expected: Settings) -> None:
    assert read(config) == expected


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({}, ["demo:spec is missing. It takes a text: pulumi config set spec VALUE"]),
        ({"demo:spec": ""}, ["demo:spec is missing"]),
        (
            {"demo:spek": "a.yaml"},
            ["demo:spec is missing", "demo:spek is not read by this stack. Did you mean 'spec'?"],
        ),
        ({"demo:spec": "a", "demo:zzz": "1"}, ["Known are connections, endpointSubnetId, spec."]),
        ({"demo:spec": "a", "demo:connections": "x"}, ["demo:connections is 'x', and takes a list of texts."]),
        ({"demo:spec": "a", "demo:connections": "[1]"}, ["takes a list of texts"]),
        ({"demo:connections": '{"a": 1}'}, ["demo:spec is missing", "takes a list of texts"]),
        ({"demo:spec": "a", "demo:endpointSubnetId": "wrong"}, ["demo: endpointSubnetId is wrong."]),
    ],
)
def test_every_problem_is_named_at_once(config: dict[str, str], said: list[str]) -> None:
    with pytest.raises(InputError) as refused:
        read(config)
    assert "The configuration of stack production cannot be used." in str(refused.value)
    for words in said:
        assert words in str(refused.value)
