"""The policies, asked as the engine asks them: messages into the SDK's own servicer."""

import re
import runpy
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import grpc
import pulumi_policy
import pytest
import yaml
from google.protobuf import struct_pb2
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc
from pulumi_policy import EnforcementLevel, ResourceValidationPolicy, StackValidationPolicy
from pulumi_policy.policy import _PolicyAnalyzerServicer

from hds_landing.rules import policy_pack
from hds_landing.rules.aws.public_access import FLAGS
from hds_landing.rules.policy_pack import CONFIGURING_POLICY, policies
from hds_landing.rules.rulebook import rulebook

PACK = Path(__file__).parents[2] / "policies"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
UNKNOWN_BOOLEAN = "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7"
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
VOLUME, BUCKET = "aws:ebs/volume:Volume", "aws:s3/bucket:Bucket"
BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
ON = dict.fromkeys(FLAGS, True)
MANDATORY, ADVISORY = proto.MANDATORY, proto.ADVISORY


@pytest.fixture
def servicer() -> _PolicyAnalyzerServicer:
    return _PolicyAnalyzerServicer("hds-landing", "0.0.1", policies(), EnforcementLevel.ADVISORY)


def struct(values: Mapping[str, Any]) -> struct_pb2.Struct:
    message = struct_pb2.Struct()
    message.update(values)
    return message


def provider(region: str | None = "eu-west-3") -> proto.AnalyzerProviderResource:
    return proto.AnalyzerProviderResource(
        type="pulumi:providers:aws",
        urn="urn:pulumi:prod::ght::pulumi:providers:aws::paris",
        name="paris",
        properties=struct({"region": region} if region else {}),
    )


def urn(token: str, name: str) -> str:
    return f"urn:pulumi:prod::ght::{token}::{name}"


def analyze(
    servicer: _PolicyAnalyzerServicer, token: str, properties: Mapping[str, Any], region: str | None = "eu-west-3"
) -> dict[str, list[Any]]:
    """Diagnostics by policy."""
    request = proto.AnalyzeRequest(
        type=token, urn=urn(token, "it"), name="it", properties=struct(properties), provider=provider(region)
    )
    return by_policy(servicer.Analyze(request, None).diagnostics)


def analyze_stack(servicer: _PolicyAnalyzerServicer, *resources: proto.AnalyzerResource) -> dict[str, list[Any]]:
    return by_policy(servicer.AnalyzeStack(proto.AnalyzeStackRequest(resources=resources), None).diagnostics)


def analyzer_resource(
    token: str, name: str, properties: Mapping[str, Any], refers: Mapping[str, str] | None = None
) -> proto.AnalyzerResource:
    return proto.AnalyzerResource(
        type=token,
        urn=urn(token, name),
        name=name,
        properties=struct(properties),
        provider=provider(),
        propertyDependencies={
            key: proto.AnalyzerPropertyDependencies(urns=[target]) for key, target in (refers or {}).items()
        },
    )


def about_volume(told: Mapping[str, list[Any]]) -> set[str]:
    """The policies that are broken, but for those of rules that ask for tags."""
    return {policy for policy in told if not policy.startswith("tags-")}


def by_policy(diagnostics: Any) -> dict[str, list[Any]]:
    told: dict[str, list[Any]] = {}
    for diagnostic in diagnostics:
        told.setdefault(diagnostic.policyName, []).append(diagnostic)
    return told


def configure(servicer: _PolicyAnalyzerServicer, **levels: str) -> None:
    named = {rule.replace("_", "-"): level for rule, level in levels.items()}
    config = proto.PolicyConfig(enforcementLevel=ADVISORY, properties=struct({"rules": named}))
    servicer.Configure(proto.ConfigureAnalyzerRequest(policyConfig={CONFIGURING_POLICY: config}), None)


def test_a_bad_resource_breaks_the_policy_of_its_theme_and_level(servicer: _PolicyAnalyzerServicer) -> None:
    told = analyze(servicer, VOLUME, {"encrypted": False})
    (violation,) = told["encryption-at-rest-mandatory"]
    assert violation.enforcementLevel == MANDATORY
    assert violation.urn == urn(VOLUME, "it")
    assert "aws-ebs-volume-encrypted asks: An EBS volume is encrypted." in violation.message
    assert "it: encrypted is false, expected true." in violation.message
    assert about_volume(told) == {"encryption-at-rest-mandatory", CONFIGURING_POLICY}


