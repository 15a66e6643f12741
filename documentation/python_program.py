"""Resources as a Pulumi program in Python, with the names that the installed SDK gives to classes and arguments."""

import json
import keyword
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hds_landing.inventory.resource import Resource, Secret, Unknown
from tests.rules.sdk_schema import args_class, nested_class, python_name

_IMPORTS = {"aws": "import pulumi_aws as aws", "azure-native": "import pulumi_azure_native as azure_native"}
_WIDTH = 100


def python_program(resources: Sequence[Resource], config: Mapping[str, str]) -> str:
    """The program; what is referred to stands before what refers to it."""
    variables = _variables(resources)
    body = "\n\n".join(_declaration(each, variables) for each in _in_order(resources))
    packages = dict.fromkeys(_package(each.type) for each in resources)
    imports = [_IMPORTS[package] for package in sorted(packages) if package in _IMPORTS]
    imports += ["import json"] if "json.dumps(" in body else []
    imports += ["import pulumi"] if "pulumi." in body.replace("pulumi_aws.", "") else []
    settings = "".join(f"# pulumi config set {key} {value}\n" for key, value in sorted(config.items()))
    return "\n".join([*sorted(imports), "", f"{settings}{body}"])


def _in_order(resources: Sequence[Resource]) -> list[Resource]:
    by_urn = {each.urn: each for each in resources}
    ordered: dict[str, Resource] = {}

    def add(resource: Resource) -> None:
        referred = (urn for urns in resource.property_dependencies.values() for urn in urns)
        for urn in (*referred, resource.provider or ""):
            if urn in by_urn and urn not in ordered and urn != resource.urn:
                add(by_urn[urn])
        ordered.setdefault(resource.urn, resource)

    for resource in resources:
        add(resource)
    return list(ordered.values())


def _variables(resources: Iterable[Resource]) -> dict[str, str]:
    """A variable per URN, named after the class."""
    variables: dict[str, str] = {}
    for resource in resources:
        name = _snake(resource.type.rpartition(":")[2].replace("-", "_"))
        taken = sum(1 for other in variables.values() if re.fullmatch(rf"{name}(_\d+)?", other))
        variables[resource.urn] = f"{name}_{taken + 1}" if taken else name
    return variables


def _declaration(resource: Resource, variables: Mapping[str, str]) -> str:
    variable = variables[resource.urn]
    lines = [f"{variable} = {_class(resource.type)}(", f'    "{variable.replace("_", "-")}",']
    kind = args_class(resource.type) if resource.type.count(":") == 2 else None
    referred = {
        name: next(variables[urn] for urn in urns if urn in variables)
        for name, urns in resource.property_dependencies.items()
        if any(urn in variables for urn in urns)
    }
    for name in dict.fromkeys((*resource.inputs, *referred)):
        parameter = python_name(kind, name) or _snake(name)
        value = resource.inputs.get(name)
        text = (
            f"{referred[name]}.id"
            if name in referred and not isinstance(value, Mapping | list)
            else _value(value, nested_class(kind, name), 1)
        )
        lines.append(f"    {parameter}={text},")
    if resource.provider and resource.provider in variables:
        lines.append(f"    opts=pulumi.ResourceOptions(provider={variables[resource.provider]}),")
    short = f"{lines[0]}{' '.join(line.strip() for line in lines[1:]).removesuffix(',')})"
    return short if len(short) <= _WIDTH and "\n" not in short else "\n".join([*lines, ")"])


def _class(token: str) -> str:
    package, module, name = token.split(":")
    if package == "pulumi":
        return f"{_alias(name)}.Provider"
    version = module.partition("/")[2] if package == "azure-native" else ""
    room = module.partition("/")[0]
    words = (_alias(package), f"{room}_" if keyword.iskeyword(room) else room, version, name)
    return ".".join(word for word in words if word)


def _package(token: str) -> str:
    return token.removeprefix("pulumi:providers:").partition(":")[0]


def _alias(package: str) -> str:
    return package.replace("-", "_")


def _value(value: Any, kind: type | None, depth: int) -> str:
    if isinstance(value, Secret):
        return f"pulumi.Output.secret({_value(value.value, kind, depth)})"
    if isinstance(value, Unknown):
        return "..."
    if isinstance(value, Mapping):
        entries = [
            f"{_key(kind, name)}: {_value(each, nested_class(kind, name), depth + 1)}" for name, each in value.items()
        ]
        return _bracketed("{", entries, "}", depth)
    if isinstance(value, list | tuple):
        return _bracketed("[", [_value(each, kind, depth + 1) for each in value], "]", depth)
    if isinstance(value, str) and value.startswith("{") and (document := _document(value)) is not None:
        return f"json.dumps({_value(document, None, depth)})"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _key(kind: type | None, name: str) -> str:
    """As the SDK spells it; what it does not know, a tag or a key of a document, stays as it is."""
    return json.dumps(python_name(kind, name) or name, ensure_ascii=False)


def _document(text: str) -> dict[str, Any] | None:
    try:
        document = json.loads(text)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _bracketed(opening: str, entries: Sequence[str], closing: str, depth: int) -> str:
    short = f"{opening}{', '.join(entries)}{closing}"
    if len(short) + 4 * depth <= _WIDTH - 30 and "\n" not in short:
        return short
    inner = "".join(f"{'    ' * (depth + 1)}{entry},\n" for entry in entries)
    return f"{opening}\n{inner}{'    ' * depth}{closing}"


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
