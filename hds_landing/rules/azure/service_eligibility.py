"""Which Azure services may hold health data."""

from hds_landing.rules.certificate_scope import judge_certificate_scope, judge_edge
from hds_landing.rules.finding import Severity, Theme, Verdict
from hds_landing.rules.rule import ResourceRule, Rule

RULES: tuple[Rule, ...] = (
    ResourceRule(
        id="azure-service-in-certificate-scope",
        title="An Azure service is in the scope of an HDS certificate",
        theme=Theme.SERVICE_ELIGIBILITY,
        severity=Severity.HIGH,
        severity_below_health={Verdict.UNKNOWN: Severity.MEDIUM},
        requirements=("HDS-EXI-01", "HDS-EXI-12", "HDS-EXI-22", "ISO27001-A.5.23"),
        fix="Ask the provider to confirm it in writing and record that in the confirmations file, or use another.",
        source="the catalogue of services, whose rows name the list that they come from and its date",
        types=("azure-native:*",),
        absence="the verdict rests on the type alone",
        judge=judge_certificate_scope,
    ),
    ResourceRule(
        id="azure-edge-service-absent",
        title="No Azure edge service carries content",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        severity_below_health={Verdict.FAIL: Severity.MEDIUM},
        requirements=("HDS-EXI-28", "HDS-EXI-29"),
        fix="Serve from a region inside the EEA, or waive it for content that holds no health data.",
        source="the catalogue of services: kind edge",
        types=("azure-native:*",),
        absence="the verdict rests on the type alone",
        judge=judge_edge,
    ),
)
