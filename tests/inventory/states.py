"""States and previews of the shape that the engine writes, small."""

from typing import Any

STACK = "urn:pulumi:prod::ght::"
PROVIDER = f"{STACK}pulumi:providers:aws::paris"
BUCKET = f"{STACK}hds-aws:index:LogArchive$aws:s3/bucket:Bucket::archive"
SIGNATURE = "4dabf18193072939515e22adb298388d"
OF_A_SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105


def state(*resources: dict[str, Any], **deployment: Any) -> dict[str, Any]:
    return {
        "version": 3,
        "deployment": {
            "manifest": {"time": "2026-11-22T10:15:30.5+01:00", "magic": "m", "version": "v3.250.0"},
            "secrets_providers": {"type": "passphrase", "state": {"salt": "v1:abc"}},
            "resources": list(resources),
            "metadata": {},
            **deployment,
        },
    }


def stack() -> dict[str, Any]:
    return {"urn": f"{STACK}pulumi:pulumi:Stack::ght-prod", "custom": False, "type": "pulumi:pulumi:Stack"}


def provider(**inputs: Any) -> dict[str, Any]:
    return {
        "urn": PROVIDER,
        "custom": True,
        "id": "9e0a",
        "type": "pulumi:providers:aws",
        "inputs": {"region": "eu-west-3", **inputs},
        "outputs": {"region": "eu-west-3", **inputs},
        "parent": stack()["urn"],
    }


def bucket(**fields: Any) -> dict[str, Any]:
    return {
        "urn": BUCKET,
        "custom": True,
        "id": "archive-1a2b",
        "type": "aws:s3/bucket:Bucket",
        "inputs": {"bucket": "archive-1a2b", "__defaults": []},
        "outputs": {"bucket": "archive-1a2b", "arn": "arn:aws:s3:::archive-1a2b"},
        "parent": stack()["urn"],
        "provider": f"{PROVIDER}::9e0a",
        "propertyDependencies": {"bucket": None},
        "created": "2026-11-22T09:00:00Z",
        **fields,
    }


def preview(*steps: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"config": {"aws:region": "eu-west-3"}, "steps": list(steps), "diagnostics": [], "duration": 12, **fields}


def step(operation: str, record: dict[str, Any]) -> dict[str, Any]:
    states = {"oldState": record} if operation.startswith("delete") else {"newState": record}
    return {"op": operation, "urn": record["urn"], **states}
