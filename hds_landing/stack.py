"""The program of a Pulumi stack: one spec, one landing zone."""

from datetime import date
from pathlib import Path

import pulumi

from hds_landing.clouds import draw
from hds_landing.errors import HdsLandingError, InputError
from hds_landing.plan.from_file import PlannedSpec, plan_file


def landing_zone_stack() -> None:
    """Draws the spec that the stack's configuration names and exports its outputs.

    `spec` is a path from the project's root.

    Raises:
        pulumi.RunError: the spec is refused, or allocates ranges that its address ledger does not hold yet: a real
            deployment takes recorded ranges only, so that no later run can move them.
    """
    spec_path = Path(pulumi.get_root_directory() or ".") / pulumi.Config().require("spec")
    try:
        planned = _recorded(plan_file(spec_path, date.today()))
        landing_zone = draw(planned.plan)
    except HdsLandingError as refused:
        raise pulumi.RunError(str(refused)) from refused
    for name in ("hub_id", "network_ids", "vault_ids"):
        pulumi.export(name, getattr(landing_zone, name))


def _recorded(planned: PlannedSpec) -> PlannedSpec:
    if planned.unrecorded:
        raise InputError(
            f"{planned.ledger_path}: the spec needs address ranges that are not recorded yet. "
            f"Run `hds-landing plan {planned.loaded.path} --record` and commit the file."
        )
    return planned
