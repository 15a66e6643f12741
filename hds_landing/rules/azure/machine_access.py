"""How machines are administered: passwords, and what a bastion lets an administrator carry out."""

from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find_one
from hds_landing.rules.property_rule import (
    FALSE,
    TRUE,
    Absence,
    Expectation,
    fails,
    none_of,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_MACHINE: Final = "azure-native:compute:VirtualMachine"
_SCALE_SET: Final = "azure-native:compute:VirtualMachineScaleSet"
_IN_SET: Final = "virtualMachineProfile."
_IDENTITY: Final = ("HDS-EXI-05-D-B", "SNC-9.5", "ISO27001-A.5.17", "ISO27001-A.8.5")
_ADMINISTRATION: Final = ("HDS-EXI-05-D", "HDS-EXI-05-F", "SNC-9.6", "SNC-12.13", "ISO27001-A.8.2")

_KEYS_ONLY: Final = "osProfile.linuxConfiguration.disablePasswordAuthentication"
_LINUX: Final = "osProfile.linuxConfiguration"
_WINDOWS: Final = "osProfile.windowsConfiguration"
_PASSWORD: Final = "osProfile.adminPassword"  # noqa: S105 - a path
_PUBLISHER: Final = "storageProfile.imageReference.publisher"
_PASSWORD_PATHS: Final = (_KEYS_ONLY, _LINUX, _WINDOWS, _PASSWORD, _PUBLISHER)


def _no_passwords(subject: Subject) -> Judgement:
    prefix = _IN_SET if subject.type == _SCALE_SET else ""
    keys_only, linux, windows, password, publisher = (
        find_one(subject.properties, prefix + path) for path in _PASSWORD_PATHS
    )
    if keys_only.value is UNKNOWN:
        return Undetermined(f"{keys_only.path} is not known yet")
    if linux.value is not ABSENT:
        return None if TRUE.judge(keys_only.value) is True else f"{keys_only}: SSH takes passwords"
    if password.value is ABSENT or windows.value is not ABSENT or _is_windows(publisher.value):
        return NOT_APPLICABLE
    return Undetermined(f"{password.path} is set, and nothing says whether the machine runs Linux or Windows")


def _is_windows(publisher: Any) -> bool:
    return isinstance(publisher, str) and publisher.lower().startswith("microsoftwindows")


def _bastion(
    id: str, title: str, severity: Severity, path: str, expected: Expectation, absent: Absence, fix: str
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.IDENTITY,
        severity=severity,
        requirements=_ADMINISTRATION,
        fix=fix,
        source="learn.microsoft.com, About Azure Bastion configuration settings",
        types=("azure-native:network:BastionHost",),
        path=path,
        expected=expected,
        absent=absent,
    )


RULES: tuple[Rule, ...] = (
    ResourceRule(
        id="azure-virtual-machine-no-passwords",
        title="A Linux machine takes no passwords",
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=_IDENTITY,
        fix="Set osProfile.linuxConfiguration.disablePasswordAuthentication to true and give SSH keys.",
        source="learn.microsoft.com, Detailed steps to create and manage SSH keys for Linux machines in Azure",
        types=(_MACHINE, _SCALE_SET),
        paths=_PASSWORD_PATHS,
        paths_by_type={_SCALE_SET: tuple(_IN_SET + path for path in _PASSWORD_PATHS)},
        absence="SSH takes passwords",
        judge=_no_passwords,
    ),
    property_rule(
        id="azure-virtual-machine-trusted-launch",
        title="A virtual machine starts what its maker signed",
        theme=Theme.OTHER,
        severity=Severity.LOW,
        requirements=("HDS-EXI-05-F", "ISO27001-A.8.9"),
        fix="Set securityProfile.securityType to TrustedLaunch with uefiSettings.secureBootEnabled.",
        source="learn.microsoft.com, Trusted Launch for Azure virtual machines",
        types=(_MACHINE,),
        path="securityProfile.securityType",
        expected=one_of("TrustedLaunch", "ConfidentialVM"),
        absent=fails("Azure starts whatever is on the disk"),
    ),
    _bastion(
        "azure-bastion-no-shareable-links",
        "A bastion makes no links to share",
        Severity.HIGH,
        "enableShareableLink",
        FALSE,
        passes("links are off unless they are asked for"),
        "Set enableShareableLink to false.",
    ),
    _bastion(
        "azure-bastion-no-file-copy",
        "A bastion copies no files",
        Severity.MEDIUM,
        "enableFileCopy",
        FALSE,
        passes("copying files is off unless it is asked for"),
        "Set enableFileCopy to false.",
    ),
    _bastion(
        "azure-bastion-no-copy-and-paste",
        "A bastion copies and pastes nothing",
        Severity.LOW,
        "disableCopyPaste",
        TRUE,
        fails("Azure lets an administrator copy and paste"),
        "Set disableCopyPaste to true.",
    ),
    _bastion(
        "azure-bastion-known-machines-only",
        "A bastion leads to machines of Azure only",
        Severity.LOW,
        "enableIpConnect",
        FALSE,
        passes("connecting to any address is off unless it is asked for"),
        "Set enableIpConnect to false.",
    ),
    _bastion(
        "azure-bastion-own",
        "A bastion is the hospital's own",
        Severity.MEDIUM,
        "sku.name",
        none_of("Developer"),
        passes("Azure makes one of its own, of the Standard tier"),
        "Set sku.name to Standard or Premium; Developer is shared with other customers.",
    ),
)
