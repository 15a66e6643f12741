"""What cannot be used as it stands: of nobody, of no use, elsewhere, or named twice."""

from collections.abc import Iterator, Mapping

from hds_landing.catalogue.retention import log_classes
from hds_landing.errors import Path, Problem
from hds_landing.plan.existing import TRAIL_CLASS, ExistingThing, existing_of, existing_spokes, existing_things
from hds_landing.plan.keys import key_uses
from hds_landing.plan.owners import BOOTSTRAP, PLATFORM, SpokeOwner
from hds_landing.plan.providers import account_id, account_problems, bootstrap_provider
from hds_landing.spec.cloud import CloudProvider
from hds_landing.spec.landing_zone import LandingZoneSpec


def existing_problems(spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]) -> list[Problem]:
    """Every problem of the ids of what stands already."""
    problems = [
        Problem(_path(spec, "spokes", key), f"'{key}' is no spoke of this spec. Known here: {', '.join(owners)}.")
        for key in existing_spokes(spec)
        if key not in owners
    ]
    things = [thing for thing in existing_things(spec) if thing.owner in (PLATFORM, *owners, BOOTSTRAP)]
    problems += [problem for thing in things for problem in _of_one(spec, owners, thing)]
    problems += _named_twice(spec, things)
    if not account_problems(spec, owners):
        problems += [problem for thing in things for problem in _elsewhere(spec, thing)]
    return problems


def _path(spec: LandingZoneSpec, *rest: str) -> Path:
    return ("azure" if _is_azure(spec) else "aws", "existing", *rest)


def _place(spec: LandingZoneSpec, thing: ExistingThing) -> Path:
    of_owner = (thing.owner,) if thing.owner in (PLATFORM, BOOTSTRAP) else ("spokes", thing.owner)
    return _path(spec, *of_owner, thing.kind, *([thing.use] if thing.use else []))


def _of_one(spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner], thing: ExistingThing) -> Iterator[Problem]:
    place = _place(spec, thing)
    allowed = _uses(spec, thing)
    if thing.use and thing.use not in allowed:
        yield Problem(place, f"'{thing.use}' is not drawn for {thing.owner}. Known here: {', '.join(allowed)}.")
    if thing.kind == "network" and owners[thing.owner].cidr is None:
        owner = ".".join(map(str, owners[thing.owner].path))
        yield Problem(place, f"its range is not known: pin it, {owner}.cidr, so that the plan's subnets fit into it")
    if thing.kind == "copyVault" and spec.cloud.recovery_region is None:
        yield Problem(place, "there is no cloud.recoveryRegion, so nothing is copied. Name the region, or remove it.")
    group = existing_of(spec, PLATFORM).resource_group
    if thing.kind == "hub" and _is_azure(spec) and _group_of(thing.id) != (group or "").lower():
        yield Problem(
            place,
            f"Azure Firewall stands in the group of its network, {_group_of(thing.id)}: give that group as "
            "azure.existing.platform.resourceGroup",
        )


def _uses(spec: LandingZoneSpec, thing: ExistingThing) -> list[str]:
    if thing.kind == "keys":
        return [use.value for use in key_uses(spec, thing.owner)]
    return [TRAIL_CLASS] if (thing.kind, thing.owner) == ("logGroups", PLATFORM) else sorted(log_classes())


def _named_twice(spec: LandingZoneSpec, things: list[ExistingThing]) -> Iterator[Problem]:
    """Names of log groups and vaults are an account's own; several owners may stand in one resource group."""
    seen: dict[str, ExistingThing] = {}
    for thing in things:
        if thing.kind in ("resourceGroup", "oidcProvider") or (
            not _is_azure(spec) and thing.kind in ("logGroups", "backupVault", "copyVault")
        ):
            continue
        first = seen.setdefault(thing.id.lower(), thing)
        if first is not thing:
            yield Problem(
                _place(spec, thing), f"{thing.id} is {first.words} of {first.owner} already. Each thing has one use."
            )


def _elsewhere(spec: LandingZoneSpec, thing: ExistingThing) -> Iterator[Problem]:
    """Azure ids and ARNs say where they are; the owner's provider reads nowhere else."""
    account = bootstrap_provider(spec).account_id if thing.owner == BOOTSTRAP else account_id(spec, thing.owner)
    if _is_azure(spec):
        given, noun = thing.id.split("/")[2], "subscription"
    elif thing.id.startswith("arn:"):
        given, noun = thing.id.split(":")[4], "account"
    else:
        return
    if given != account:
        yield Problem(_place(spec, thing), f"it is in the {noun} {given}, and {thing.owner} has {account}")


def _group_of(arm_id: str) -> str:
    return arm_id.partition("/providers/")[0].lower()


def _is_azure(spec: LandingZoneSpec) -> bool:
    return spec.cloud.provider is CloudProvider.AZURE
