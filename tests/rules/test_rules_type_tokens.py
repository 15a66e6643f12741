import re
from collections import defaultdict
from pathlib import Path

import pulumi_aws
import pulumi_azure_native
import pytest

from hds_landing.rules.type_tokens import cloud_of, current_token, former_tokens, package_of


@pytest.mark.parametrize(
    ("token", "current"),
    [
        ("aws:s3/bucket:Bucket", "aws:s3/bucket:Bucket"),
        ("aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket"),
        ("aws:elasticloadbalancingv2/loadBalancer:LoadBalancer", "aws:lb/loadBalancer:LoadBalancer"),
        ("azure-native:storage:StorageAccount", "azure-native:storage:StorageAccount"),
        ("azure-native:storage/v20230101:StorageAccount", "azure-native:storage:StorageAccount"),
        ("azure-native:storage/v20230101preview:StorageAccount", "azure-native:storage:StorageAccount"),
        ("azure-native_storage_v20230101:storage:StorageAccount", "azure-native:storage:StorageAccount"),
        ("azure-native_documentdb_v20230415:documentdb:DatabaseAccount", "azure-native:cosmosdb:DatabaseAccount"),
        ("azure-native:documentdb/v20230415:DatabaseAccount", "azure-native:cosmosdb:DatabaseAccount"),
        ("azure-native:insights:DiagnosticSetting", "azure-native:monitor:DiagnosticSetting"),
        ("azure-native:network/v20240601:PrivateZone", "azure-native:privatedns:PrivateZone"),
        ("pulumi:providers:aws", "pulumi:providers:aws"),
        ("nonsense", "nonsense"),
        ("", ""),
    ],
)
def test_one_token_per_type(token: str, current: str) -> None:
    assert current_token(token) == current


@pytest.mark.parametrize(
    ("token", "package", "cloud"),
    [
        ("aws:s3/bucket:Bucket", "aws", "aws"),
        ("azure-native:storage/v20230101:StorageAccount", "azure-native", "azure"),
        ("azure-native_storage_v20230101:storage:StorageAccount", "azure-native", "azure"),
        ("pulumi:providers:azure-native", "azure-native", "azure"),
        ("pulumi:pulumi:Stack", "pulumi", None),
        ("random:index/randomId:RandomId", "random", None),
        ("hds-aws:index:LogArchive", "hds-aws", None),
        ("awsx:ec2:Vpc", "awsx", None),
    ],
)
def test_packages(token: str, package: str, cloud: str | None) -> None:
    assert (package_of(token), cloud_of(token)) == (package, cloud)


@pytest.mark.slow
def test_former_tokens_are_those_that_the_sdks_declare() -> None:
    own, aliases = (
        re.compile(r"super\(\w+, __self__\)\.__init__\(\s*'([^']+)'"),
        re.compile(r'Alias\(type_="([^"]+)"\)'),
    )
    current: set[str] = set()
    declared: dict[str, set[str]] = defaultdict(set)
    for sdk in (pulumi_aws, pulumi_azure_native):
        for file in Path(sdk.__file__).parent.rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            if token := own.search(text):
                current.add(token[1])
                for alias in aliases.findall(text):
                    declared[alias].add(token[1])
    assert len(current) > 3000
    table = former_tokens()
    assert [(old, new) for old, new in table.items() if new not in declared[old]] == []
    assert [old for old in table if old in current and not old.endswith("V2")] == []
    unambiguous = {
        old: next(iter(new))
        for old, new in declared.items()
        if len(new) == 1 and old not in current and "/v20" not in old and not old.startswith("aws:s3/")
    }
    assert {old: table.get(old) for old in unambiguous} == unambiguous
