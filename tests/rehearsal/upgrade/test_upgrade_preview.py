import json

import pulumi
import pulumi_aws as aws
import pulumi_azure_native as azure
import pytest

from hds_landing.errors import InputError
from hds_landing.inventory.resource import Inventory, Origin
from hds_landing.inventory.state_export import read_state, write_state
from hds_landing.rehearsal.program import rehearse
from hds_landing.rehearsal.upgrade.preview import preview_upgrade
from hds_landing.rehearsal.upgrade.upgrade import Action

CONFIG = {"aws:region": "eu-west-3"}
OPTIONS = pulumi.ResourceOptions


class Room(pulumi.ComponentResource):
    def __init__(self, name, opts=None):
        super().__init__("my:index:Room", name, None, opts)


@pytest.fixture
def upgrade():
    """What a new program does to the stack that an old one made."""

    def _upgrade(old, new, *, cloud="aws", config=CONFIG, new_config=None, edit=lambda text: text):
        rehearsed = rehearse(old, cloud=cloud, project="p", stack="s", config=config)
        assert not rehearsed.errors, rehearsed.errors
        state = read_state(json.loads(edit(write_state(rehearsed.inventory))))
        return preview_upgrade(new, state, cloud=cloud, config=new_config or config)

    return _upgrade


def actions(upgraded):
    return {
        change.urn.rpartition("::")[2]: change.action.value
        for change in upgraded.changes
        if change.action is not Action.SAME
    }


def network(range_="10.0.0.0/16", tags=None, **options):
    vpc = aws.ec2.Vpc("network", cidr_block=range_, tags=tags, opts=OPTIONS(**options))
    aws.ec2.Subnet("subnet", vpc_id=vpc.id, cidr_block="10.0.1.0/24")
    aws.cloudwatch.LogGroup("log", name="log", retention_in_days=365, tags={"of": vpc.arn})


def test_the_same_program_changes_nothing(upgrade):
    upgraded = upgrade(network, network)
    assert upgraded.counts == {Action.SAME: 5}
    assert list(upgraded.problems()) == []


def test_a_replacement_carries_on_to_what_refers_to_it(upgrade):
    upgraded = upgrade(network, lambda: network("10.0.0.0/15"))
    assert actions(upgraded) == {"network": "replace", "subnet": "replace", "log": "update"}
    assert [change.properties for change in upgraded.of(Action.REPLACE)] == [("cidrBlock",), ("vpcId",)]
    assert len(list(upgraded.problems())) == 2


def test_an_update_in_place_carries_on_to_nothing(upgrade):
    upgraded = upgrade(network, lambda: network(tags={"floor": "2"}))
    assert actions(upgraded) == {"network": "update"}
    assert list(upgraded.problems()) == []


def test_ignored_changes_are_none_and_changes_may_be_made_to_replace(upgrade):
    assert actions(upgrade(network, lambda: network("10.0.0.0/15", ignore_changes=["cidrBlock"]))) == {}
    forced = upgrade(network, lambda: network(tags={"floor": "2"}, replace_on_changes=["tags.floor"]))
    assert actions(forced)["network"] == "replace"


def test_what_is_new_is_created_and_what_is_gone_is_deleted(upgrade):
    def more():
        network()
        aws.ec2.SecurityGroup("group", description="new")

    assert actions(upgrade(network, more)) == {"group": "create"}
    fewer = upgrade(more, network)
    assert actions(fewer) == {"group": "delete"}
    assert list(fewer.problems()) == []


def test_what_is_stateful_protected_or_retained_is_not_deleted(upgrade):
    def old():
        aws.ec2.SecurityGroup("plain", description="one")
        aws.ec2.SecurityGroup("protected", description="two", opts=OPTIONS(protect=True))
        aws.ec2.SecurityGroup("retained", description="three", opts=OPTIONS(retain_on_delete=True))
        aws.kms.Key("key")

    told = list(upgrade(old, lambda: aws.ec2.SecurityGroup("plain", description="one")).problems())
    assert {each.partition(" (")[0].rpartition("::")[2] for each in told} == {"key", "protected", "retained"}
    assert all("no new resource could be it" in each for each in told)


def test_a_moved_resource_needs_its_former_parent(upgrade):
    def inside():
        aws.kms.Key("key", opts=OPTIONS(parent=Room("room")))

    def outside(**options):
        Room("room")
        aws.kms.Key("key", opts=OPTIONS(**options))

    (told,) = upgrade(inside, outside).problems()
    assert "aliases=[pulumi.Alias(parent='urn:pulumi:s::p::my:index:Room::room')]" in told
    alias = pulumi.Alias(parent="urn:pulumi:s::p::my:index:Room::room")
    found = upgrade(inside, lambda: outside(aliases=[alias]))
    assert actions(found) == {}
    assert [change.formerly for change in found.changes if change.formerly] == [
        "urn:pulumi:s::p::my:index:Room$aws:kms/key:Key::key"
    ]
    assert upgrade(outside, lambda: inside_with_no_parent()).of(Action.SAME)[-1].formerly


