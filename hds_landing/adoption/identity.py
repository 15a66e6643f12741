"""What tells one resource of a cloud from another of its type, and what `pulumi import` calls it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Optional

from hds_landing.adoption.aws_import_ids import AWS_IMPORT_IDS
from hds_landing.inventory.resource import Resource
from hds_landing.rules.type_tokens import current_token, package_of

_PROPERTY: Final = re.compile(r"\{([^}]+)\}")
_REGION_SUFFIX: Final = re.compile(r"^(?P<id>.+)@(?P<region>[a-z]{2,}(?:-[a-z]+)+-\d)$")
_ARN_ACCOUNT: Final = re.compile(r"^arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}):")


@dataclass(frozen=True, slots=True)
class Identity:
    """Where a resource is and what it is called there. None: the input does not say."""

    import_id: str
    """Without a region; in lower case on Azure, where case means nothing."""
    named: bool
    """True where the import id is known before the resource exists."""
    region: Optional[str] = None
    account_id: Optional[str] = None
    """AWS account; an id of Azure has its subscription in it."""

    def contradiction(self, planned: "Identity") -> Optional[str]:
        """Why this cannot be the planned resource: `pulumi up` would replace it, or not find it. None: it can."""
        if self.named and self.import_id != planned.import_id:
            return f"it is {self.import_id}, and the plan's is {planned.import_id}"
        for what, ours, theirs in (
            ("region", self.region, planned.region),
            ("account", self.account_id, planned.account_id),
        ):
            if ours is not None and theirs is not None and ours != theirs:
                return f"it is in {what} {ours}, and the plan's in {theirs}"
        return None


def identity_of(resource: Resource) -> Optional[Identity]:
    """The identity of a resource; None where it has no id, or where nobody told us how its type is imported."""
    if not resource.id:
        return None
    if package_of(resource.type) == "azure-native":
        location = _text({**resource.inputs, **resource.outputs}.get("location"))
        return Identity(resource.id.lower(), named=True, region=location.replace(" ", "").lower() if location else None)
    known = AWS_IMPORT_IDS.get(current_token(resource.type))
    if known is None:
        return None
    if not resource.urn:
        suffixed = _REGION_SUFFIX.match(resource.id)
        given, region = (suffixed["id"], suffixed["region"]) if suffixed else (resource.id, None)
        return Identity(given, known.named, region, _account_in(given))
    properties = {**resource.inputs, **resource.outputs, "id": resource.id}
    import_id = _rendered(known.form, properties)
    if import_id is None:
        return None
    account_id = _account_in(_text(properties.get("arn")) or import_id)
    return Identity(import_id, known.named, _region_of(resource, properties), account_id)


def import_id(existing: Resource, planned: Resource) -> Optional[str]:
    """What the planned resource is imported by through its provider; None where that is not known.

    AWS: a resource outside its provider's region has `@<region>` behind it. Source:
    https://www.pulumi.com/registry/packages/aws/how-to-guides/aws-enhanced-region-support
    """
    if not existing.urn or package_of(existing.type) == "azure-native":
        return existing.id
    identity = identity_of(existing)
    if identity is None:
        return None
    home = _text((planned.provider_inputs or {}).get("region"))
    if identity.region is None or identity.region == home:
        return identity.import_id
    return f"{identity.import_id}@{identity.region}"


def _rendered(form: str, properties: Mapping[str, Any]) -> Optional[str]:
    values = {names: _first(names.split("|"), properties) for names in _PROPERTY.findall(form)}
    if None in values.values():
        return None
    return _PROPERTY.sub(lambda match: str(values[match[1]]), form)


def _first(names: list[str], properties: Mapping[str, Any]) -> Optional[str]:
    return next((text for name in names if (text := _text(properties.get(name)))), None)


def _text(value: Any) -> Optional[str]:
    """A plain value as AWS writes it in ids; None for what is unknown, secret or not a single value."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return f"{value:g}" if value == int(value) else None
        case str() if value:
            return value
    return None


def _region_of(resource: Resource, properties: Mapping[str, Any]) -> Optional[str]:
    """Global resources have none; states of provider versions before 7 leave it to the provider."""
    if resource.type.startswith("aws:iam/"):
        return None
    return _text(properties.get("region")) or _text((resource.provider_inputs or {}).get("region"))


def _account_in(text: str) -> Optional[str]:
    found = _ARN_ACCOUNT.match(text)
    return found[1] if found else None
