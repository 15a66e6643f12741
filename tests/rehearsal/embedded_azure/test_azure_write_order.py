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
    assert order.unordered_writes("c", "/parent") == ["b", "c"]
    assert order.unordered_writes("b", "/parent") == ["b", "c"]
    order.register("d", ["b", "c"])
    assert order.unordered_writes("d", "/parent") == []


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
