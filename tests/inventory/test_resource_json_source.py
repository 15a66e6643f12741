import pytest

from hds_landing.inventory.state_export import read_state


@pytest.mark.parametrize(
    ("position", "source"),
    [
        ("project:///__main__.py#12,5", "__main__.py:12"),
        ("project:///stacks/hub/net.py#3", "stacks/hub/net.py:3"),
        ("project:///../../venv/lib/sdk/provider.py#805,1", None),
        ("project:///.venv/lib/python3.11/site-packages/pulumi_aws/provider.py#805,1", None),
        ("file:///elsewhere.py#1", None),
        (12, None),
    ],
)
def test_a_place_is_one_inside_the_users_project(position: object, source: str | None) -> None:
    resource = {
        "urn": "urn:pulumi:s::p::aws:kms/key:Key::k",
        "type": "aws:kms/key:Key",
        "custom": True,
        "id": "k",
        "sourcePosition": position,
    }
    inventory = read_state({"version": 3, "deployment": {"manifest": {}, "resources": [resource]}})
    assert [one.source for one in inventory] == [source]
