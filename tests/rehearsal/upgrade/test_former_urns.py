import pytest
from pulumi.runtime.proto import alias_pb2, resource_pb2

from hds_landing.rehearsal.upgrade.former_urns import former_urns

ROOT = "urn:pulumi:s::p::pulumi:pulumi:Stack::p-s"
ROOM = "urn:pulumi:s::p::my:index:Room::room"
DOOR = "urn:pulumi:s::p::my:index:Room$my:index:Door::room-door"


def former(name="room-lock", *, found_under=None, urns=(), alias=None):
    request = resource_pb2.RegisterResourceRequest(type="my:index:Lock", name=name, parent=DOOR, aliasURNs=urns)
    if alias:
        request.aliases.append(alias_pb2.Alias(spec=alias_pb2.Alias.Spec(**alias)))
    return former_urns(request, "s", "p", found_under or {})


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({"name": "latch"}, "urn:pulumi:s::p::my:index:Room$my:index:Door$my:index:Lock::latch"),
        ({"type": "my:index:Bolt"}, "urn:pulumi:s::p::my:index:Room$my:index:Door$my:index:Bolt::room-lock"),
        ({"parentUrn": ROOM}, "urn:pulumi:s::p::my:index:Room$my:index:Lock::room-lock"),
        ({"parentUrn": ROOT}, "urn:pulumi:s::p::my:index:Lock::room-lock"),
        ({"noParent": True}, "urn:pulumi:s::p::my:index:Lock::room-lock"),
        ({"noParent": True, "stack": "t", "project": "q"}, "urn:pulumi:t::q::my:index:Lock::room-lock"),
    ],
)
def test_an_alias_says_what_differed(spec, expected):
    assert former(alias=spec) == [expected]


def test_whole_urns_are_taken_as_they_are():
    assert former(urns=["urn:pulumi:s::p::a:b:C::d"]) == ["urn:pulumi:s::p::a:b:C::d"]


def test_without_alias_there_is_none():
    assert former() == []


def test_a_child_of_what_was_renamed_is_looked_for_there_under_the_former_name():
    found_under = {DOOR: "urn:pulumi:s::p::my:index:Gate::gate"}
    assert former("room-door-lock", found_under=found_under) == [
        "urn:pulumi:s::p::my:index:Gate$my:index:Lock::gate-lock"
    ]
    assert former("lock", found_under=found_under) == ["urn:pulumi:s::p::my:index:Gate$my:index:Lock::lock"]


def test_own_aliases_and_those_of_the_parent_are_multiplied():
    found_under = {DOOR: "urn:pulumi:s::p::my:index:Gate::gate"}
    assert former("lock", found_under=found_under, alias={"name": "latch"}) == [
        "urn:pulumi:s::p::my:index:Room$my:index:Door$my:index:Lock::latch",
        "urn:pulumi:s::p::my:index:Gate$my:index:Lock::lock",
        "urn:pulumi:s::p::my:index:Gate$my:index:Lock::latch",
    ]


def test_a_former_parent_that_was_renamed_itself_is_the_one_of_the_state():
    found_under = {ROOM: "urn:pulumi:s::p::my:index:Hall::hall"}
    assert former(alias={"parentUrn": ROOM}, found_under=found_under) == [
        "urn:pulumi:s::p::my:index:Hall$my:index:Lock::room-lock"
    ]
