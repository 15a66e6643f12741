"""Whatever a resource holds, evaluation ends, and no secret's value comes out of it."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hds_landing.inventory.resource import UNKNOWN, Inventory, Origin, Resource, Secret
from hds_landing.rules.evaluation import evaluate
from hds_landing.rules.finding import Verdict
from hds_landing.rules.rule import WholeInventoryRule
from hds_landing.rules.rulebook import rulebook
from hds_landing.rules.type_tokens import former_tokens
from tests.rules.rule_case import TODAY

HUSH = "hush-7e0c5d"
TOKENS = sorted(
    {
        *(token for rule in rulebook() for token in rule.types),
        *(token for rule in rulebook() if isinstance(rule, WholeInventoryRule) for token in rule.joins),
        *former_tokens(),
        "aws:cloudfront/distribution:Distribution",
        "azure-native:storage/v20230101:StorageAccount",
        "azure-native_storage_v20230101:storage:StorageAccount",
        "random:index/randomId:RandomId",
        "pulumi:pulumi:Stack",
    }
)
STEPS = sorted({step.replace("[*]", "") for rule in rulebook() for path in rule.paths for step in path.split(".")})

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.just(UNKNOWN)
    | st.just(Secret())
    | st.just(Secret(HUSH))
    | st.sampled_from(
        ["eu-west-3", "us-east-1", "France Central", "eu-west-3a", "arn:aws:kms:eu-west-3:1:key/1", "aws:kms"]
    )
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(STEPS), inner, max_size=4)
        | st.builds(Secret, inner)
    ),
    max_leaves=10,
)
bags = st.dictionaries(st.sampled_from(STEPS), values, max_size=6)
URNS = [f"urn:pulumi:prod::ght::any::{name}" for name in "abcdef"]


@st.composite
def resources(draw: st.DrawFn) -> tuple[Resource, ...]:
    return tuple(
        Resource(
            urn=urn,
            type=draw(st.sampled_from(TOKENS)),
            name=urn[-1],
            custom=draw(st.booleans()),
            id=draw(st.none() | st.just("a-1a2b")),
            parent=draw(st.none() | st.sampled_from(URNS)),
            inputs=draw(bags),
            outputs=draw(bags),
            property_dependencies=draw(
                st.dictionaries(
                    st.sampled_from(["bucket", "rules"]), st.lists(st.sampled_from(URNS), max_size=2), max_size=2
                )
            ),
            provider=draw(st.none() | st.sampled_from(URNS)),
            provider_inputs=draw(st.none() | bags),
            external=draw(st.booleans()),
        )
        for urn in URNS[: draw(st.integers(1, len(URNS)))]
    )


def revealed(evaluation: Any) -> bool:
    return any(HUSH in finding.observed for finding in evaluation.findings)


@settings(max_examples=200, deadline=None)
@given(
    resources(),
    st.booleans(),
    st.dictionaries(st.sampled_from(["aws:region", "azure-native:location"]), st.text(max_size=4)),
)
def test_any_bag_of_resources_is_judged(drawn: tuple[Resource, ...], complete: bool, config: dict[str, str]) -> None:
    inventory = Inventory(origin=Origin.PREVIEW, resources=drawn, complete=complete, config=config)
    evaluation = evaluate(inventory, today=TODAY)
    assert not revealed(evaluation)
    assert not [finding for finding in evaluation.findings if "could not judge" in finding.observed]
    assert all(finding.verdict is not Verdict.NOT_APPLICABLE for finding in evaluation.findings)
    assert all(finding.observed for finding in evaluation.findings if finding.verdict is not Verdict.PASS)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([rule for rule in rulebook() if rule.paths and rule.types]), st.integers(0, 3))
def test_a_secret_at_every_path_of_a_rule_is_not_shown(rule: Any, depth: int) -> None:
    inputs: dict[str, Any] = {}
    for path in rule.paths:
        place: Any = inputs
        *steps, last = path.split(".")
        for number, step in enumerate(steps):
            name = step.replace("[*]", "")
            nested: dict[str, Any] = {}
            held: Any = [nested] if step.endswith("[*]") else nested
            if isinstance(place.get(name), dict | list):
                found = place[name]
                place = found[0] if isinstance(found, list) else found
                continue
            place[name] = Secret(held) if number == depth else held
            place = nested
        place[last] = Secret(HUSH)
    resource = Resource(urn=URNS[0], type=rule.types[0], name="a", custom=True, inputs=inputs)
    evaluation = evaluate(Inventory(origin=Origin.PREVIEW, resources=(resource,), complete=True), today=TODAY)
    assert not revealed(evaluation)
    assert evaluation.findings
