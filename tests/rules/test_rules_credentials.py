from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.credentials import judge_clear
from hds_landing.rules.judgement import Undetermined

CLEAR: list[Any] = [
    "export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY",
    "mysql --password=Sup3rS3cret",
    "db_password: 'Sup3rS3cret'",
    "Server=db;Pwd=Sup3rS3cret;",
    "postgres://app:Sup3rS3cret@db/patients",
    "-----BEGIN RSA PRIVATE KEY-----",
    {"DB_PASSWORD": "Sup3rS3cret"},
    {"DB_PASSWORD": "Sup3rS3cret!"},
    {"DB_PASSWORD": "Pa$$word*{1}"},
    {"dbPassword": Secret("Sup3rS3cret")},
    {"STRIPE_API_KEY": "0123456789"},
    [{"name": "DB_PASSWORD", "value": "Sup3rS3cret"}],
    [{"name": UNKNOWN, "value": "password=Sup3rS3cret"}],
    Secret({"A": "B", "CLIENT_SECRET": "Sup3rS3cret"}),
]
FREE: list[Any] = [
    "#!/bin/sh",
    "PASSWORD=$(aws secretsmanager get-secret-value --secret-id db)",
    "PASSWORD=`cat /run/secret`",
    "lock_passwd: true",
    "passwd: $6$rounds=4096$salt$hash",
    "PASSWORD=<to be set>",
    "Server=db;Password=${db_password};",
    {"DB_PASSWORD": "prod-{{ db_password }}"},
    {"DB_PASSWORD": "********"},
    "PasswordAuthentication no",
    "chpasswd: { expire: False }",
    "https://example.org:8443/path@2",
    {"DB_PASSWORD_ARN": "arn:aws:secretsmanager:eu-west-3:111122223333:secret:db"},
    {"DB_PASSWORD": "arn:aws:secretsmanager:eu-west-3:111122223333:secret:db"},
    {"DB_PASSWORD": "/prod/db/password"},
    {"DB_PASSWORD": "{{resolve:secretsmanager:db}}"},
    {"REQUIRE_PASSWORD": "true"},
    {"DB_PASSWORD": ""},
    {"TOKEN_URL": "https://sts.example.org/token"},
    [{"name": "password", "type": "Custom"}],
]


@pytest.mark.parametrize("value", CLEAR, ids=repr)
def test_a_credential_in_clear_is_seen_and_not_told(value: Any) -> None:
    judgement = judge_clear("environment", value)
    assert isinstance(judgement, str)
    assert judgement.startswith("environment holds ")
    assert "Sup3rS3cret" not in judgement


@pytest.mark.parametrize("value", FREE, ids=repr)
def test_what_names_a_place_or_a_switch_is_no_credential(value: Any) -> None:
    assert judge_clear("environment", value) is None


@pytest.mark.parametrize("value", [UNKNOWN, Secret(), {"DB_PASSWORD": UNKNOWN}, [UNKNOWN]], ids=repr)
def test_what_is_not_known_is_left_open(value: Any) -> None:
    assert judge_clear("environment", value) == Undetermined("environment is not known yet")


def test_a_credential_beside_something_unknown_fails() -> None:
    assert isinstance(judge_clear("environment", {"A": UNKNOWN, "PASSWORD": "Sup3rS3cret"}), str)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.just(UNKNOWN),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | inner.map(Secret),
        max_leaves=20,
    )
)
def test_any_value_gets_an_answer(value: Any) -> None:
    assert isinstance(judge_clear("environment", value), str | Undetermined | None)
