from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from azure_program import GROUP_ID, SUBSCRIPTION, TENANT, Program
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hds_landing.rehearsal.embedded_azure import EmbeddedAzure
from hds_landing.rehearsal.embedded_azure.arm_types import all_arm_types
from hds_landing.rehearsal.embedded_azure.input_check import input_problems
from hds_landing.rehearsal.embedded_azure.resource_types import find_resource_type, shape_of
from hds_landing.rehearsal.embedded_azure.value_types import (
    Choice,
    ListOf,
    MapOf,
    ObjectOf,
    OneOf,
    Primitive,
    Shape,
    ValueType,
)
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused, Registration

TOKENS = sorted(all_arm_types())


def test_types_are_checked_before_anything_else(azure: Program) -> None:
    assert azure.refusal("network:Subnet", "app", {"virtualNetworkName": 3, "subnet": "app"}) == [
        "virtualNetworkName: given a number, allowed a string",
        "subnet: no such property; did you mean subnetName?",
    ]


def test_all_problems_of_a_resource_come_at_once(azure: Program) -> None:
    azure.network()
    inputs = {"virtualNetworkName": "vnet-a", "subnetName": "app-", "addressPrefix": "10.9.0.0/30"}
    problems = azure.refusal("network:Subnet", "app", inputs)
    assert [problem.split(":")[0] for problem in problems] == ["subnetName", "addressPrefix", "addressPrefix"]


def test_what_is_refused_does_not_exist(azure: Program) -> None:
    azure.refusal("network:VirtualNetwork", "vnet-a", {"virtualNetworkName": "vnet-a", "addressSpace": {}})
    inputs = {"virtualNetworkName": "vnet-a", "addressPrefix": "10.0.0.0/24"}
    [problem] = azure.refusal("network:Subnet", "app", inputs)
    assert "does not exist (ResourceNotFound)" in problem


def test_a_type_outside_the_table_is_checked_for_types_and_recorded(azure: Program) -> None:
    created = azure.create("sql:Server", "server", {"serverName": "sql-aulnay"})
    assert created.id == f"{GROUP_ID}/providers/Microsoft.Sql/servers/sql-aulnay"
    assert not created.exercised
    assert azure.refusal("sql:Server", "other", {"minimalTlsVersion": "1.4"})[0].startswith(
        "minimalTlsVersion: given 1.4, allowed one of"
    )


def test_another_api_version_is_recorded_only(azure: Program) -> None:
    created = azure.create("network/v20200101:RouteTable", "rt", {"routeTableName": "rt", "notAnyMore": True})
    assert created.id == f"{GROUP_ID}/providers/Microsoft.Network/routeTables/rt"
    assert created.outputs["azureApiVersion"] == "2020-01-01"
    assert not created.exercised


def test_nothing_is_kept_between_two_rehearsals(azure: Program) -> None:
    azure.create("network:RouteTable", "rt", {"routeTableName": "rt"})
    with azure.cloud:
        azure.urns.clear()
        azure.create("resources:ResourceGroup", "rg-a")
        assert azure.create("network:RouteTable", "rt", {"routeTableName": "rt"}).exercised


def test_read(azure: Program) -> None:
    created = azure.network()
    registration = azure.register("network:VirtualNetwork", "again", {})
    assert azure.cloud.read(registration, created.id.upper()) == created
    with pytest.raises(Refused, match="which does not exist"):
        azure.cloud.read(registration, created.id + "-other")


def test_client_config(azure: Program) -> None:
    caller = azure.register("authorization:getClientConfig", "", {})
    answer = azure.cloud.invoke("azure-native:authorization:getClientConfig", {}, caller)
    assert (answer["subscriptionId"], answer["tenantId"]) == (SUBSCRIPTION, TENANT)
    assert set(answer) == {"clientId", "objectId", "subscriptionId", "tenantId"}
    with pytest.raises(Refused, match="azure-native:keyvault:getVault: not answered in a rehearsal"):
        azure.cloud.invoke("azure-native:keyvault:getVault", {}, caller)


# Anything at all may come in: a refusal is the worst answer.

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
TEXTS = st.text(max_size=12) | st.sampled_from(
    ["10.0.0.0/16", "10.0.0.0/24", "10.0.0.9/24", "0.0.0.0/0", "fd00::/64", "{scope}", "/", f"{GROUP_ID}/", "default"]
)


