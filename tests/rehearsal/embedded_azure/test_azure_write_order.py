from hypothesis import given
from hypothesis import strategies as st

from hds_landing.rehearsal.embedded_azure.write_order import WriteOrder


def test_order_is_transitive() -> None:
    order = WriteOrder()
    order.register("a", [])
    order.register("b", ["a"])
    order.register("c", ["b"])
    order.register("d", ["a", "elsewhere"])
    assert order.is_after("c", "a")
    assert not order.is_after("a", "c")
    assert not order.is_after("d", "b")
    assert not order.is_after("d", "elsewhere")


def test_unordered_writes_are_those_of_the_same_parent_that_nothing_orders() -> None:
    order = WriteOrder()
    for urn, before in (("a", []), ("b", ["a"]), ("c", ["a"])):
        order.register(urn, before)
        order.write(urn, "/Parent")
    order.write("b", "/other")
    assert order.unordered_writes("c", "/parent") == ["b"]
    assert order.unordered_writes("b", "/parent") == ["c"]
    order.register("d", ["b", "c"])
    assert order.unordered_writes("d", "/parent") == []
    order.forget_writes("b")
    assert order.unordered_writes("c", "/parent") == []


def test_what_waits_for_a_write_does_not_run_beside_it() -> None:
    order = WriteOrder()
    for urn, before in (("a", []), ("b", ["a"])):
        order.register(urn, before)
        order.write(urn, "/parent")
    assert order.unordered_writes("a", "/parent") == []


def test_where_the_order_is_kept_elsewhere_everything_comes_before() -> None:
    order = WriteOrder()
    order.register("a", [])
    order.write("a", "/parent")
    order.register("b", None)
    assert order.is_after("b", "a")
    assert not order.is_after("a", "b")
    assert order.unordered_writes("b", "/parent") == []


def test_a_resource_that_is_written_again_keeps_its_place() -> None:
    order = WriteOrder()
    for urn, before in (("a", []), ("b", []), ("a", []), ("c", ["b"])):
        order.register(urn, before)
    assert order.is_after("c", "b")
    assert not order.is_after("c", "a")


@given(st.data())
def test_order_is_reachability(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 12))
    order = WriteOrder()
    before: dict[str, set[str]] = {}
    for index in range(size):
        direct = data.draw(st.sets(st.integers(0, index - 1))) if index else set()
        names = {str(each) for each in direct}
        before[str(index)] = names | {far for each in names for far in before[each]}
        order.register(str(index), names)
    for later in before:
        for earlier in before:
            assert order.is_after(later, earlier) == (earlier in before[later])
