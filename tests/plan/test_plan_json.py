import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from hds_landing.arguments import validated
from hds_landing.cli import main
from hds_landing.plan.landing_zone import LandingZonePlan
from tests.rehearsed_examples import EXAMPLES, ROOT, planned


def _printed(name: str, capsys: pytest.CaptureFixture[str]) -> Any:
    assert main(["plan", str(ROOT / "examples" / name / "landing-zone.yaml"), "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_printed_plan_is_the_one_that_a_component_reads(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    plan = planned(name).plan
    assert validated(LandingZonePlan, _printed(name, capsys)) == validated(LandingZonePlan, plan) == plan


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_printed_plan_has_the_names_of_the_package_schema(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    package = f"hds-{planned(name).plan.cloud.value}"
    types = json.loads((Path(ROOT) / "packages" / package / "schema.json").read_text(encoding="utf-8"))["types"]
    closed = {
        token: definition if "enum" in definition else {**definition, "additionalProperties": False}
        for token, definition in types.items()
    }
    for definition in closed.values():
        if "enum" in definition:
            definition["enum"] = [member["value"] for member in definition["enum"]]
    schema = {"$ref": f"#/types/{package}:index:LandingZonePlan", "types": closed}
    jsonschema.validate(_printed(name, capsys), schema)