def fitting(shape: Shape, depth: int = 3) -> st.SearchStrategy[dict[str, Any]]:
    """Inputs whose types fit, whatever their sense."""
    chosen = {key: value_of(declared.type, depth) for key, declared in shape.items()}
    required = {key: each for key, each in chosen.items() if shape[key].required}
    return st.fixed_dictionaries(required, optional={key: chosen[key] for key in chosen if key not in required})


def value_of(expected: ValueType, depth: int) -> st.SearchStrategy[Any]:
    match expected:
        case Primitive("string"):
            return TEXTS
        case Primitive("boolean"):
            return st.booleans()
        case Primitive("integer"):
            return st.integers(-1, 5000)
        case Primitive():
            return st.floats(-1, 5000)
        case Choice(values):
            return st.sampled_from(values)
        case ListOf(item):
            return st.lists(value_of(item, depth), max_size=2)
        case MapOf(of):
            return st.dictionaries(st.text(max_size=8), value_of(of, depth), max_size=2)
        case ObjectOf(cls):
            return st.deferred(lambda: fitting(shape_of(cls), depth - 1)) if depth else st.just({})
        case OneOf(members):
            return st.one_of(*(value_of(member, depth) for member in members))
        case _:
            return LEAVES


def answers(token: str, bags: list[Mapping[str, Any]]) -> None:
    with EmbeddedAzure() as cloud:
        program = Program(cloud)
        program.create("resources:ResourceGroup", "rg-a")
        program.network()
        for number, inputs in enumerate(bags):
            registration = program.register(token.removeprefix("azure-native:"), f"r{number}", inputs)
            cloud.check(registration)
            cloud.diff(registration, bags[0])
            cloud.written_ids(registration)
            with suppress(Refused):
                created = cloud.create(registration)
                assert created.id.startswith("/")
                lives(cloud, registration, created, bags)


def lives(cloud: EmbeddedAzure, registration: Registration, created: Created, bags: list[Mapping[str, Any]]) -> None:
    for inputs in bags:
        with suppress(Refused):
            cloud.update(replace(registration, inputs=inputs), created.id, registration.inputs)
    assert cloud.refresh(registration, created.id).id == created.id
    with suppress(Refused):
        cloud.delete(registration, created.id)
        with pytest.raises(Gone):
            cloud.refresh(registration, created.id)


KEYS = st.sampled_from(["location", "identity", "ipConfigurations", "addressPrefix", "properties", "firewallPolicy"])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(TOKENS), st.lists(st.dictionaries(KEYS, ANYTHING, max_size=4), min_size=1, max_size=2))
def test_inputs_of_an_api_version_that_nobody_checks_never_crash(token: str, bags: list[dict[str, Any]]) -> None:
    _, module, name = token.split(":")
    keys = [key for key, declared in find_resource_type(token).inputs.items() if declared.required]
    shaped = [{**dict.fromkeys(keys, "default"), **bag} for bag in bags]
    answers(f"azure-native:{module}/v20200101:{name}", shaped)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(TOKENS), st.lists(st.dictionaries(st.text(max_size=8), ANYTHING, max_size=4), max_size=2))
def test_unfit_inputs_are_refused_never_a_crash(token: str, bags: list[dict[str, Any]]) -> None:
    answers(token, bags)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.sampled_from(TOKENS), st.data())
def test_fit_inputs_without_sense_are_refused_or_created_never_a_crash(token: str, data: st.DataObject) -> None:
    shape = find_resource_type(token).inputs
    bags = [data.draw(fitting(shape)) for _ in range(2)]
    for bag in bags:
        bag["resourceGroupName"] = "rg-a" if "resourceGroupName" in shape else bag.pop("resourceGroupName", None)
    answers(token, [{key: value for key, value in bag.items() if value is not None} for bag in bags])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.sampled_from(TOKENS), st.data())
def test_fit_inputs_have_no_problem_of_type(token: str, data: st.DataObject) -> None:
    shape = find_resource_type(token).inputs
    bag = data.draw(fitting(shape, depth=0))
    unexplained = [each for each in input_problems(shape, bag) if not each.reason.startswith(("missing", "given '"))]
    assert unexplained == []
