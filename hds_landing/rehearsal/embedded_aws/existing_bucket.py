"""S3: the bucket that a setting is for."""

from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Refused


def existing_bucket(request: Request) -> str:
    """Its name; raises Refused where it does not exist, or not in the region of the request."""
    bucket = str(request.inputs["bucket"])
    request.standing.require("bucket", bucket)
    found = request.standing.find(bucket)["region"]
    if found != request.region:
        raise Refused(f"PermanentRedirect: bucket {bucket} is in {found}, the request went to {request.region}")
    return bucket
