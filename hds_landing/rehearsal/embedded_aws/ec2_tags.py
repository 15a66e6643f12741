"""EC2: tags that come with what is created."""

from typing import Any

from hds_landing.rehearsal.embedded_aws.request import Request, tag_list


def tagged(request: Request, kind: str) -> list[dict[str, Any]]:
    """The resource's tags as EC2 takes them when it creates something."""
    return [{"ResourceType": kind, "Tags": tag_list(request.tags)}] if request.tags else []
