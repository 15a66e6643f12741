import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hds_landing.aws.network.firewall_rules import egress_rules, flow_rules, undeclared_rules
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.firewall import FirewallRule
from hds_landing.plan.ports import PortRange, Transport
from tests.aws.aws_plans import DICOM, HTTPS, POOL, egress_rule, flow_rule

INTERNET = "![10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16]"
SYSLOG_UDP = PortRange(514, 514, Transport.UDP)
RULE = re.compile(r'(pass|drop|alert) [a-z]+ \S+ any -> \S+ \S+ \(([a-z._]+(:("[^";\\]*"|[^";\\]+))?; ?)+\)')


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        (
            flow_rule(),
            [
                "pass tcp [10.1.0.0/16] any -> [10.64.16.0/24] [11112] "
                '(msg:"images - images"; flow:to_server; sid:1000001; rev:1;)'
            ],
        ),
        (
            flow_rule(ports=[PortRange(8000, 8100, Transport.TCP), HTTPS]),
            [
                "pass tcp [10.1.0.0/16] any -> [10.64.16.0/24] [443,8000:8100] "
                '(msg:"images - images"; flow:to_server; sid:1000001; rev:1;)'
            ],
        ),
        (
            flow_rule(ports=[SYSLOG_UDP, DICOM]),
            [
                "pass tcp [10.1.0.0/16] any -> [10.64.16.0/24] [11112] "
                '(msg:"images - images"; flow:to_server; sid:1000001; rev:1;)',
                "pass udp [10.1.0.0/16] any -> [10.64.16.0/24] [514] "
                '(msg:"images - images"; flow:to_server; sid:11000001; rev:1;)',
            ],
        ),
    ],
)
def test_a_flow_is_a_pass_rule_per_transport(rule: FirewallRule, lines: list[str]) -> None:
    assert flow_rules([rule]) == lines


def test_the_order_of_declaration_changes_nothing() -> None:
    first, second = flow_rule("a", 1000001), flow_rule("b", 1000002)
    assert flow_rules([first, second]) == flow_rules([second, first])


@pytest.mark.parametrize(
    ("fqdn", "protocol", "line"),
    [
        (
            "Login.example.org",
            "https",
            f"pass tls [10.64.16.0/22] any -> {INTERNET} [443] "
            '(tls.sni; content:"login.example.org"; nocase; startswith; endswith; '
            'msg:"sign-in - sign in"; flow:to_server; sid:1000002; rev:1;)',
        ),
        (
            "*.office.com",
            "https",
            f"pass tls [10.64.16.0/22] any -> {INTERNET} [443] "
            '(tls.sni; content:".office.com"; nocase; endswith; '
            'msg:"sign-in - sign in"; flow:to_server; sid:1000002; rev:1;)',
        ),
        (
            "crl.example.org",
            "http",
            f"pass http [10.64.16.0/22] any -> {INTERNET} [443] "
            '(http.host; content:"crl.example.org"; startswith; endswith; '
            'msg:"sign-in - sign in"; flow:to_server; sid:1000002; rev:1;)',
        ),
    ],
)
def test_a_name_is_matched_as_the_client_announces_it(fqdn: str, protocol: str, line: str) -> None:
    assert egress_rules([egress_rule(fqdn, protocol)], POOL) == [line]


def test_a_forged_name_opens_no_way_between_spokes() -> None:
    (line,) = egress_rules([egress_rule()], "198.18.0.0/15")
    assert "-> ![10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16,198.18.0.0/15] " in line


def test_ranges_are_matched_as_ranges() -> None:
    rule = egress_rule(None, "ntp", [PortRange(123, 123, Transport.UDP)], ["192.0.2.0/24"])
    assert egress_rules([rule], POOL) == [
        "pass udp [10.64.16.0/22] any -> [192.0.2.0/24] [123] "
        '(msg:"sign-in - sign in"; flow:to_server; sid:11000002; rev:1;)'
    ]


@pytest.mark.parametrize(
    "fqdn", ['a.org"; sid:1; rev:1;) pass ip any any -> any any (msg:"', "*", "*.*.org", "a b.org", "", "localhost"]
)
def test_what_is_no_name_is_refused(fqdn: str) -> None:
    with pytest.raises(ComponentArgsError, match=r"Egress rule 'sign-in': the name is .* and takes a host name"):
        egress_rules([egress_rule(fqdn)], POOL)


def test_a_name_for_udp_is_refused() -> None:
    rule = egress_rule(ports=[PortRange(3478, 3478, Transport.UDP)])
    with pytest.raises(ComponentArgsError, match=r"opened for UDP, where the firewall sees no name"):
        egress_rules([rule], POOL)


def test_nobody_is_not_everybody() -> None:
    rule = FirewallRule("k", 1000001, [], ["10.64.16.0/24"], [DICOM], "images")
    with pytest.raises(ComponentArgsError, match="no addresses on one side"):
        flow_rules([rule])


@given(purpose=st.text(max_size=300))
def test_no_purpose_breaks_out_of_its_message(purpose: str) -> None:
    (line,) = flow_rules([flow_rule(purpose=purpose)])
    assert RULE.fullmatch(line)
    assert line.count(";") == 4
    assert line.count('"') == 2


def test_accents_become_plain_letters() -> None:
    (line,) = flow_rules([flow_rule(purpose='Télé-imagerie; "urgence"')])
    assert 'msg:"images - Tele-imagerie urgence"' in line


@pytest.mark.parametrize(
    ("until", "action", "told"),
    [(None, "drop", "undeclared UDP dropped"), ("2026-12-01", "alert", "undeclared UDP observed until 2026-12-01")],
)
def test_what_is_not_tcp_and_undeclared_is_dropped_or_told_until_a_date(
    until: str | None, action: str, told: str
) -> None:
    lines = undeclared_rules(until)
    assert [line.split()[:2] for line in lines] == [["pass", "icmp"], [action, "udp"], [action, "icmp"], [action, "ip"]]
    assert "itype:3; icode:4;" in lines[0]
    assert f'msg:"{told}"' in lines[1]
    assert all(RULE.fullmatch(line) for line in lines)


def test_signature_ids_never_meet() -> None:
    lines = [
        *flow_rules([flow_rule(ports=[DICOM, SYSLOG_UDP]), flow_rule("z", 9999999, [DICOM, SYSLOG_UDP])]),
        *egress_rules([egress_rule()], POOL),
        *undeclared_rules(None),
    ]
    sids = [re.search(r"sid:(\d+);", line)[1] for line in lines]  # type: ignore[index]
    assert len(set(sids)) == len(lines) == 9
