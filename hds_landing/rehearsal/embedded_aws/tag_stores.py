"""Where each service keeps tags, and how it takes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError

from hds_landing.rehearsal.embedded_aws.request import Request, tag_list

Words = tuple[str, str]
"""What a service calls a tag's key and its value."""
_CAPITAL: Final[Words] = ("Key", "Value")


def _as_mapping(tags: Any, words: Words) -> dict[str, str]:
    return dict(tags) if isinstance(tags, Mapping) else {tag[words[0]]: tag[words[1]] for tag in tags}


@dataclass(frozen=True, slots=True)
class ServiceTags:
    """Tags behind three operations of one service, all of which name the resource in the same way."""

    service: str
    resource: str
    """Parameter that names the resource."""
    read_operation: str
    answer: str
    """Where the answer holds the tags."""
    write_operation: str
    remove_operation: str
    tags: str = "Tags"
    keys: str = "TagKeys"
    words: Words | None = _CAPITAL
    """None: the service takes a mapping."""
    by_arn: bool = False
    """The resource is named by its ARN, not by its id."""

    def _named(self, request: Request, identity: str) -> dict[str, str]:
        return {self.resource: request.known["arn"] if self.by_arn else identity}

    def read(self, request: Request, identity: str) -> Mapping[str, str]:
        """All tags of the resource."""
        client = request.client(self.service)
        answer = getattr(client, self.read_operation)(**self._named(request, identity))
        return _as_mapping(answer.get(self.answer) or [], self.words or _CAPITAL)

    def write(self, request: Request, identity: str, put: Mapping[str, str], removed: list[str]) -> None:
        """Takes some tags off, then puts others."""
        client, named = request.client(self.service), self._named(request, identity)
        if removed:
            getattr(client, self.remove_operation)(**named, **{self.keys: removed})
        if put:
            tags = tag_list(put, *self.words) if self.words else dict(put)
            getattr(client, self.write_operation)(**named, **{self.tags: tags})


class Ec2Tags:
    """EC2 tags several resources at once."""

    def read(self, request: Request, identity: str) -> Mapping[str, str]:
        """All tags of the resource."""
        where = [{"Name": "resource-id", "Values": [identity]}]
        return _as_mapping(request.client("ec2").describe_tags(Filters=where)["Tags"], _CAPITAL)

    def write(self, request: Request, identity: str, put: Mapping[str, str], removed: list[str]) -> None:
        """Takes some tags off, then puts others."""
        ec2 = request.client("ec2")
        if removed:
            ec2.delete_tags(Resources=[identity], Tags=[{"Key": key} for key in removed])
        if put:
            ec2.create_tags(Resources=[identity], Tags=tag_list(put))


class BucketTags:
    """S3 keeps all tags of a bucket as one setting."""

    def read(self, request: Request, identity: str) -> Mapping[str, str]:
        """All tags of the bucket."""
        try:
            return _as_mapping(request.client("s3").get_bucket_tagging(Bucket=identity)["TagSet"], _CAPITAL)
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchTagSet":
                raise
            return {}

    def write(self, request: Request, identity: str, put: Mapping[str, str], removed: list[str]) -> None:
        """Writes the whole setting anew, or removes it."""
        kept = {name: text for name, text in self.read(request, identity).items() if name not in removed}
        s3, tags = request.client("s3"), {**kept, **put}
        if tags:
            s3.put_bucket_tagging(Bucket=identity, Tagging={"TagSet": tag_list(tags)})
        else:
            s3.delete_bucket_tagging(Bucket=identity)


class TrailTags:
    """CloudTrail lists tags of several trails at once and takes tags off with their values."""

    def read(self, request: Request, identity: str) -> Mapping[str, str]:
        """All tags of the trail."""
        answer = request.client("cloudtrail").list_tags(ResourceIdList=[identity])["ResourceTagList"]
        return _as_mapping(answer[0]["TagsList"] if answer else [], _CAPITAL)

    def write(self, request: Request, identity: str, put: Mapping[str, str], removed: list[str]) -> None:
        """Takes some tags off, then puts others."""
        cloudtrail, present = request.client("cloudtrail"), self.read(request, identity)
        if removed:
            cloudtrail.remove_tags(ResourceId=identity, TagsList=tag_list({key: present[key] for key in removed}))
        if put:
            cloudtrail.add_tags(ResourceId=identity, TagsList=tag_list(put))


EC2_TAGS: Final = Ec2Tags()
BUCKET_TAGS: Final = BucketTags()
TRAIL_TAGS: Final = TrailTags()
KEY_TAGS: Final = ServiceTags(
    "kms", "KeyId", "list_resource_tags", "Tags", "tag_resource", "untag_resource", words=("TagKey", "TagValue")
)
LOG_GROUP_TAGS: Final = ServiceTags(
    "logs",
    "resourceArn",
    "list_tags_for_resource",
    "tags",
    "tag_resource",
    "untag_resource",
    tags="tags",
    keys="tagKeys",
    words=None,
    by_arn=True,
)
ROLE_TAGS: Final = ServiceTags("iam", "RoleName", "list_role_tags", "Tags", "tag_role", "untag_role")
POLICY_TAGS: Final = ServiceTags("iam", "PolicyArn", "list_policy_tags", "Tags", "tag_policy", "untag_policy")
BACKUP_TAGS: Final = ServiceTags(
    "backup",
    "ResourceArn",
    "list_tags",
    "Tags",
    "tag_resource",
    "untag_resource",
    keys="TagKeyList",
    words=None,
    by_arn=True,
)
