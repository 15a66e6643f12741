import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.preview import RULES
from tests.rules.rule_case import Case, cases, check, check_all_kinds, resource

VERSION = "azure-stable-api-version"
DIAGNOSTICS = "azure-native:monitor:DiagnosticSetting"


def case(kind: str, verdict: str, token: str, observed: str | None = None, **fields: object) -> Case:
    return Case(VERSION, kind, verdict, (resource(token, **fields),), observed=observed)  # type: ignore[arg-type]


CASES = [
    case("good", "pass", "azure-native:storage/v20230101:StorageAccount"),
    case("good", "pass", "azure-native_storage_v20230101:storage:StorageAccount"),
    case("bad", "fail", "azure-native:storage/v20230101preview:StorageAccount", "v20230101preview is a preview"),
    case("bad", "fail", "azure-native_storage_v20230101preview:storage:StorageAccount"),
    case("bad", "fail", "azure-native:communication/v20200101privatepreview:CommunicationService"),
    case("bad", "fail", "azure-native:web/v20150801beta:Site"),
    case("missing", "pass", "azure-native:storage:StorageAccount", ""),
    case("missing", "pass", DIAGNOSTICS, "2021-05-01-preview", outputs={"azureApiVersion": "2021-05-01-preview"}),
    case("unknown", "pass", DIAGNOSTICS, "", outputs={"azureApiVersion": UNKNOWN}),
    case("unknown", "fail", "azure-native:web/v20150801preview:Site", outputs={"azureApiVersion": UNKNOWN}),
    case("unknown", "not-applicable", "pulumi:providers:azure-native"),
    *cases(
        "azure-redis-stable-updates",
        "azure-native:redis:Redis",
        ("good", "pass", {"updateChannel": "Stable"}),
        ("bad", "fail", {"updateChannel": "Preview"}),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"updateChannel": UNKNOWN}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