def test_a_good_resource_breaks_none(servicer: _PolicyAnalyzerServicer) -> None:
    told = analyze(servicer, VOLUME, {"encrypted": True, "size": 10})
    assert about_volume(told) == {CONFIGURING_POLICY}
    (proxy,) = told[CONFIGURING_POLICY]
    assert "nearest audited list" in proxy.message


@pytest.mark.parametrize("unknown", [UNKNOWN, UNKNOWN_BOOLEAN])
def test_an_unknown_value_is_reported_and_ends_nothing(servicer: _PolicyAnalyzerServicer, unknown: str) -> None:
    told = analyze(servicer, VOLUME, {"encrypted": unknown, "availabilityZone": "us-east-1a"})
    assert [violation.message for violation in told["region-mandatory"]]
    doubts = [doubt for doubt in told[CONFIGURING_POLICY] if "encrypted is not known yet" in doubt.message]
    assert [doubt.enforcementLevel for doubt in doubts] == [ADVISORY]
    assert "encryption-at-rest-mandatory" not in told


def test_a_secret_is_judged_by_its_value(servicer: _PolicyAnalyzerServicer) -> None:
    told = analyze(servicer, VOLUME, {"encrypted": {**SECRET, "value": False}})
    assert "encryption-at-rest-mandatory" in told


def test_the_region_is_that_of_the_provider(servicer: _PolicyAnalyzerServicer) -> None:
    told = analyze(servicer, VOLUME, {"encrypted": True}, region="us-east-1")
    assert "region of its provider" in told["region-mandatory"][0].message
    told = analyze(servicer, VOLUME, {"encrypted": True}, region=None)
    assert any("the region is undetermined" in doubt.message for doubt in told[CONFIGURING_POLICY])


def test_a_former_or_versioned_token_is_judged(servicer: _PolicyAnalyzerServicer) -> None:
    told = analyze(servicer, "azure-native:storage/v20230101:StorageAccount", {"publicNetworkAccess": "Enabled"})
    assert "public-exposure-mandatory" in told


def test_nothing_is_said_of_other_packages(servicer: _PolicyAnalyzerServicer) -> None:
    assert analyze(servicer, "random:index/randomId:RandomId", {"byteLength": 4}) == {}


def test_what_cannot_be_read_is_a_doubt(servicer: _PolicyAnalyzerServicer) -> None:
    deep: Any = {"encrypted": True}
    for _ in range(60):
        deep = {"a": [deep]}
    told = analyze(servicer, VOLUME, {"encrypted": True, "deep": deep})
    assert any("encrypted is not known yet" in doubt.message for doubt in told[CONFIGURING_POLICY])


def test_a_rule_has_the_level_that_it_is_given(servicer: _PolicyAnalyzerServicer) -> None:
    configure(servicer, aws_ebs_volume_encrypted="advisory")
    told = analyze(servicer, VOLUME, {"encrypted": False})
    assert "encryption-at-rest-mandatory" not in told
    assert told["encryption-at-rest-advisory"][0].enforcementLevel == ADVISORY
    configure(servicer, aws_ebs_volume_encrypted="disabled")
    assert about_volume(analyze(servicer, VOLUME, {"encrypted": False})) == {CONFIGURING_POLICY}
    assert all(
        "ebs" not in doubt.message for doubt in analyze(servicer, VOLUME, {"encrypted": UNKNOWN})[CONFIGURING_POLICY]
    )
    configure(servicer)
    assert "encryption-at-rest-mandatory" in analyze(servicer, VOLUME, {"encrypted": False})


