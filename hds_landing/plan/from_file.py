"""From a spec file and the ledger beside it to a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hds_landing.catalogue.prices import Price
from hds_landing.errors import PlanError
from hds_landing.plan.landing_zone import LandingZonePlan, plan_landing_zone
from hds_landing.plan.ledger import AddressLedger, extend_ledger, read_ledger
from hds_landing.spec.load import LoadedSpec, load_spec


@dataclass(frozen=True)
class PlannedSpec:
    """A spec with its plan. `ledger` holds what the plan uses, `recorded` what stands in the file."""

    loaded: LoadedSpec
    recorded: AddressLedger
    ledger: AddressLedger
    plan: LandingZonePlan

    @property
    def ledger_path(self) -> Path:
        """Where the ledger stands: beside the spec."""
        return ledger_path(self.loaded.path)

    @property
    def unrecorded(self) -> bool:
        """True where the plan allocates ranges that the ledger's file does not hold yet."""
        return self.recorded != self.ledger


def ledger_path(spec_path: Path) -> Path:
    """`landing-zone.addresses.yaml` beside `landing-zone.yaml`."""
    return spec_path.with_name(f"{spec_path.stem}.addresses.yaml")


def plan_file(spec_path: Path, today: date, own_prices: Sequence[Price] = ()) -> PlannedSpec:
    """Reads, checks and plans a spec file, with the hospital's own prices where given. Writes nothing.

    Raises:
        SpecError: every problem of the spec, or of its plan, with file:line:column.
        InputError: the ledger cannot be read.
    """
    loaded = load_spec(spec_path, today)
    recorded = read_ledger(ledger_path(spec_path))
    try:
        plan = plan_landing_zone(loaded.spec, recorded, today, own_prices)
        ledger = extend_ledger(recorded, loaded.spec)
    except PlanError as refused:
        raise loaded.located(refused.problems) from refused
    return PlannedSpec(loaded=loaded, recorded=recorded, ledger=ledger, plan=plan)
