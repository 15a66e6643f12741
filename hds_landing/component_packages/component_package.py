"""A component package, as Pulumi's component host serves it."""

import json
import sys
from inspect import cleandoc
from typing import Any

import pulumi
from pulumi.errors import InputPropertiesError, InputPropertyErrorDetails
from pulumi.provider import main
from pulumi.provider.experimental.analyzer import ComponentDefinition
from pulumi.provider.experimental.component import ComponentProvider
from pulumi.provider.provider import ConstructResult
from pulumi.provider.server import ComponentInitError

from hds_landing import __version__
from hds_landing.component_packages.offered import offered_components
from hds_landing.errors import ComponentArgsError, HdsLandingError


class ComponentPackage(ComponentProvider):
    """The SDK's component host, with the one adapter that this project's components read their args with.

    The SDK's own reading of inputs drops what the schema does not name, so that a misspelt option would be lost in
    silence, and cannot read a list of enums. Here a component receives what was sent, and `validated` reads it.
    """

    def __init__(self, package: str) -> None:
        super().__init__(offered_components(package), package, version=__version__)
        self.schema = json.dumps(_tidied(json.loads(self.schema or "{}")))

    def map_inputs(self, inputs: pulumi.Inputs, component_def: ComponentDefinition) -> pulumi.Inputs:
        """What was sent, as it is."""
        return inputs

    def construct(
        self, name: str, resource_type: str, inputs: pulumi.Inputs, options: pulumi.ResourceOptions | None = None
    ) -> ConstructResult:
        """Draws a component.

        Raises:
            InputPropertiesError: the package offers no such component, or the component refused its args; each
                problem under the path of its property.
        """
        component = resource_type.rpartition(":")[2]
        if component not in self._components:
            offered = ", ".join(self._components)
            raise InputPropertiesError(
                f"{self._name} {self.version} offers no component '{component}'. It has {offered}.", []
            )
        try:
            return super().construct(name, resource_type, inputs, options)
        except ComponentInitError as failed:
            if isinstance(failed.inner, HdsLandingError):
                raise _refusal(name, failed.inner) from failed
            raise


def serve(package: str) -> None:
    """Serves a package to the engine that started this process, until the engine ends it."""
    main(ComponentPackage(package), sys.argv[1:])


def schema_text(package: str) -> str:
    """The schema of a package, as the file beside it records it."""
    return json.dumps(json.loads(ComponentPackage(package).schema or "{}"), indent=2, ensure_ascii=False) + "\n"


def _refusal(name: str, refused: HdsLandingError) -> InputPropertiesError:
    problems = refused.problems if isinstance(refused, ComponentArgsError) else ()
    details = [
        InputPropertyErrorDetails(property_path=problem.property_path, reason=problem.message) for problem in problems
    ]
    summary = f"{len(details)} of its arguments cannot be used" if details else str(refused)
    return InputPropertiesError(f"{name}: {summary}", details)


def _tidied(schema: Any) -> Any:
    """As the engine prints it: nothing empty, and each property described once, without the source's indentation.

    Markdown would show the indentation as code.
    """
    match schema:
        case dict():
            return {name: _tidied_part(name, part) for name, part in schema.items() if part not in (None, [])}
        case list():
            return [_tidied(item) for item in schema]
    return schema


def _tidied_part(name: str, part: Any) -> Any:
    if name == "description" and isinstance(part, str):
        return cleandoc(part)
    if name in ("items", "additionalProperties"):
        return _tidied({key: value for key, value in part.items() if key != "description"})
    return _tidied(part)
