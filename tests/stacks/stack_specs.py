"""Small specs of both tenancies, with their ranges recorded."""

from pathlib import Path

from hds_landing.plan.from_file import plan_file
from hds_landing.plan.ledger import write_ledger
from tests.rehearsed_examples import ROOT, TODAY

_OF_PLATFORM = {
    "aws": 'accounts: {platform: "111122223333"',
    "azure": "subscriptions: {platform: 00000000-0000-4000-8000-000000000001",
}
_OWN = {
    "aws": {"centre": '"111122224444"', "gaillon": '"111122225555"'},
    "azure": {
        "centre": "00000000-0000-4000-8000-000000000002",
        "gaillon": "00000000-0000-4000-8000-000000000003",
    },
}
"""Accounts and subscriptions under dedicated tenancy."""
_NETWORK = "network: {pool: 10.64.0.0/12"
_WAY_OUT = "egressAllow: [{fqdn: login.example.org, ports: [443/tcp], protocol: https, purpose: sign in}]"
GAILLON = """establishments:
  gaillon:
    name: Centre hospitalier de Gaillon (illustrative)
    finess: {ej: "990000010"}
    size: small
    costCentre: ES-GAI
    workloads:
      dpi: {data: health, availability: standard, schedule: always}
"""


def small_spec(folder: Path, cloud: str, tenancy: str, *, gaillon: bool = False) -> Path:
    """The minimal example with a way out, under a tenancy, without or with a second establishment.

    What is written again into the same folder keeps the ranges that it had.
    """
    text = (ROOT / "examples" / f"minimal-{cloud}" / "landing-zone.yaml").read_text(encoding="utf-8")
    text = _replaced(text, _NETWORK, f"{_NETWORK}, {_WAY_OUT}")
    keys = ["centre", "gaillon"] if gaillon else ["centre"]
    if tenancy == "dedicated":
        text = _replaced(text, "tenancy: shared", "tenancy: dedicated")
        own = "".join(f", {key}: {_OWN[cloud][key]}" for key in keys)
        text = _replaced(text, _OF_PLATFORM[cloud], f"{_OF_PLATFORM[cloud]}{own}")
    if gaillon:
        text = _replaced(text, "establishments:\n", GAILLON)
    spec = folder / "landing-zone.yaml"
    spec.write_text(text, encoding="utf-8")
    planned = plan_file(spec, TODAY)
    write_ledger(planned.ledger_path, planned.ledger)
    return spec


def sealed(spec: Path, key: str) -> Path:
    """The same spec, in which an establishment is about to leave."""
    text = spec.read_text(encoding="utf-8")
    spec.write_text(_replaced(text, f"  {key}:\n", f"  {key}:\n    state: sealed\n"), encoding="utf-8")
    return spec


def _replaced(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)
