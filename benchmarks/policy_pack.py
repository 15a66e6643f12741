"""What the policy pack costs in the SDK's servicer, asked in process as the engine asks it."""

from google.protobuf import struct_pb2
from pulumi.runtime import proto
from pulumi_policy import EnforcementLevel
from pulumi_policy.policy import _PolicyAnalyzerServicer

from benchmarks.rule_stacks import resources
from benchmarks.timing import line, timed
from hds_landing.inventory.property_values import write_value
from hds_landing.inventory.resource import Resource
from hds_landing.rules.policy_pack import policies

_COUNT = 1_000
_RUNS = 3


def measure_pack() -> None:
    """Analyze of each resource, and AnalyzeStack of all."""
    servicer = _PolicyAnalyzerServicer("hds-landing", "0.0.1", policies(), EnforcementLevel.ADVISORY)
    drawn = list(resources(_COUNT))
    requests = [
        proto.AnalyzeRequest(
            type=each.type,
            urn=each.urn,
            name=each.name,
            properties=_struct(each),
            provider=_provider(each),
        )
        for each in drawn
    ]
    whole = proto.AnalyzeStackRequest(
        resources=[
            proto.AnalyzerResource(
                type=each.type,
                urn=each.urn,
                name=each.name,
                properties=_struct(each),
                provider=_provider(each),
                propertyDependencies={
                    key: proto.AnalyzerPropertyDependencies(urns=urns)
                    for key, urns in each.property_dependencies.items()
                },
            )
            for each in drawn
        ]
    )
    print(f"\nThe policy pack in its servicer, {_COUNT} resources")
    one_by_one = timed(lambda: [servicer.Analyze(request, None) for request in requests], _RUNS)
    print(f"{line('Analyze of each', one_by_one)}  {1000 * min(one_by_one) / _COUNT:.2f} ms a resource")
    print(line("AnalyzeStack of all", timed(lambda: servicer.AnalyzeStack(whole, None), _RUNS)))


def _provider(resource: Resource) -> proto.AnalyzerProviderResource:
    urn = resource.provider or ""
    properties = struct_pb2.Struct()
    properties.update(resource.provider_inputs or {})
    return proto.AnalyzerProviderResource(type=urn.split("::")[2], urn=urn, name="paris", properties=properties)


def _struct(resource: Resource) -> struct_pb2.Struct:
    message = struct_pb2.Struct()
    message.update(write_value(resource.inputs))
    return message
