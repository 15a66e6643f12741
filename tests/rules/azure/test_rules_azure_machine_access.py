import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.azure.machine_access import RULES
from tests.rules.property_cases import placed, property_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds

PASSWORD = "osProfile.adminPassword"  # noqa: S105 - a path
KEYS_ONLY = "osProfile.linuxConfiguration.disablePasswordAuthentication"


def passwords(token: str, prefix: str) -> list[Case]:
    def given(**values: object) -> dict[str, object]:
        paths = {"keys_only": KEYS_ONLY, "password": PASSWORD, "publisher": "storageProfile.imageReference.publisher"}
        return placed({prefix + paths[name]: value for name, value in values.items()})

    return cases(
        "azure-virtual-machine-no-passwords",
        token,
        ("good", "pass", given(keys_only=True)),
        ("bad", "fail", given(keys_only=False)),
        ("missing", "fail", placed({f"{prefix}osProfile.linuxConfiguration": {}}), "SSH takes passwords"),
        ("missing", "not-applicable", {}),
        ("good", "not-applicable", given(password=Secret("hush"), publisher="MicrosoftWindowsServer")),
        (
            "good",
            "not-applicable",
            placed({prefix + PASSWORD: "x", f"{prefix}osProfile.windowsConfiguration": {"a": 1}}),
        ),
        ("unknown", "unknown", given(password=Secret("hush"), publisher="Canonical")),
        ("unknown", "unknown", given(keys_only=UNKNOWN)),
        ("unknown", "unknown", placed({f"{prefix}osProfile": UNKNOWN})),
    )


CASES = [
    *passwords("azure-native:compute:VirtualMachine", ""),
    *passwords("azure-native:compute:VirtualMachineScaleSet", "virtualMachineProfile."),
    *property_cases(
        "azure-virtual-machine-trusted-launch",
        "compute:VirtualMachine",
        "securityProfile.securityType",
        good=["TrustedLaunch", "ConfidentialVM"],
        bad=["Standard"],
    ),
    *property_cases(
        "azure-bastion-no-shareable-links",
        "network:BastionHost",
        "enableShareableLink",
        good=[False],
        bad=[True],
        missing="pass",
    ),
    *property_cases(
        "azure-bastion-no-file-copy", "network:BastionHost", "enableFileCopy", good=[False], bad=[True], missing="pass"
    ),
    *property_cases(
        "azure-bastion-no-copy-and-paste", "network:BastionHost", "disableCopyPaste", good=[True], bad=[False]
    ),
    *property_cases(
        "azure-bastion-known-machines-only",
        "network:BastionHost",
        "enableIpConnect",
        good=[False],
        bad=[True],
        missing="pass",
    ),
    *property_cases(
        "azure-bastion-own",
        "network:BastionHost",
        "sku.name",
        good=["Premium", "Standard", "Basic"],
        bad=["Developer"],
        missing="pass",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
