"""A plan for people: addresses, flows, keys, logs, recovery, idle cost, and what to look at."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console

from hds_landing.plan.cost import CostLine
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.plan.recovery import RecoveryPlan
from hds_landing.report.console import terminal
from hds_landing.report.tables import table


def print_plan(plan: LandingZonePlan) -> None:
    """Prints every section on standard output."""
    console = terminal()
    recovery = plan.recovery_region or "none"
    console.print(
        f"{plan.name}: {plan.cloud.value}, {plan.region}, recovery region {recovery}, profile {plan.profile.value}, "
        f"tenancy {plan.tenancy.value}"
    )
    _print_addresses(console, plan)
    _print_flows(console, plan)
    _print_ways_out(console, plan)
    _print_keys(console, plan)
    _print_retention(console, plan)
    _print_recovery(console, plan.recovery)
    _print_costs(console, plan.costs, plan.profile.value)
    for notice in plan.notices:
        console.print(f"note: {notice}")


def hours(value: float | None) -> str:
    """`4 h`, or `unknown`."""
    return "unknown" if value is None else f"{value:g} h"


def amounts(lines: Iterable[CostLine]) -> str:
    """`120.00 EUR + 8.00 USD`, or `unknown`: a price is never guessed, and currencies are never added up."""
    sums: dict[str, float] = {}
    for line in lines:
        if line.monthly is not None and line.currency is not None:
            sums[line.currency] = sums.get(line.currency, 0) + line.monthly
    return " + ".join(f"{total:.2f} {currency}" for currency, total in sorted(sums.items())) or "unknown"


def _print_addresses(console: Console, plan: LandingZonePlan) -> None:
    rows = [("hub", plan.hub.cidr, _tiers(subnet.tier for subnet in plan.hub.subnets.values()))]
    rows += [(key, ", ".join(spoke.cidrs), ", ".join(spoke.tiers)) for key, spoke in plan.spokes.items()]
    table(
        console,
        f"Addresses, from the pool {plan.hub.pool}",
        ("network", "ranges", "tiers"),
        rows,
        wraps=("ranges", "tiers"),
    )


def _tiers(tiers: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(tiers))


def _print_flows(console: Console, plan: LandingZonePlan) -> None:
    rows = [
        (flow.source, flow.destination, f"{flow.protocol} {', '.join(flow.ports)}", flow.protection, flow.purpose)
        for flow in plan.flows
    ]
    columns = ("from", "to", "ports", "protection", "purpose")
    table(console, "Declared flows; all else is dropped", columns, rows, wraps=columns)


def _print_ways_out(console: Console, plan: LandingZonePlan) -> None:
    everyone = {cidr for spoke in plan.spokes.values() for cidr in spoke.cidrs}
    rows = [
        (
            rule.fqdn or "\n".join(rule.destination_cidrs),
            f"{rule.protocol} {', '.join(_port(port.first, port.last, port.transport.value) for port in rule.ports)}",
            "all spokes" if set(rule.source_cidrs) == everyone else ", ".join(rule.source_cidrs),
            rule.purpose,
        )
        for rule in plan.hub.firewall.egress
    ]
    columns = ("to the internet", "ports", "from", "purpose")
    table(console, "Ways out; all else is dropped", columns, rows, wraps=columns[1:])


def _port(first: int, last: int, transport: str) -> str:
    return f"{first}/{transport}" if first == last else f"{first}-{last}/{transport}"


def _print_keys(console: Console, plan: LandingZonePlan) -> None:
    sets = [plan.platform_keys, *plan.keys.values()]
    rows = [(keys.owner, ", ".join(keys.keys), f"every {keys.rotation_days} days") for keys in sets]
    table(console, "Keys", ("owner", "uses", "rotation"), rows, wraps=("uses",))


def _print_retention(console: Console, plan: LandingZonePlan) -> None:
    firmness = "locked" if plan.log_archive.locked else "trial: reversible"
    rows = [
        (key, f"{kept.hot_days} days", f"{kept.archive_days} days") for key, kept in plan.log_archive.classes.items()
    ]
    table(console, f"Logs ({firmness})", ("class", "searchable", "archived"), rows)
    rows = [
        (key, ", ".join(f"{tier}: {kept.retention_days} d" for tier, kept in vault.tiers.items()), _copy(vault.copy))
        for key, vault in plan.vaults.items()
    ]
    table(console, "Backup vaults", ("owner", "kept", "copy"), rows, wraps=("kept",))


def _copy(copy: object) -> str:
    return getattr(copy, "region", "") if copy else "none"


def _print_recovery(console: Console, recovery: Sequence[RecoveryPlan]) -> None:
    rows = [
        (
            f"{line.spoke}/{line.workload}",
            f"{line.mechanism}: RPO {hours(line.mechanism_rpo_hours)}, RTO {hours(line.mechanism_rto_hours)}",
            line.regional_mechanism,
        )
        for line in recovery
    ]
    columns = ("workload", "in the region", "of the region")
    table(console, "Recovery: the best each mechanism reaches", columns, rows, wraps=columns[1:])


def _print_costs(console: Console, costs: Mapping[str, Sequence[CostLine]], chosen: str) -> None:
    owners = list(dict.fromkeys(line.owner for line in costs[chosen]))
    rows = []
    for owner in [*owners, "all"]:
        by_profile = [[line for line in lines if owner in (line.owner, "all")] for lines in costs.values()]
        rows.append((owner, *(_cost(lines) for lines in by_profile)))
    columns = ("owner", *(f"{profile}{' (chosen)' * (profile == chosen)}" for profile in costs))
    table(console, "Idle cost a month by profile, of what has a sourced price", columns, rows, wraps=columns[1:])
    for basis in sorted({line.basis for line in costs[chosen] if line.monthly is not None}):
        console.print(f"price source: {basis}")


def _cost(lines: Sequence[CostLine]) -> str:
    unknown = sum(line.monthly is None for line in lines)
    return amounts(lines) + (f", {unknown} of {len(lines)} items unknown" if unknown else "")
