"""The spec's JSON Schema, for editors: completion, field documentation, errors while typing.

Written anew with `python -m hds_landing.spec.schema > schemas/landing-zone.schema.json`. What the fields say together
is beyond a schema; `hds-landing validate` says it.
"""

import json
import sys
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from hds_landing.spec.landing_zone import LandingZoneSpec


class _ForEditors(GenerateJsonSchema):
    """Without titles of fields, whose names are title enough; a key of the wrong form is marked while typing."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def dict_schema(self, schema: Any) -> dict[str, Any]:
        described = super().dict_schema(schema)
        return {**described, "additionalProperties": False} if "patternProperties" in described else described


def json_schema() -> dict[str, Any]:
    """The schema of a spec file, JSON Schema 2020-12."""
    schema = LandingZoneSpec.model_json_schema(by_alias=True, schema_generator=_ForEditors)
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema}


def schema_text() -> str:
    """The schema as it is checked in: the same bytes for the same models."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
