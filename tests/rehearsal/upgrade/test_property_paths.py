import pytest

from hds_landing.rehearsal.upgrade.property_paths import begins_at, with_ignored

OLD = {"size": 1, "tags": {"a": "x", "b": "y"}, "rules": [{"port": 1}, {"port": 2}], "gone": True}
NEW = {"size": 2, "tags": {"a": "z", "c": "n"}, "rules": [{"port": 3}, {"port": 4}], "fresh": True}


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([], NEW),
        (["size"], {**NEW, "size": 1}),
        (["fresh"], {name: NEW[name] for name in ("size", "tags", "rules")}),
        (["gone"], {**NEW, "gone": True}),
        (["tags"], {**NEW, "tags": OLD["tags"]}),
        (["tags.a"], {**NEW, "tags": {"a": "x", "c": "n"}}),
        (['tags["a"]'], {**NEW, "tags": {"a": "x", "c": "n"}}),
        (["tags.*"], {**NEW, "tags": {"a": "x", "b": "y"}}),
        (["rules[0].port"], {**NEW, "rules": [{"port": 1}, {"port": 4}]}),
        (["rules[*].port"], {**NEW, "rules": OLD["rules"]}),
        (["rules[7]"], NEW),
        (["absent.deeper"], NEW),
        (["*"], OLD),
    ],
)
def test_where_a_path_leads_the_old_value_stays(paths, expected):
    assert with_ignored(NEW, OLD, paths) == expected


@pytest.mark.parametrize(
    ("path", "name", "leads"),
    [
        ("tags", "tags", True),
        ("tags.a", "tags", True),
        ("*", "tags", True),
        ("rules[0]", "rules", True),
        ("a", "b", False),
    ],
)
def test_a_path_begins_at_a_property(path, name, leads):
    assert begins_at(path, name) is leads
