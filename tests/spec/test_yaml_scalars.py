"""What unquoted values mean: the traps of YAML 1.1."""

import pytest

from hds_landing.spec.yaml_scalars import ScalarRefusedError, read_scalar


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("none", "none"),
        ("0", 0),
        ("-3", -3),
        ("12", 12),
        ("0.5", 0.5),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("12:30:00", "12:30:00"),
        ("24x7", "24x7"),
        ("2026-04-12", "2026-04-12"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("2A0000014", "2A0000014"),
        ("10.1.0.0/16", "10.1.0.0/16"),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, "9" * 19),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_plain_scalar(text: str, value: object) -> None:
    read = read_scalar(text, plain=True, tag=None)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("text", ["010", "007", "-01", "00", "010000024", "0" * 50])
def test_leading_zero_is_refused_and_says_to_quote(text: str) -> None:
    with pytest.raises(ScalarRefusedError, match="Quote it"):
        read_scalar(text, plain=True, tag=None)


@pytest.mark.parametrize("text", ["NO", "010", "12", "null", "true", ""])
def test_quoted_or_tagged_as_text_stays_text(text: str) -> None:
    assert read_scalar(text, plain=False, tag=None) == text
    assert read_scalar(text, plain=True, tag="tag:yaml.org,2002:str") == text
    assert read_scalar(text, plain=True, tag="!") == text


@pytest.mark.parametrize("tag", ["tag:yaml.org,2002:int", "tag:yaml.org,2002:python/name:os.system", "!secret"])
def test_other_tags_are_refused(tag: str) -> None:
    with pytest.raises(ScalarRefusedError, match="is not accepted"):
        read_scalar("1", plain=True, tag=tag)
