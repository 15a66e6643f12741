import pulumi_aws  # noqa: F401 - its types are looked up by token
import pytest

from hds_landing.rehearsal.sdk_inputs import input_problems
from hds_landing.rehearsal.sdk_outputs import promised_outputs

QUEUE, RULE = "aws:sqs/queue:Queue", "aws:cloudwatch/eventRule:EventRule"
GUARD = "aws:backup/reportPlan:ReportPlan"


def test_outputs_are_promised_unless_they_are_optional_inputs():
    promised = promised_outputs("aws:kms/key:Key")
    assert promised["arn"] is False
    assert promised["keyId"] is False
    assert promised["tags"] is True
    assert promised["rotationPeriodInDays"] is False
    assert "key_id" not in promised


@pytest.mark.parametrize("token", ["aws:kms/key:Kye", "nobody:index:Thing", "no-token"])
def test_an_unknown_type_promises_nothing(token):
    assert promised_outputs(token) == {}


CHANNEL = {"s3BucketName": "b", "formats": ["CSV"]}


@pytest.mark.parametrize(
    ("token", "inputs", "problems"),
    [
        (QUEUE, {}, []),
        (QUEUE, {"name": "q", "fifoQueue": True, "delaySeconds": 3, "tags": {"a": "b"}}, []),
        (QUEUE, {"delaySecond": 3}, ["delaySecond: no such property; did you mean delaySeconds?"]),
        (QUEUE, {"zzz": 3}, ["zzz: no such property"]),
        (QUEUE, {"delaySeconds": "3"}, ["delaySeconds: given str, allowed a whole number"]),
        (QUEUE, {"delaySeconds": True}, ["delaySeconds: given bool, allowed a whole number"]),
        (QUEUE, {"fifoQueue": "yes"}, ["fifoQueue: given str, allowed a boolean"]),
        (GUARD, {"reportDeliveryChannel": CHANNEL, "reportSetting": {"reportTemplate": "t"}}, []),
        (GUARD, {"reportDeliveryChannel": CHANNEL}, ["reportSetting: missing"]),
        (
            GUARD,
            {"reportDeliveryChannel": {"formats": "CSV"}, "reportSetting": "t"},
            [
                "reportDeliveryChannel.formats: given str, allowed a list",
                "reportDeliveryChannel.s3BucketName: missing",
                "reportSetting: given str, allowed an object",
            ],
        ),
        (
            GUARD,
            {"reportDeliveryChannel": {**CHANNEL, "formats": [1]}, "reportSetting": {"reportTemplate": "t"}},
            ["reportDeliveryChannel.formats[0]: given int, allowed a string"],
        ),
        ("aws:sqs/queue:Quue", {}, ["the installed SDK has no resource aws:sqs/queue:Quue"]),
    ],
)
def test_inputs_must_fit_the_sdk_s_types(token, inputs, problems):
    assert input_problems(token, inputs) == problems
