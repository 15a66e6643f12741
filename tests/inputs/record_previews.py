"""Writes anew what the engine previews of the sample programs, with the pulumi command that is on PATH.

python -m tests.inputs.record_previews [NAME...]
"""

import json
import lzma
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from tests.inputs.engine_previews import preview
from tests.inputs.recorded_previews import FOLDER
from tests.inputs.sample_programs import SAMPLES

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in sys.argv[1:] or SAMPLES:
        with tempfile.TemporaryDirectory() as folder:
            text = json.dumps(preview(SAMPLES[name], Path(folder)), indent=1, ensure_ascii=False, sort_keys=True)
        assert folder not in text
        (FOLDER / f"{name}.json.xz").write_bytes(lzma.compress(text.encode(), preset=9))
        print(f"{name}: {text.count(chr(10))} lines")
    packages = ("pulumi", "pulumi-aws", "pulumi-azure-native")
    print("with", ", ".join(f"{package} {version(package)}" for package in packages))
