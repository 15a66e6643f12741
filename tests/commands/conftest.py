"""What the tests of commands share."""

import pytest

from hds_landing.rules import evaluation

FEW = {
    "aws-availability-zone-in-eea",
    "aws-bucket-customer-key",
    "aws-bucket-encrypted",
    "aws-bucket-not-public",
    "aws-ebs-volume-encrypted",
    "aws-provider-region-in-eea",
    "aws-resource-region-in-eea",
    "aws-service-in-certificate-scope",
}


@pytest.fixture
def few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only these rules judge, so that what is asked of a report does not change as the rulebook grows."""
    every = evaluation.rules_for
    monkeypatch.setattr(evaluation, "rules_for", lambda token: tuple(rule for rule in every(token) if rule.id in FEW))
