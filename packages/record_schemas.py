"""Writes anew the schema of each component package, and says what breaks programs that use the recorded one.

python packages/record_schemas.py
"""

import json
from pathlib import Path

from hds_landing.component_packages.breaking_changes import breaking_changes
from hds_landing.component_packages.component_package import schema_text
from hds_landing.component_packages.offered import PACKAGES

if __name__ == "__main__":
    for package in PACKAGES:
        recorded = Path(__file__).parent / package / "schema.json"
        text = schema_text(package)
        if recorded.exists():
            for change in breaking_changes(json.loads(recorded.read_text(encoding="utf-8")), json.loads(text)):
                print(f"{package}: breaking: {change}")
        recorded.write_text(text, encoding="utf-8")
        print(f"{package}: {len(json.loads(text)['resources'])} components")