def test_levels_hold_where_the_rulebook_policy_is_disabled(servicer: _PolicyAnalyzerServicer) -> None:
    disabled = proto.PolicyConfig(enforcementLevel=proto.DISABLED)
    servicer.Configure(proto.ConfigureAnalyzerRequest(policyConfig={CONFIGURING_POLICY: disabled}), None)
    assert about_volume(analyze(servicer, VOLUME, {"encrypted": False})) == {"encryption-at-rest-mandatory"}
    assert about_volume(analyze(servicer, VOLUME, {"encrypted": True})) == set()


def test_every_resource_is_judged_once(servicer: _PolicyAnalyzerServicer, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []
    judge = policy_pack._judged

    def counted(args: Any, declared: Any) -> Any:
        judged.append(args.urn)
        return judge(args, declared)

    monkeypatch.setattr(policy_pack, "_judged", counted)
    analyze(servicer, VOLUME, {"encrypted": False})
    assert judged == [urn(VOLUME, "it")]
    # The same resource again, as an update follows its preview: nothing of before is used.
    assert about_volume(analyze(servicer, VOLUME, {"encrypted": True})) == {CONFIGURING_POLICY}


def test_a_bucket_is_joined_with_its_block_by_reference(servicer: _PolicyAnalyzerServicer) -> None:
    bucket = analyzer_resource(BUCKET, "it", {"bucket": UNKNOWN})
    alone = analyze_stack(servicer, bucket)["whole-inventory-mandatory"]
    assert {violation.urn for violation in alone} == {bucket.urn}
    assert any("no public access block" in violation.message for violation in alone)
    block = analyzer_resource(BLOCK, "block", {"bucket": UNKNOWN, **ON}, {"bucket": bucket.urn})
    joined = analyze_stack(servicer, bucket, block)["whole-inventory-mandatory"]
    assert [violation.message for violation in joined if "aws-bucket-not-public" in violation.message] == []
    open_block = analyzer_resource(BLOCK, "block", {**ON, "blockPublicAcls": UNKNOWN_BOOLEAN}, {"bucket": bucket.urn})
    told = analyze_stack(servicer, bucket, open_block)
    assert any("blockPublicAcls is not known yet" in doubt.message for doubt in told["whole-inventory-advisory"])


def test_whole_inventory_rules_have_levels_too(servicer: _PolicyAnalyzerServicer) -> None:
    def told(rule: str) -> set[str]:
        analyze(servicer, BUCKET, {})
        stack = analyze_stack(servicer, analyzer_resource(BUCKET, "it", {}))
        return {policy for policy, said in stack.items() if any(f"{rule} asks" in one.message for one in said)}

    assert told("aws-bucket-not-public") == told("aws-bucket-customer-key") == {"whole-inventory-mandatory"}
    configure(servicer, aws_bucket_not_public="advisory", aws_bucket_customer_key="disabled")
    assert told("aws-bucket-not-public") == {"whole-inventory-advisory"}
    assert told("aws-bucket-customer-key") == set()


WAIVER = {
    "rule": "aws-ebs-volume-encrypted",
    "resource": "it",
    "reason": "migration",
    "owner": "rssi@example.org",
    "expires": (date.today() + timedelta(days=30)).isoformat(),
}
LETTER = {
    "service": "aws:ebs",
    "confirmedBy": "AWS France",
    "confirmedOn": "2025-09-01",
    "reference": "LETTER-114",
    "expires": (date.today() + timedelta(days=300)).isoformat(),
}


def declare(servicer: _PolicyAnalyzerServicer, **declared: Any) -> None:
    config = proto.PolicyConfig(enforcementLevel=ADVISORY, properties=struct(declared))
    servicer.Configure(proto.ConfigureAnalyzerRequest(policyConfig={CONFIGURING_POLICY: config}), None)


def declarations_told(servicer: _PolicyAnalyzerServicer, name: str = "it") -> dict[str, list[str]]:
    """What the stack is told of declarations, by policy; of a volume that is not encrypted."""
    told = analyze_stack(servicer, analyzer_resource(VOLUME, name, {"encrypted": False}))
    return {
        policy: [one.message for one in diagnostics if re.search("waiver|confirmation|configuration", one.message)]
        for policy, diagnostics in told.items()
    }


def test_a_waived_violation_is_not_reported(servicer: _PolicyAnalyzerServicer) -> None:
    declare(servicer, waivers=[WAIVER])
    assert about_volume(analyze(servicer, VOLUME, {"encrypted": False})) == {CONFIGURING_POLICY}
    assert not any(declarations_told(servicer).values())
    doubts = analyze(servicer, VOLUME, {"encrypted": UNKNOWN})[CONFIGURING_POLICY]
    assert not any("encrypted is not known yet" in doubt.message for doubt in doubts)
    declare(servicer, waivers=[{**WAIVER, "resource": "other"}])
    assert "encryption-at-rest-mandatory" in analyze(servicer, VOLUME, {"encrypted": False})


def test_a_waived_violation_of_the_whole_inventory_is_not_reported(servicer: _PolicyAnalyzerServicer) -> None:
    bucket = analyzer_resource(BUCKET, "it", {})

    def told() -> list[str]:
        analyze(servicer, BUCKET, {})
        return [one.message for one in analyze_stack(servicer, bucket).get("whole-inventory-mandatory", [])]

    assert any("aws-bucket-not-public" in message for message in told())
    declare(servicer, waivers=[{**WAIVER, "rule": "aws-bucket-not-public"}])
    assert not any("aws-bucket-not-public" in message for message in told())


def test_an_expired_or_useless_declaration_is_told_with_the_stack(servicer: _PolicyAnalyzerServicer) -> None:
    expired = {**WAIVER, "expires": "2026-01-01"}
    letter = {**LETTER, "expires": "2025-10-01"}
    declare(servicer, waivers=[expired, {**WAIVER, "resource": "gone"}], confirmations=[letter])
    assert "encryption-at-rest-mandatory" in analyze(servicer, VOLUME, {"encrypted": False})
    told = declarations_told(servicer)
    ids = ["confirmation-in-date", "waiver-in-date", "waiver-matches"]
    assert len(told["whole-inventory-advisory"]) == len(ids)
    assert all(f"{id_} asks: " in one for id_, one in zip(ids, told["whole-inventory-advisory"], strict=True))
    assert not told.get("whole-inventory-mandatory")


def test_a_confirmed_service_is_no_doubt_in_the_pack(servicer: _PolicyAnalyzerServicer) -> None:
    assert CONFIGURING_POLICY in analyze(servicer, VOLUME, {"encrypted": True, "size": 10})
    declare(servicer, confirmations=[LETTER])
    assert about_volume(analyze(servicer, VOLUME, {"encrypted": True, "size": 10})) == set()


def test_the_files_of_check_are_those_of_the_pack(tmp_path: Path) -> None:
    (tmp_path / "waivers.yaml").write_text(yaml.safe_dump({"waivers": [WAIVER]}), encoding="utf-8")
    (tmp_path / "confirmations.yaml").write_text(yaml.safe_dump({"confirmations": [LETTER]}), encoding="utf-8")
    servicer = _PolicyAnalyzerServicer("hds-landing", "0.0.1", policies(tmp_path), EnforcementLevel.ADVISORY)
    declare(servicer, waivers="waivers.yaml", confirmations=str(tmp_path / "confirmations.yaml"))
    assert about_volume(analyze(servicer, VOLUME, {"encrypted": False})) == set()


def test_a_declaration_that_is_not_accepted_waives_nothing_and_is_told_once(servicer: _PolicyAnalyzerServicer) -> None:
    declare(servicer, waivers=[WAIVER, {**WAIVER, "resource": "*"}], confirmations="absent.yaml")
    assert "encryption-at-rest-mandatory" in analyze(servicer, VOLUME, {"encrypted": False})
    told = declarations_told(servicer)
    refused, unreadable = told["whole-inventory-mandatory"]
    assert "rulebook.waivers[1]: the waiver of aws-ebs-volume-encrypted is for '*'" in refused
    assert "absent.yaml: the confirmations cannot be read" in unreadable
    assert not told.get("whole-inventory-advisory")


def test_a_tag_lowers_the_level_of_the_few_rules_that_say_so(servicer: _PolicyAnalyzerServicer) -> None:
    edge = "aws:cloudfront/distribution:Distribution"
    assert "region-mandatory" in analyze(servicer, edge, {})
    told = analyze(servicer, edge, {"tags": {"data-class": "technical"}})
    assert "region-mandatory" not in told
    assert "region-advisory" in told
    abroad = analyze(servicer, VOLUME, {"encrypted": False, "tags": {"data-class": "technical"}}, region="us-east-1")
    assert {"region-mandatory", "encryption-at-rest-mandatory"} <= set(abroad)


def test_metadata_is_filled_in(servicer: _PolicyAnalyzerServicer) -> None:
    info = servicer.GetAnalyzerInfo(None, None)
    assert info.policies[0].name == CONFIGURING_POLICY
    levels = info.policies[0].configSchema.properties["rules"]["properties"]
    assert set(levels.keys()) == {rule.id for rule in rulebook()}
    assert {"waivers", "confirmations"} <= set(info.policies[0].configSchema.properties.keys())
    assert list(levels["aws-ebs-volume-encrypted"]["enum"]) == ["mandatory", "advisory", "disabled"]
    for policy in info.policies:
        assert policy.displayName
        assert policy.description
        assert policy.severity != proto.POLICY_SEVERITY_UNSPECIFIED
        assert policy.remediation_steps
        assert policy.tags
        supports_hds = any(tag.startswith("HDS-") for tag in policy.tags)
        assert policy.framework.name == ("HDS" if supports_hds else "")
        assert policy.framework.reference.startswith("HDS-") is supports_hds
    assert sum(bool(policy.framework.name) for policy in info.policies) > len(info.policies) / 2


def test_at_most_one_policy_per_theme_and_level() -> None:
    made = policies()
    names = [policy.name for policy in made]
    assert len(names) == len(set(names))
    assert [policy.name for policy in made if isinstance(policy, StackValidationPolicy)] == [
        "whole-inventory-mandatory",
        "whole-inventory-advisory",
    ]
    assert not any(policy.has_remediation() for policy in made if isinstance(policy, ResourceValidationPolicy))


@pytest.fixture
def pack(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """The arguments of the pack that the folder's program makes; the real one serves until it is stopped."""
    made: dict[str, Any] = {}
    monkeypatch.setattr(pulumi_policy, "PolicyPack", lambda **arguments: made.update(arguments))
    runpy.run_path(str(PACK / "__main__.py"), run_name="__main__")
    return made


def test_the_folder_is_a_policy_pack(pack: dict[str, Any]) -> None:
    assert pack["name"] == "hds-landing"
    assert len(pack["policies"]) == len(policies())
    assert pack["enforcement_level"] is EnforcementLevel.ADVISORY
    described = yaml.safe_load((PACK / "PulumiPolicy.yaml").read_text())
    assert described["runtime"] == {"name": "python", "options": {"virtualenv": "../.venv"}}
    assert described["description"]


@pytest.fixture
def served() -> Iterator[analyzer_pb2_grpc.AnalyzerStub]:
    """The pack started as the engine starts it: it prints its port and serves."""
    with subprocess.Popen([sys.executable, str(PACK)], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline())
            with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
                yield analyzer_pb2_grpc.AnalyzerStub(channel)
        finally:
            process.kill()


def test_the_pack_serves(served: analyzer_pb2_grpc.AnalyzerStub) -> None:
    request = proto.AnalyzeRequest(
        type=VOLUME, urn=urn(VOLUME, "it"), name="it", properties=struct({"encrypted": False}), provider=provider()
    )
    told = by_policy(served.Analyze(request, timeout=30).diagnostics)
    assert told["encryption-at-rest-mandatory"][0].policyPackName == "hds-landing"


def test_the_pack_serves_whole_inventories(served: analyzer_pb2_grpc.AnalyzerStub) -> None:
    bucket = analyzer_resource(BUCKET, "records", {"bucket": "records"})
    request = proto.AnalyzeStackRequest(resources=[bucket])
    told = by_policy(served.AnalyzeStack(request, timeout=30).diagnostics)
    assert {each.urn for each in told["whole-inventory-mandatory"]} == {bucket.urn}
    assert {each.enforcementLevel for each in told["whole-inventory-mandatory"]} == {MANDATORY}
