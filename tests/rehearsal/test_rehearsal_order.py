from hypothesis import given
from hypothesis import strategies as st

from hds_landing.inventory.resource import Resource
from hds_landing.rehearsal.order import in_order

graphs = st.integers(1, 12).flatmap(
    lambda size: st.tuples(
        *[
            st.tuples(
                st.sets(st.integers(0, max(index - 1, 0)), max_size=min(index, 3)) if index else st.just(set()),
                st.none() | st.integers(0, max(index - 1, 0)) if index else st.none(),
            )
            for index in range(size)
        ]
    )
)
"""Resources by number; each needs only lower ones."""


def records(graph):
    # names that do not follow the order of dependencies
    name = {index: f"urn:{(index * 7) % 13:02}-{index}" for index in range(len(graph))}
    return {
        name[index]: Resource(
            urn=name[index],
            type="t",
            name=name[index],
            custom=True,
            dependencies=tuple(name[need] for need in sorted(needs)),
            parent=None if parent is None else name[parent],
        )
        for index, (needs, parent) in enumerate(graph)
    }


@given(graphs, st.randoms(use_true_random=False))
def test_the_order_depends_on_the_resources_and_not_on_their_arrival(graph, random):
    given_records = records(graph)
    shuffled = list(given_records.items())
    random.shuffle(shuffled)
    assert in_order(dict(shuffled)) == in_order(given_records)


@given(graphs)
def test_everything_is_there_once_after_what_it_needs(graph):
    given_records = records(graph)
    ordered = [resource.urn for resource in in_order(given_records)]
    assert sorted(ordered) == sorted(given_records)
    for urn, record in given_records.items():
        for need in (*record.dependencies, *([record.parent] if record.parent else [])):
            assert ordered.index(need) < ordered.index(urn)


@given(graphs, st.integers(0, 99))
def test_one_more_resource_moves_no_other(graph, number):
    given_records = records(graph)
    extra = Resource(urn=f"urn:{number:02}", type="t", name="x", custom=True, parent=next(iter(given_records)))
    with_extra = in_order({**given_records, extra.urn: extra})
    assert [resource for resource in with_extra if resource.urn != extra.urn] == list(in_order(given_records))


def test_what_is_needed_but_not_recorded_does_not_hold_a_resource_back():
    lone = Resource(urn="a", type="t", name="a", custom=True, parent="gone", dependencies=("gone",), provider="gone")
    assert in_order({"a": lone}) == (lone,)
