"""The table of services: unique, sourced, found by token, and never more than a proxy."""

import importlib.util
from pathlib import Path

import pytest

from hds_landing.catalogue.facts import CLOUDS, read_facts
from hds_landing.catalogue.services import all_services, find_service


def package_modules(package: str) -> set[str]:
    """Module folders of an installed provider package, as tokens write them, without importing it."""
    spec = importlib.util.find_spec(package)
    assert spec is not None
    root = Path(spec.origin).parent
    folders = {folder.name for folder in root.iterdir() if (folder / "__init__.py").exists()}
    return {name.rstrip("_") for name in folders if not name.startswith("_")}


@pytest.mark.parametrize("cloud", CLOUDS)
def test_modules_and_prefixes_are_unique(cloud):
    modules = [row["module"] for row in read_facts(f"services_{cloud}")["rows"]]
    assert modules
    assert len(modules) == len(set(modules))
    prefixes = [prefix for service in all_services(cloud) for prefix in service.prefixes]
    assert len(prefixes) == len(set(prefixes))


@pytest.mark.parametrize("cloud", CLOUDS)
def test_every_service_has_a_source_and_a_date_or_says_unknown(cloud):
    for service in all_services(cloud):
        assert service.name
        assert (service.source == "unknown") == (service.checked_on is None), service
        assert service.source != "unknown" or service.listing == "not-assessed", service


@pytest.mark.parametrize("cloud", CLOUDS)
def test_values_stay_in_their_vocabulary(cloud):
    for service in all_services(cloud):
        assert service.kind in {"data", "control", "edge", "unclassified"}
        assert service.scope in {"regional", "global", "unknown"}
        listings = {
            "proxy": {"listed"},
            "unlisted": {"not-listed", "excluded", "reported", "not-assessed"},
            "not-a-service": {"not-applicable"},
        }
        assert service.listing in listings[service.basis], service


@pytest.mark.parametrize(
    ("package", "cloud"), [("pulumi_aws", "aws"), ("pulumi_azure_native", "azure")], ids=["aws", "azure"]
)
def test_every_module_of_the_installed_package_has_a_row(package, cloud):
    known = {service.module for service in all_services(cloud)}
    modules = package_modules(package)
    assert len(modules) > 200
    assert modules - known == set()


@pytest.mark.parametrize(
    ("token", "cloud", "module", "basis"),
    [
        ("aws:s3/bucket:Bucket", "aws", "s3", "proxy"),
        ("aws:lambda/function:Function", "aws", "lambda", "proxy"),
        ("aws:ec2transitgateway/transitGateway:TransitGateway", "aws", "ec2transitgateway", "proxy"),
        ("aws:bedrock/agentAgent:AgentAgent", "aws", "bedrock", "unlisted"),
        ("azure-native:storage:StorageAccount", "azure", "storage", "proxy"),
        ("azure-native:storage/v20230101:StorageAccount", "azure", "storage", "proxy"),
        ("azure-native:storage/v20230101preview:StorageAccount", "azure", "storage", "proxy"),
        ("azure-native:storagecache:AmlFilesystem", "azure", "storagecache", "proxy"),
        ("azure-native:app:ContainerApp", "azure", "app", "unlisted"),
        ("azure-native:contoso:Employee", "azure", "contoso", "not-a-service"),
        ("ovh:CloudProject/kube:Kube", "ovhcloud", "kubernetes", "proxy"),
        ("ovh:CloudProject/kubeNodePool:KubeNodePool", "ovhcloud", "kubernetes", "proxy"),
        ("ovh:CloudProjectDatabase/kafkaTopic:KafkaTopic", "ovhcloud", "kafka", "proxy"),
        ("ovh:Vps/instance:Instance", "ovhcloud", "vps", "unlisted"),
        ("ovh:Something/new:New", "ovhcloud", "others", "unlisted"),
        ("openstack:compute/instance:Instance", "ovhcloud", "openstack", "unlisted"),
        ("scaleway:object/bucket:Bucket", "scaleway", "object-storage", "proxy"),
        ("scaleway:instance/server:Server", "scaleway", "instances", "unlisted"),
    ],
)
def test_a_token_finds_its_service(token, cloud, module, basis):
    service = find_service(token)
    assert service is not None
    assert (service.cloud, service.module, service.basis) == (cloud, module, basis)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "aws",
        "aws:",
        "aws:nothing/here:Here",
        "AWS:s3/bucket:Bucket",
        "aws:S3/bucket:Bucket",
        "azure-native: storage:StorageAccount",
        "azure-native:storages:StorageAccount",
        "pulumi:providers:aws",
        "hds-aws:index:LandingZone",
        "random:index/randomId:RandomId",
    ],
)
def test_what_is_not_known_is_not_found(token):
    assert find_service(token) is None


def test_no_service_is_confirmed_or_declared_by_the_catalogue_itself():
    bases = {service.basis for cloud in CLOUDS for service in all_services(cloud)}
    assert bases == {"proxy", "unlisted", "not-a-service"}


def test_a_token_is_looked_up_once():
    assert find_service("aws:kms/key:Key") is find_service("aws:kms/key:Key")
    assert find_service("aws:kms/key:Key") is find_service("aws:kms/alias:Alias")


def test_services_that_serve_from_everywhere_are_marked():
    assert find_service("aws:cloudfront/distribution:Distribution").kind == "edge"
    assert find_service("azure-native:cdn:Profile").kind == "edge"
    assert find_service("aws:iam/role:Role").kind == "control"
    assert find_service("aws:iam/role:Role").scope == "global"


def test_an_unknown_cloud_has_no_services():
    assert all_services("gcp") == ()


def test_without_a_cloud_all_clouds_are_meant():
    assert all_services() == tuple(service for cloud in CLOUDS for service in all_services(cloud))
    assert {service.cloud for service in all_services()} == set(CLOUDS)
