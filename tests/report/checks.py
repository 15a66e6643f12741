"""Checks to report, on plain values, with names and values that mean harm."""

from collections import Counter

from hds_landing.inventory.resource import Origin
from hds_landing.report.checked import Checked, CheckedInput, label, with_findings
from hds_landing.report.gate import Gate
from hds_landing.rules.finding import Evaluation, Finding, Severity, Summary, Theme, Verdict
from hds_landing.rules.rule import Rule

WAIVER = {"reason": "migration", "owner": "dsi", "expires": "2027-03-31", "compensatedBy": None}

HOSTILE = (
    "\x00\x01\x08\x0b\x1b[2J\x7f\x85",
    "]]><testcase/>&amp;<!-- -->",
    "100%0A::error::forged%0D%25",
    "line\r\nbreak\n::error file=a::forged\u2028end",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\"double\" 'single' `back` {{ 7*7 }} {% raw %} {0} ${jndi}",
    "hôpital 🏥 \U00020000 日本",
    "\ud800 half \udfff",
    "\u202etxt.exe\u202c \ufeff \ufffe\uffff",
    "[click](https://evil.example) **bold** | cell",
    "commas, colons: and, more::",
    "",
    " ",
    "x" * 3000,
)


def finding(rule: str, verdict: Verdict, name: str = "store", **more: object) -> Finding:
    values: dict[str, object] = {
        "rule": rule,
        "theme": Theme.ENCRYPTION_AT_REST,
        "severity": Severity.HIGH,
        "verdict": verdict,
        "urn": f"urn:pulumi:s::p::aws:s3/bucket:Bucket::{name}",
        "type": "aws:s3/bucket:Bucket",
        "name": name,
        "observed": "" if verdict is Verdict.PASS else "no encryption configuration",
        "fix": "Encrypt it with the establishment's key.",
        "requirements": ("HDS-EXI-05-B",),
        **more,
    }
    return Finding(**values)  # type: ignore[arg-type]


def evaluation(*findings: Finding, not_covered: dict[str, int] | None = None) -> Evaluation:
    passed = Counter(label(one) for one in findings)["pass"]
    summary = Summary(fail=0, unknown=0, proxy=0, waived=0, passed=passed, rules=4, resources=7)
    return with_findings(Evaluation((), summary, not_covered or {}), findings)


def checked_input(*findings: Finding, file: str = "state.json", **more: object) -> CheckedInput:
    values: dict[str, object] = {
        "file": file,
        "origin": Origin.STATE_EXPORT,
        "complete": True,
        "resources": 9,
        "sha256": "ab" * 32,
        "evaluation": evaluation(*findings),
        **more,
    }
    return CheckedInput(**values)  # type: ignore[arg-type]


def check(*findings: Finding, gate: Gate | None = None) -> Checked:
    return Checked((checked_input(*findings),), gate or Gate())


def mixed() -> Checked:
    """Five failures of one rule, a pass, a proxy, a waived failure, an unknown on the whole inventory."""
    return Checked(
        (
            checked_input(
                evaluation=evaluation(
                    *(finding("bucket-encrypted", Verdict.FAIL, name=f"store-{index}") for index in range(5)),
                    finding("bucket-private", Verdict.PASS),
                    finding("service-in-scope", Verdict.UNKNOWN, proxy=True, observed="s3 rests on a proxy list"),
                    finding("bucket-region", Verdict.FAIL, waived=WAIVER, severity=Severity.CRITICAL),
                    finding(
                        "whole", Verdict.UNKNOWN, urn=None, type=None, name=None, observed="the inventory is incomplete"
                    ),
                    not_covered={"random": 2},
                )
            ),
        )
    )


def hostile(text: str) -> Checked:
    """One finding of every label, every text of which is `text`."""
    waived = {"reason": text, "owner": text, "expires": "2027-03-31", "compensatedBy": text}
    texts = {"observed": text, "fix": text, "type": text, "source": f"{text}:7", "requirements": (text,)}
    urn = f"urn:pulumi:s::p::t::{text}"
    return Checked(
        (
            checked_input(
                finding("rule", Verdict.FAIL, name=text, **(texts | {"urn": urn})),
                finding("rule", Verdict.UNKNOWN, name=text, **(texts | {"urn": f"{urn}1"})),
                finding("rule", Verdict.UNKNOWN, name=text, proxy=True, **(texts | {"urn": f"{urn}2"})),
                finding("rule", Verdict.FAIL, name=text, waived=waived, **(texts | {"urn": f"{urn}3"})),
                finding("rule", Verdict.PASS, name=text, **(texts | {"urn": f"{urn}4"})),
                finding("rule", Verdict.FAIL, **(texts | {"urn": None, "type": None, "name": None})),
                file=text,
                origin=Origin.PREVIEW,
                complete=False,
            ),
        )
    )


def rule(rule_id: str, **more: object) -> Rule:
    values: dict[str, object] = {
        "id": rule_id,
        "title": "A bucket is encrypted",
        "theme": Theme.ENCRYPTION_AT_REST,
        "severity": Severity.HIGH,
        "requirements": ("HDS-EXI-05-B",),
        "fix": "Encrypt it with the establishment's key.",
        "source": "docs.aws.amazon.com, Amazon S3 encryption",
        "absence": "S3 encrypts with its own key",
        **more,
    }
    return Rule(**values)  # type: ignore[arg-type]


def rules_of(checked: Checked) -> list[Rule]:
    """A rule for every id in the check."""
    return [rule(rule_id) for rule_id in sorted({placed.finding.rule for placed in checked.findings})]
