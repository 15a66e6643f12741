import pytest

from hds_landing.rehearsal.embedded_azure.arm_types import ArmType, all_arm_types, find_arm_type
from hds_landing.rehearsal.embedded_azure.resource_types import find_resource_type, shape_of
from hds_landing.rehearsal.embedded_azure.value_types import ListOf, ObjectOf, Shape

TABLE = sorted(all_arm_types().items())


@pytest.mark.parametrize(("token", "row"), TABLE, ids=[token for token, _ in TABLE])
def test_every_row_names_what_the_sdk_has(token: str, row: ArmType) -> None:
    resource_type = find_resource_type(token)
    assert set(row.parameters) - {"subscriptionId"} <= set(resource_type.inputs)
    for path in (*row.refers, *row.same_region, *row.writes):
        assert_is_input(resource_type.inputs, path)
    assert {path.split(".")[0] for path in row.outputs} <= resource_type.outputs


def assert_is_input(shape: Shape, path: str) -> None:
    for part in path.split("."):
        key = part.removesuffix("[]")
        assert key in shape, path
        found = shape[key].type
        assert isinstance(found, ListOf) is part.endswith("[]"), path
        nested = found.item if isinstance(found, ListOf) else found
        shape = shape_of(nested.cls) if isinstance(nested, ObjectOf) else {}


def test_every_type_that_is_referred_to_is_in_the_table() -> None:
    known = {row.type for _, row in TABLE}
    assert {wanted for _, row in TABLE for wanted in row.refers.values()} <= known


@pytest.mark.parametrize(
    ("token", "path"),
    [
        (
            "azure-native:sql:Database",
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Sql"
            "/servers/{serverName}/databases/{databaseName}",
        ),
        (
            "azure-native:authorization:PolicyExemption",
            "{scope}/providers/Microsoft.Authorization/policyExemptions/{policyExemptionName}",
        ),
    ],
)
def test_a_type_outside_the_table_gets_an_id_by_rule(token: str, path: str) -> None:
    row = find_arm_type(find_resource_type(token))
    assert (row.path, row.known) == (path, False)
