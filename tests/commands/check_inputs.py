"""Small inputs for `check`, written by hand as Pulumi writes them."""

import json
from pathlib import Path
from typing import Any

SECRET = "hunter2-a-secret-that-nobody-may-read"  # noqa: S105 - what the outputs must not show
PROVIDER = "urn:pulumi:prod::ght::pulumi:providers:aws::main"
_ENVELOPE = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "plaintext": f'"{SECRET}"'}


def provider(region: object) -> dict[str, Any]:
    inputs = {"region": region, "secretKey": _ENVELOPE}
    return {
        "urn": PROVIDER,
        "custom": True,
        "type": "pulumi:providers:aws",
        "id": "p",
        "inputs": inputs,
        "outputs": inputs,
    }


def volume(name: str, inputs: dict[str, Any], line: int = 7) -> dict[str, Any]:
    return {
        "urn": f"urn:pulumi:prod::ght::aws:ebs/volume:Volume::{name}",
        "custom": True,
        "type": "aws:ebs/volume:Volume",
        "id": name,
        "inputs": inputs,
        "outputs": inputs,
        "provider": f"{PROVIDER}::p",
        "sourcePosition": f"project:///infra/app.py#{line}",
    }


def write_state(path: Path, *volumes: dict[str, Any], region: object = "eu-west-3") -> str:
    state = {"version": 3, "deployment": {"manifest": {}, "resources": [provider(region), *volumes]}}
    path.write_text(json.dumps(state), encoding="utf-8")
    return str(path)


def write_preview(path: Path, *volumes: dict[str, Any], unchanged: int = 0) -> str:
    """With `unchanged`, as many resources are counted and not listed."""
    resources = [provider("eu-west-3"), *volumes]
    steps = [{"op": "create", "urn": one["urn"], "newState": one} for one in resources]
    preview = {"config": {}, "steps": steps, "changeSummary": {"create": len(steps), "same": unchanged}}
    path.write_text(json.dumps(preview), encoding="utf-8")
    return str(path)


def plain(name: str) -> dict[str, Any]:
    """A volume that is not encrypted."""
    return volume(name, {"availabilityZone": "eu-west-3a", "encrypted": False})


def encrypted(name: str) -> dict[str, Any]:
    return volume(
        name, {"availabilityZone": "eu-west-3a", "encrypted": True, "kmsKeyId": "arn:aws:kms:eu-west-3:1:key/k"}
    )
