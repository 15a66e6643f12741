"""What exists of a plan, for people: what is imported by which id, and all that is not."""

from collections.abc import Iterator

from hds_landing.adoption.matching import Adoption
from hds_landing.inventory.resource import Resource
from hds_landing.report.visible import visible


def adoption_as_text(adoption: Adoption) -> str:
    """Each list under its heading, two lines per resource, and the counts first."""
    return "".join(f"{line}\n" for line in _lines(adoption))


def _lines(adoption: Adoption) -> Iterator[str]:
    total = len(adoption.adopted) + len(adoption.unfit) + len(adoption.absent)
    yield f"{len(adoption.adopted)} of {total} resources of the plan can be imported."
    if adoption.adopted:
        yield ""
        yield "To import:"
    for adopted in adoption.adopted:
        yield from _shown(adopted.planned, f"by {adopted.import_id}")
    if adoption.unfit:
        yield ""
        yield "Exists, and cannot be imported:"
    for unfit in adoption.unfit:
        yield from _shown(unfit.planned, unfit.reason)
    if adoption.unplanned:
        yield ""
        yield "Exists, and fits nothing of the plan:"
    for existing in adoption.unplanned:
        yield from _shown(existing, existing.id or "")
    if adoption.absent:
        yield ""
        yield "Wanted by the plan, and not in the input; `pulumi up` creates it:"
    for planned in adoption.absent:
        yield f"  {_label(planned)}"


def _shown(resource: Resource, about: str) -> Iterator[str]:
    yield f"  {_label(resource)}"
    yield f"    {visible(about)}"


def _label(resource: Resource) -> str:
    return f"{visible(resource.name)} ({visible(resource.type)})"
