from dataclasses import dataclass, field
from enum import Enum
from typing import Optional

import pulumi
import pytest
from pulumi.runtime.settings import Settings, configure

from hds_landing.arguments import one_provider_per_package, validated
from hds_landing.errors import ComponentArgsError


class Colour(str, Enum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Nested:
    retention_days: int
    colour: Colour = Colour.RED


@dataclass(frozen=True)
class Args:
    nested: Nested
    key_id: pulumi.Input[str]
    by_name: dict[str, Nested] = field(default_factory=dict)
    names: Optional[list[str]] = None
    copy_id: Optional[pulumi.Input[str]] = None
    share: Optional[float] = None


def test_a_dictionary_from_another_language_becomes_the_frozen_value() -> None:
    given = {
        "nested": {"retentionDays": 30.0, "colour": "blue"},
        "keyId": "k",
        "byName": {"camelCase": {"retentionDays": 1.0}},
        "names": ["a"],
        "share": 1,
    }
    assert validated(Args, given) == Args(
        nested=Nested(30, Colour.BLUE), key_id="k", by_name={"camelCase": Nested(1)}, names=["a"], share=1.0
    )
    assert type(validated(Args, given).nested.retention_days) is int


def test_an_instance_passes_and_is_checked_too() -> None:
    args = Args(nested=Nested(3), key_id="k")
    assert validated(Args, args) == args
    with pytest.raises(ComponentArgsError, match=r"Args\.nested\.retention_days is 'x', and takes a whole number"):
        validated(Args, Args(nested=Nested("x"), key_id="k"))  # type: ignore[arg-type]


def test_an_output_passes_as_it_is() -> None:
    configure(Settings(project="p", stack="s"))
    output = pulumi.Output.from_input("later")
    args = validated(Args, {"nested": {"retention_days": 1}, "key_id": output, "copy_id": output})
    assert args.key_id is output
    assert args.copy_id is output


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"key_id": "k"}, "Args.nested is missing. It takes Nested."),
        ({"nested": {"retentionDays": 30.5}, "key_id": "k"}, "retention_days is 30.5, and takes a whole number."),
        ({"nested": {"retentionDays": True}, "key_id": "k"}, "retention_days is True, and takes a whole number."),
        ({"nested": {"retentionDay": 30}, "key_id": "k"}, "Did you mean 'retentionDays'?"),
        ({"nested": {"retentionDays": 3, "colour": "green"}, "key_id": "k"}, "is 'green', and takes one of red, blue."),
        ({"nested": {"retentionDays": 3}, "key_id": 4}, "Args.key_id is 4, and takes a text."),
        ({"nested": {"retentionDays": 3}, "key_id": None}, "Args.key_id is None, and takes a text."),
        ({"nested": {"retentionDays": 3}, "key_id": "k", "names": "a"}, "Args.names is 'a', and takes a list."),
        ({"nested": {"retentionDays": 3}, "key_id": "k", "by_name": []}, "Args.by_name is list, and takes a map."),
        ({"nested": [], "key_id": "k"}, "Args.nested is list, and takes Nested or a map with its fields."),
    ],
)
def test_what_does_not_fit_is_refused_with_its_path(given: dict[str, object], message: str) -> None:
    with pytest.raises(ComponentArgsError) as refused:
        validated(Args, given)
    assert message in str(refused.value)


def test_each_problem_stands_under_the_path_that_the_schema_gives_its_property() -> None:
    given = {
        "nested": {"retentionDays": 3.5},
        "keyId": "k",
        "byName": {"a_b": {"retentionDays": 1.0, "retention": 2}},
        "names": ["a", 1.0],
    }
    with pytest.raises(ComponentArgsError) as refused:
        validated(Args, given)
    assert {problem.property_path for problem in refused.value.problems} == {
        "nested.retentionDays",
        "byName.a_b.retention",
        "names[1]",
    }
    assert "\n".join(problem.message for problem in refused.value.problems) == str(refused.value)


def test_maps_are_read_in_the_order_of_their_keys_as_a_struct_keeps_none() -> None:
    nested = {"retentionDays": 1}
    args = validated(Args, {"nested": nested, "keyId": "k", "byName": {"b": nested, "a": nested}})
    assert list(args.by_name) == ["a", "b"]


def test_what_is_absent_and_may_be_is_none() -> None:
    @dataclass(frozen=True)
    class WithoutDefault:
        monthly: Optional[float]

    assert validated(WithoutDefault, {}) == WithoutDefault(None)


def test_an_output_where_a_plain_value_belongs_is_refused() -> None:
    configure(Settings(project="p", stack="s"))
    later = pulumi.Output.from_input(3)
    with pytest.raises(ComponentArgsError, match=r"retention_days is an output, not known before its resource exists"):
        validated(Args, {"nested": {"retention_days": later}, "key_id": "k"})


def test_all_problems_are_said_at_once() -> None:
    with pytest.raises(ComponentArgsError) as refused:
        validated(Args, {"nested": {"retentionDays": 3.5, "extra": 1}, "keyId": 5})
    assert len(str(refused.value).splitlines()) == 3


class _Provider:
    def __init__(self, package: str) -> None:
        self.package = package


def test_two_providers_of_one_package_are_refused() -> None:
    two = pulumi.ResourceOptions()
    two.providers = [_Provider("aws"), _Provider("aws")]  # type: ignore[assignment,list-item]
    with pytest.raises(ComponentArgsError, match=r"gpne: 2 providers of the package 'aws'"):
        one_provider_per_package("gpne", two)
    apart = pulumi.ResourceOptions()
    apart.providers = [_Provider("aws"), _Provider("random")]  # type: ignore[assignment,list-item]
    one_provider_per_package("gpne", apart)
    one_provider_per_package("gpne", None)