def inside_with_no_parent():
    aws.kms.Key("key", opts=OPTIONS(parent=Room("room"), aliases=[pulumi.Alias(parent=pulumi.ROOT_STACK_RESOURCE)]))


def test_two_resources_cannot_be_the_same_one(upgrade):
    def twice():
        aws.kms.Key("first", opts=OPTIONS(aliases=[pulumi.Alias(name="key")]))
        aws.kms.Key("second", opts=OPTIONS(aliases=[pulumi.Alias(name="key")]))

    upgraded = upgrade(lambda: aws.kms.Key("key"), twice)
    assert "is urn:pulumi:s::p::aws:kms/key:Key::first already" in next(upgraded.problems())


def test_another_region_of_the_provider_replaces_everything(upgrade):
    def placed(region, name="paris"):
        provider = aws.Provider(name, region=region)
        aws.kms.Key("key", opts=OPTIONS(provider=provider))

    moved = upgrade(lambda: placed("eu-west-3"), lambda: placed("eu-west-1"))
    assert actions(moved) == {"paris": "replace", "key": "replace"}
    assert actions(upgrade(lambda: placed("eu-west-3"), lambda: placed("eu-west-3", "france"))) == {
        "france": "create",
        "paris": "delete",
    }


def test_default_tags_of_the_provider_update(upgrade):
    def tagged(value):
        provider = aws.Provider("paris", region="eu-west-3", default_tags={"tags": {"ght": value}})
        aws.kms.Key("key", opts=OPTIONS(provider=provider))

    assert actions(upgrade(lambda: tagged("a"), lambda: tagged("b"))) == {"paris": "update", "key": "update"}


def test_what_a_provider_filled_in_is_no_change(upgrade):
    def filled(text):
        return text.replace(
            '"retentionInDays": 365', '"retentionInDays": 365, "skipDestroy": false, "__defaults": ["skipDestroy"]'
        )

    assert actions(upgrade(network, network, edit=filled)) == {}


def test_a_property_said_for_the_first_time_as_it_stands_is_no_change(upgrade):
    def said():
        aws.ec2.Vpc("network", cidr_block="10.0.0.0/16", region="eu-west-3")

    assert actions(upgrade(lambda: aws.ec2.Vpc("network", cidr_block="10.0.0.0/16"), said)) == {}


def test_a_secret_that_the_state_withholds_is_said_not_to_be_compared(upgrade):
    def parameter():
        aws.cloudwatch.LogGroup("log", name="log", tags={"a": pulumi.Output.secret("hidden")})

    upgraded = upgrade(parameter, parameter)
    assert actions(upgraded) == {}
    (log,) = [change for change in upgraded.changes if change.withheld]
    assert log.withheld == ("tags",)
    assert "not compared, secret in the state: tags" in str(log)


def test_azure_replaces_what_its_provider_replaces(upgrade):
    def group(location, name="rg-a", tag="x"):
        provider = azure.Provider("azure", subscription_id="00000000-0000-4000-8000-000000000001")
        azure.resources.ResourceGroup(
            "group", resource_group_name=name, location=location, tags={"a": tag}, opts=OPTIONS(provider=provider)
        )

    def old():
        group("francecentral")

    for new, action in (
        (lambda: group("francecentral", tag="y"), "update"),
        (lambda: group("swedencentral"), "replace"),
        (lambda: group("francecentral", "rg-b"), "replace"),
        (lambda: group("France Central"), "same"),
    ):
        assert actions(upgrade(old, new, cloud="azure", config={})).get("group", "same") == action


def test_a_program_that_fails_deletes_nothing_as_far_as_is_known(upgrade):
    def failing():
        aws.ec2.Vpc("network", cidr_block="10.0.0.0/16")
        raise ValueError("half way")

    upgraded = upgrade(network, failing)
    assert ["half way" in str(error) for error in upgraded.errors] == [True]
    assert upgraded.of(Action.DELETE) == ()


def test_a_state_of_no_stack_is_refused():
    with pytest.raises(InputError, match="expected the state of one stack, found 0 stacks"):
        preview_upgrade(network, Inventory(Origin.STATE_EXPORT, (), True), cloud="aws")
