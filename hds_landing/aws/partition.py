"""Which AWS partition a region belongs to: it is part of every ARN and of every service's host name."""

_EUROPEAN_SOVEREIGN_CLOUD = "eusc-"


def partition(region: str) -> str:
    """`aws`, or `aws-eusc` for the European Sovereign Cloud. Source: botocore's partitions, read 2026-11-22."""
    return "aws-eusc" if region.startswith(_EUROPEAN_SOVEREIGN_CLOUD) else "aws"


def service_host(service: str, region: str) -> str:
    """The host name by which `kms:ViaService` knows a service: `s3.eu-west-3.amazonaws.com`."""
    suffix = "amazonaws.eu" if region.startswith(_EUROPEAN_SOVEREIGN_CLOUD) else "amazonaws.com"
    return f"{service}.{region}.{suffix}"
