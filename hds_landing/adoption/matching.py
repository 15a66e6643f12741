"""What exists, put beside what a plan wants: by its place in the program first, by its name in the cloud second."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Optional

from hds_landing.adoption.identity import identity_of, import_id
from hds_landing.inventory.resource import Inventory, Resource
from hds_landing.rules.type_tokens import current_token


@dataclass(frozen=True, slots=True)
class Adopted:
    """A planned resource that exists, and what it is imported by."""

    planned: Resource
    existing: Resource
    import_id: str


@dataclass(frozen=True, slots=True)
class Unfit:
    """A planned resource for which something exists that cannot be imported, and why."""

    planned: Resource
    existing: Resource
    reason: str


@dataclass(frozen=True)
class Adoption:
    """Every planned and every existing resource, in one of these lists."""

    plan: Inventory
    """All that the stack would hold, components and providers among it."""
    adopted: Sequence[Adopted]
    unfit: Sequence[Unfit]
    unplanned: Sequence[Resource]
    """What exists and fits nothing."""
    absent: Sequence[Resource]
    """What the plan wants and nobody showed."""


def adopt(plan: Inventory, existing: Iterable[Resource], *, retained: bool = False) -> Adoption:
    """Matches what exists with a plan.

    Args:
        plan: what the stack would hold.
        existing: resources with ids; those of an import list have no URN and no properties.
        retained: only what stays in the cloud where the stack lets go of it.
    """
    matching = _Matching(
        planned=[each for each in plan if is_imported(each)], existing=[each for each in existing if is_imported(each)]
    )
    matching.match_by(_place)
    matching.match_by(_place_of_type)
    matching.match_by(_name_and_place_in_cloud)
    matching.match_by(_name_in_cloud)
    paired = list(matching.pairs)
    unpaired = {id(each) for each in (*matching.planned, *matching.existing)}
    # What stood at the place and contradicts the plan is told as such, unless either found another partner.
    unfit = [each for each in matching.contradicted.values() if {id(each.planned), id(each.existing)} <= unpaired]
    told = {id(each) for pair in unfit for each in (pair.planned, pair.existing)}
    adopted = []
    for planned, found in paired:
        imported_by = import_id(found, planned)
        if imported_by is None:
            unfit.append(Unfit(planned, found, f"by which id {current_token(found.type)} is imported is not known"))
        else:
            adopted.append(Adopted(planned, found, imported_by))
    place = {each.urn: index for index, each in enumerate(plan)}
    result = Adoption(
        plan=plan,
        adopted=sorted(adopted, key=lambda each: place[each.planned.urn]),
        unfit=sorted(unfit, key=lambda each: place[each.planned.urn]),
        unplanned=[each for each in matching.existing if id(each) not in told],
        absent=[each for each in matching.planned if id(each) not in told],
    )
    return _only_retained(result) if retained else result


def is_imported(resource: Resource) -> bool:
    """True for what stands in a cloud and is managed; not for components, stacks, providers and what is only read."""
    managed = resource.custom and not resource.external
    return managed and bool(resource.id) and not resource.type.startswith("pulumi:")


def _only_retained(adoption: Adoption) -> Adoption:
    def kept(planned: Resource, existing: Resource) -> bool:
        return planned.retain_on_delete or existing.retain_on_delete

    return Adoption(
        plan=adoption.plan,
        adopted=[each for each in adoption.adopted if kept(each.planned, each.existing)],
        unfit=[each for each in adoption.unfit if kept(each.planned, each.existing)],
        # an import list does not say what is retained
        unplanned=[each for each in adoption.unplanned if each.retain_on_delete or not each.urn],
        absent=[each for each in adoption.absent if each.retain_on_delete],
    )


@dataclass
class _Matching:
    planned: list[Resource]
    existing: list[Resource]
    pairs: list[tuple[Resource, Resource]] = field(default_factory=list)
    contradicted: dict[tuple[int, int], Unfit] = field(default_factory=dict)

    def match_by(self, key: Callable[[Resource], Optional[tuple[str, ...]]]) -> None:
        """Pairs what shares a key that nothing else on its side has."""
        planned, existing = _by_unique_key(self.planned, key), _by_unique_key(self.existing, key)
        matched: set[int] = set()
        for shared in planned.keys() & existing.keys():
            wanted, found = planned[shared], existing[shared]
            reason = _contradiction(found, wanted)
            if reason is None:
                self.pairs.append((wanted, found))
                matched |= {id(wanted), id(found)}
            else:
                self.contradicted[id(wanted), id(found)] = Unfit(wanted, found, reason)
        self.planned = [each for each in self.planned if id(each) not in matched]
        self.existing = [each for each in self.existing if id(each) not in matched]


def _by_unique_key(
    resources: Sequence[Resource], key: Callable[[Resource], Optional[tuple[str, ...]]]
) -> dict[tuple[str, ...], Resource]:
    keyed = [(found, each) for each in resources if (found := key(each)) is not None]
    times = Counter(found for found, _ in keyed)
    return {found: each for found, each in keyed if times[found] == 1}


def _place(resource: Resource) -> Optional[tuple[str, ...]]:
    """Types of the parents, type and name: the URN without the stack and the project."""
    return tuple(resource.urn.split("::", 3)[2:]) if resource.urn else None


def _place_of_type(resource: Resource) -> Optional[tuple[str, ...]]:
    return current_token(resource.type), resource.name


def _name_and_place_in_cloud(resource: Resource) -> Optional[tuple[str, ...]]:
    identity = identity_of(resource)
    if identity is None or not identity.named:
        return None
    return current_token(resource.type), identity.import_id, identity.region or "", identity.account_id or ""


def _name_in_cloud(resource: Resource) -> Optional[tuple[str, ...]]:
    """Where the input does not say in which region or account; two that have one name are then not told apart."""
    identity = identity_of(resource)
    return (current_token(resource.type), identity.import_id) if identity and identity.named else None


def _contradiction(existing: Resource, planned: Resource) -> Optional[str]:
    found, wanted = identity_of(existing), identity_of(planned)
    return found.contradiction(wanted) if found and wanted else None
