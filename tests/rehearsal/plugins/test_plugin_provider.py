"""The plugin protocol over a real channel, on a cloud without rules of its own."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rehearsal.embedded_cloud import Registration
from hds_landing.rehearsal.plugins.served_cloud import ServedCloud, Written
from hds_landing.rehearsal.values import from_struct, to_struct
from tests.rehearsal.plugins.plugin_client import (
    PARIS,
    PluginClient,
    plugin_of,
    plugin_over,
    refused_by_plugin,
    urn_of,
)
from tests.rehearsal.plugins.shelf_cloud import ShelfCloud

VPC = "aws:ec2/vpc:Vpc"
CODE = grpc.StatusCode
SOME, NONE = provider_pb2.DiffResponse.DIFF_SOME, provider_pb2.DiffResponse.DIFF_NONE
PASSWORD = "s3cr3t-words"  # noqa: S105 - it protects nothing


@pytest.fixture
def cloud() -> ShelfCloud:
    return ShelfCloud("aws")


@pytest.fixture
def plugin(cloud: ShelfCloud) -> Iterator[PluginClient]:
    with plugin_over(cloud, "aws", PARIS) as client:
        yield client


def test_it_introduces_itself(plugin: PluginClient) -> None:
    shaken = plugin.stub.Handshake(provider_pb2.ProviderHandshakeRequest())
    configured = plugin.configure(PARIS)
    assert shaken.accept_secrets
    assert configured.acceptSecrets
    assert configured.supportsPreview
    assert not shaken.accept_resources
    assert not shaken.accept_outputs
    assert plugin.stub.GetPluginInfo(empty_pb2.Empty()).version == version("pulumi-aws")
    schema = json.loads(plugin.stub.GetSchema(provider_pb2.GetSchemaRequest()).schema)
    assert (schema["name"], schema["version"]) == ("aws", version("pulumi-aws"))
    inputs = schema["provider"]["inputProperties"]
    assert inputs["region"] == {"type": "string"}
    assert inputs["allowedAccountIds"] == {"type": "array", "items": {"type": "string"}}
    assert inputs["skipMetadataApiCheck"] == {"type": "boolean"}
    assert inputs["defaultTags"] == {"$ref": "pulumi.json#/Any"}
    plugin.stub.Cancel(empty_pb2.Empty())


def test_what_it_cannot_do_is_refused_clearly(plugin: PluginClient) -> None:
    with refused_by_plugin(CODE.UNIMPLEMENTED, "aws takes no parameters"):
        plugin.stub.Parameterize(provider_pb2.ParameterizeRequest())
    with refused_by_plugin(CODE.UNIMPLEMENTED, "aws:ec2:Vpc/open is a resource method"):
        plugin.stub.Call(provider_pb2.CallRequest(tok="aws:ec2:Vpc/open"))


ROLE = {"assumeRoles": json.dumps([{"roleArn": "arn:aws:iam::210987654321:role/ci"}])}


@pytest.mark.parametrize(
    ("configured", "inputs", "region", "account"),
    [
        (PARIS, {}, "eu-west-3", None),
        (PARIS, {"region": "eu-west-1"}, "eu-west-1", None),
        ({**PARIS, **ROLE}, {}, "eu-west-3", "210987654321"),
        ({**PARIS, "allowedAccountIds": '["210987654321"]'}, {}, "eu-west-3", "210987654321"),
        ({"region": Secret("eu-west-3")}, {}, "eu-west-3", None),
        ({}, {}, None, None),
    ],
)
def test_a_resource_lands_where_its_provider_says(cloud, configured, inputs, region, account) -> None:
    with plugin_over(cloud, "aws", configured) as plugin:
        plugin.create(VPC, "net", inputs)
    (registration,) = cloud.asked
    assert (registration.region, registration.account_id) == (region, account)
    assert (registration.type, registration.name) == (VPC, "net")
    assert registration.urn == urn_of(VPC, "net")
    assert registration.dependencies is None
    assert registration.parent is None


def test_configuration_variables_serve_where_there_are_no_arguments(plugin: PluginClient, cloud: ShelfCloud) -> None:
    plugin.stub.Configure(provider_pb2.ConfigureRequest(variables={"aws:config:region": "eu-north-1"}))
    plugin.create(VPC, "net", {})
    assert cloud.asked[-1].region == "eu-north-1"


OLD = {"region": "eu-west-3", "profile": "a"}


@pytest.mark.parametrize(
    ("package", "old", "new", "changes", "replaces"),
    [
        ("aws", OLD, OLD, NONE, []),
        ("aws", OLD, {**OLD, "region": "eu-west-1"}, SOME, ["region"]),
        ("aws", OLD, {**OLD, "region": UNKNOWN}, SOME, ["region"]),
        ("aws", OLD, {**OLD, "profile": "b"}, SOME, []),
        ("aws", OLD, {**OLD, **ROLE}, SOME, []),
        ("aws", {"profile": "a"}, OLD, SOME, []),
        ("azure-native", {"subscriptionId": "1"}, {"subscriptionId": "2"}, SOME, []),
        ("azure-native", {"location": "francecentral"}, {"location": "swedencentral"}, SOME, []),
    ],
)
def test_another_configuration_replaces_only_what_the_real_provider_replaces(
    package, old, new, changes, replaces
) -> None:
    request = provider_pb2.DiffRequest(old_inputs=to_struct(old), news=to_struct(new))
    with plugin_over(ShelfCloud(package), package, {}) as plugin:
        answer = plugin.stub.DiffConfig(request)
        assert from_struct(plugin.stub.CheckConfig(provider_pb2.CheckRequest(news=to_struct(new))).inputs) == new
    assert answer.changes == changes
    assert list(answer.replaces) == replaces


@pytest.mark.parametrize(
    ("inputs", "failures"),
    [
        ({"cidrBlock": "10.0.0.0/16"}, {}),
        ({"cidrBlock": UNKNOWN, "tags": {"a": "b"}}, {}),
        ({"password": Secret(PASSWORD)}, {}),
        ({"a": "wrong", "b": "wrong"}, {"a": "given wrong, allowed right", "b": "given wrong, allowed right"}),
    ],
)
def test_check_gives_the_inputs_back_as_they_are(plugin: PluginClient, inputs, failures) -> None:
    answer = plugin.check(VPC, "net", inputs)
    assert from_struct(answer.inputs) == inputs
    assert {each.property: each.reason for each in answer.failures} == failures


def test_the_cloud_gets_secrets_in_clear_and_unknowns_as_such(plugin: PluginClient, cloud: ShelfCloud) -> None:
    plugin.check(VPC, "net", {"password": Secret(PASSWORD), "cidrBlock": UNKNOWN})
    assert cloud.asked[-1].inputs == {"password": PASSWORD, "cidrBlock": UNKNOWN}


@pytest.mark.parametrize(
    ("old", "new", "ignored", "changed", "replaces"),
    [
        ({"a": 1}, {"a": 1}, (), [], []),
        ({"a": 1}, {"a": 2}, (), ["a"], []),
        ({"a": 1}, {"a": 2}, ("a",), [], []),
        ({"a": 1}, {}, (), ["a"], []),
        ({"a": Secret("x")}, {"a": "x"}, (), [], []),
        ({"cidrBlock": "10.0.0.0/16"}, {"cidrBlock": "10.1.0.0/16"}, (), ["cidrBlock"], ["cidrBlock"]),
        ({"cidrBlock": "10.0.0.0/16"}, {"cidrBlock": UNKNOWN}, (), ["cidrBlock"], ["cidrBlock"]),
        ({"cidrBlock": "10.0.0.0/16", "a": 1}, {"cidrBlock": "10.1.0.0/16"}, ("cidrBlock",), ["a"], []),
    ],
)
def test_diff_says_what_changes_and_what_replaces(plugin: PluginClient, old, new, ignored, changed, replaces) -> None:
    answer = plugin.diff(VPC, "net", old, new, ignored)
    assert answer.changes == (SOME if changed else NONE)
    assert list(answer.diffs) == changed
    assert list(answer.replaces) == replaces
    assert answer.deleteBeforeReplace is bool(replaces)


def test_a_resource_lives_from_create_to_delete(plugin: PluginClient, cloud: ShelfCloud) -> None:
    created = plugin.create(VPC, "net", {"cidrBlock": "10.0.0.0/16"})
    assert created.id == "id-net"
    assert from_struct(created.properties) == {"arn": "arn:id-net", "cidrBlock": "10.0.0.0/16"}
    updated = plugin.update(VPC, "net", created.id, {"cidrBlock": "10.0.0.0/16"}, {"cidrBlock": "10.1.0.0/16"})
    assert from_struct(updated.properties)["cidrBlock"] == "10.1.0.0/16"
    plugin.delete(VPC, "net", created.id, {"cidrBlock": "10.1.0.0/16"})
    assert cloud.standing == {}
    plugin.delete(VPC, "net", created.id, {})
    with refused_by_plugin(CODE.NOT_FOUND, "there is no id-net"):
        plugin.update(VPC, "net", created.id, {}, {})


def test_a_preview_asks_nothing_of_the_cloud(plugin: PluginClient, cloud: ShelfCloud) -> None:
    created = plugin.create(VPC, "net", {"cidrBlock": UNKNOWN}, preview=True)
    assert created.id == ""
    assert from_struct(created.properties) == {"cidrBlock": UNKNOWN}
    outputs = {"arn": "arn:it", "cidrBlock": "10.0.0.0/16", "tags": {"a": "b"}}
    old = {"cidrBlock": "10.0.0.0/16", "tags": {"a": "b"}}
    updated = plugin.update(VPC, "net", "it", old, {"cidrBlock": UNKNOWN}, outputs=outputs, preview=True)
    assert from_struct(updated.properties) == {"arn": "arn:it", "cidrBlock": UNKNOWN}
    assert cloud.asked == []


def test_a_secret_comes_out_secret_wherever_it_shows(plugin: PluginClient) -> None:
    created = plugin.create(VPC, "net", {"password": Secret(PASSWORD), "cidrBlock": "10.0.0.0/16"})
    assert from_struct(created.properties)["password"] == Secret(PASSWORD)
    assert from_struct(created.properties)["cidrBlock"] == "10.0.0.0/16"
    inputs, outputs = {"password": Secret(PASSWORD)}, from_struct(created.properties)
    read = plugin.read(VPC, "net", created.id, inputs, outputs)
    assert from_struct(read.inputs)["password"] == Secret(PASSWORD)
    assert from_struct(read.properties)["password"] == Secret(PASSWORD)


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("bad", CODE.FAILED_PRECONDITION, ("no bad today", "[secret]", "10.0.0.0/16")),
        ("broken", CODE.INTERNAL, ("the embedded cloud failed on it: KeyError", "[secret]")),
    ],
)
def test_a_failure_is_one_message_without_secrets(plugin: PluginClient, name, code, words) -> None:
    inputs = {"password": Secret(PASSWORD), "cidrBlock": "10.0.0.0/16"}
    with refused_by_plugin(code, *words) as told:
        plugin.create(VPC, name, inputs)
    assert PASSWORD not in str(told.value)


def test_functions_are_answered_for_the_provider(plugin: PluginClient) -> None:
    plugin.configure({**PARIS, **ROLE})
    answer = plugin.invoke("aws:index/getCallerIdentity:getCallerIdentity", {})
    assert answer == {"accountId": "210987654321", "region": "eu-west-3"}
    with refused_by_plugin(CODE.FAILED_PRECONDITION, "aws:x:y is not known", "[secret]"):
        plugin.invoke("aws:x:y", {"password": Secret(PASSWORD)})


NET = {"cidrBlock": "10.0.0.0/16", "tags": {"a": "b"}}


def test_a_refresh_finds_what_the_cloud_holds_otherwise(plugin: PluginClient, cloud: ShelfCloud) -> None:
    created = plugin.create(VPC, "net", NET)
    outputs = from_struct(created.properties)
    unchanged = plugin.read(VPC, "net", created.id, NET, outputs)
    assert (from_struct(unchanged.inputs), from_struct(unchanged.properties)) == (NET, outputs)
    cloud.standing[created.id] = {**NET, "tags": {"a": "c"}, "enableDnsSupport": False, "surprise": 1}
    drifted = plugin.read(VPC, "net", created.id, NET, outputs)
    assert from_struct(drifted.inputs) == {**NET, "tags": {"a": "c"}, "enableDnsSupport": False}
    assert from_struct(drifted.properties)["surprise"] == 1
    del cloud.standing[created.id]
    assert plugin.read(VPC, "net", created.id, NET, outputs).id == ""


def test_an_import_finds_the_inputs_by_the_id_alone(plugin: PluginClient, cloud: ShelfCloud) -> None:
    created = plugin.create(VPC, "net", NET)
    cloud.standing[created.id]["enableDnsSupport"] = True
    assert from_struct(plugin.read(VPC, "again", created.id).inputs) == {**NET, "enableDnsSupport": True}
    cloud.standing["elsewhere"] = {**NET, "ownerId": "1"}
    foreign = plugin.read(VPC, "theirs", "elsewhere")
    assert foreign.id == "elsewhere"
    assert from_struct(foreign.inputs) == NET
    assert from_struct(foreign.properties) == {**NET, "ownerId": "1", "arn": "arn:elsewhere"}
    assert plugin.read(VPC, "none", "nowhere").id == ""


@pytest.mark.parametrize(
    ("behind", "found", "region"),
    [("", True, "eu-west-3"), ("@eu-central-1", True, "eu-central-1"), ("@nowhere", False, "eu-west-3")],
)
def test_an_import_of_aws_may_name_another_region(
    plugin: PluginClient, cloud: ShelfCloud, behind: str, found: bool, region: str
) -> None:
    cloud.standing["key-1"] = {"description": "logs"}
    assert plugin.read("aws:kms/key:Key", "logs", f"key-1{behind}").id == ("key-1" if found else "")
    assert cloud.asked[-1].region == region


def test_two_writes_on_one_id_at_the_same_time_are_a_conflict(cloud: ShelfCloud) -> None:
    subnets = {name: {"network": "/Networks/One"} for name in ("a", "b")}
    with plugin_over(cloud, "aws", PARIS, write_seconds=0.5) as plugin, ThreadPoolExecutor(2) as threads:
        begun = threads.submit(plugin.create, VPC, "a", subnets["a"])
        time.sleep(0.1)
        with refused_by_plugin(CODE.ABORTED, "409 AnotherOperationInProgress", "/networks/one"):
            plugin.create(VPC, "b", {"network": "/networks/one"})
        plugin.create(VPC, "other", {"network": "/networks/two"})
        assert begun.result().id == "id-a"
        assert plugin.create(VPC, "b", subnets["b"]).id == "id-b"


def test_a_write_that_is_refused_is_over() -> None:
    served = ServedCloud(ShelfCloud("aws"), write_seconds=0)
    registration = Registration(urn="", type=VPC, name="bad", inputs={"network": "one"})
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), served.written_to(registration):
            _ = 1 / 0


def test_providers_share_a_cloud_each_with_its_own_configuration(cloud: ShelfCloud) -> None:
    served = ServedCloud(cloud, write_seconds=0)
    with plugin_of(served, "aws", PARIS) as paris, plugin_of(served, "aws", {"region": "eu-west-1"}) as dublin:
        created = paris.create(VPC, "net", NET)
        assert from_struct(dublin.read(VPC, "net", created.id).inputs) == NET
        dublin.create(VPC, "other", NET)
    assert [each.region for each in cloud.asked] == ["eu-west-3", "eu-west-1", "eu-west-1"]


def test_an_id_that_exists_in_several_places_is_remembered_for_each() -> None:
    def at(region: str | None, account: str = "1") -> Registration:
        return Registration(urn="", type=VPC, name="it", inputs={}, region=region, account_id=account)

    served = ServedCloud(ShelfCloud("aws"))
    paris, dublin = Written({"a": 1}, {}), Written({"a": 2}, {})
    served.remember(at("eu-west-3"), "it", paris)
    assert served.remembered(at(None), "it") == paris
    served.remember(at("eu-west-1"), "it", dublin)
    assert served.remembered(at("eu-west-3"), "it") == paris
    assert served.remembered(at("eu-west-1"), "it") == dublin
    assert served.remembered(at("eu-north-1"), "it") is None
    assert served.remembered(at("eu-west-3", "2"), "it") is None
    served.forget(at("eu-west-3"), "it")
    assert served.remembered(at(None), "it") == dublin
