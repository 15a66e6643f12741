"""How the rehearsal grows from 1 to 14 establishments; linear is the goal."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import line, timed
from hds_landing.plan.from_file import plan_file
from hds_landing.rehearsal.landing_zone import rehearse_landing_zone

_MINIMAL = Path(__file__).parent.parent / "examples"
_COUNTS = (1, 2, 4, 8, 14)
_RUNS = 3
_FINESS = (
    "990000010", "990000028", "990000036", "990000044", "990000051", "990000069", "990000077",
    "990000085", "990000093", "990000101", "990000119", "990000127", "990000135", "990000143",
)  # fmt: skip


def measure() -> None:
    """Seconds by number of establishments, and milliseconds a resource."""
    for cloud in ("aws", "azure"):
        print(f"\nGrowth on {cloud}")
        for count in _COUNTS:
            with TemporaryDirectory() as folder:
                spec = Path(folder) / "landing-zone.yaml"
                spec.write_text(_spec(cloud, count), encoding="utf-8")
                plan = plan_file(spec, date.today()).plan
            resources = len(rehearse_landing_zone(plan).inventory.resources)
            seconds = timed(lambda plan=plan: rehearse_landing_zone(plan), _RUNS)  # type: ignore[misc]
            each = f"{1000 * min(seconds) / resources:.2f} ms a resource"
            print(f"{line(f'{count} establishments, {resources} resources', seconds)}  {each}")


def _spec(cloud: str, count: int) -> str:
    text = (_MINIMAL / f"minimal-{cloud}" / "landing-zone.yaml").read_text(encoding="utf-8")
    more = [
        f"""  growth-{index}:
    name: Hospital {index}
    finess: {{ej: "{_FINESS[index]}"}}
    size: small
    costCentre: CC-{index}
    workloads:
      dpi: {{data: health, availability: standard, schedule: always}}
"""
        for index in range(1, count)
    ]
    convention = "convention: {delegatesHosting: true, jointControllers: {}}"
    text = text.replace("regime: own-data-only", f"regime: ght-exemption\n  {convention}")
    return text.replace("\nbackup:", f"\n{''.join(more)}backup:")
