"""Every component of an example as its landing zone draws it, with args that a program in any language could send."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import cache, wraps
from typing import Any
from unittest.mock import patch

import pulumi

from hds_landing.clouds import draw, room
from hds_landing.component_packages.offered import offered_components
from hds_landing.plan.bootstrap import plan_bootstrap
from hds_landing.plan.plan_json import as_json
from hds_landing.rehearsal.embedded_azure.embedded_azure import EmbeddedAzure
from hds_landing.rehearsal.program import rehearse
from hds_landing.spec.cloud import Tenancy
from tests.aws.answering_cloud import AnsweringCloud
from tests.aws.aws_plans import landing_zone
from tests.rehearsed_examples import planned

MINIMAL = {"hds-aws": "minimal-aws", "hds-azure": "minimal-azure"}


@dataclass(frozen=True)
class DrawnComponent:
    """One component: `args` with every output replaced by what it came to."""

    component: type[pulumi.ComponentResource]
    name: str
    args: Any

    @property
    def inputs(self) -> Any:
        """The args as they travel."""
        return as_json(self.args)


@cache
def drawn_components(package: str) -> dict[str, DrawnComponent]:
    """By class name: those of a bootstrap, of accounts apart, of the large example, and the minimal landing zone."""
    minimal = planned(MINIMAL[package])
    bootstrap = plan_bootstrap(minimal.loaded.spec)
    of_bootstrap = _drawn(package, lambda: room(bootstrap.cloud, "bootstrap").draw_bootstrap(bootstrap))
    of_minimal = _drawn(package, lambda: draw(minimal.plan))
    if package == "hds-azure":
        return of_bootstrap | of_minimal
    of_large = _drawn(package, lambda: draw(planned("eure-seine").plan))
    apart = _drawn(package, lambda: draw(landing_zone(Tenancy.DEDICATED)))
    return of_bootstrap | apart | of_large | {"LandingZone": of_minimal["LandingZone"]}


def _drawn(package: str, declare: Callable[[], object]) -> dict[str, DrawnComponent]:
    drawn: list[DrawnComponent] = []
    known: dict[tuple[int, str], Any] = {}

    def program() -> None:
        declare()

    with _watched(package, drawn, known):
        cloud = AnsweringCloud() if package == "hds-aws" else EmbeddedAzure()
        rehearsal = rehearse(program, cloud=cloud, project="test", stack="test")
    assert [str(error) for error in rehearsal.errors] == []
    return {
        each.component.__name__: replace(each, args=_with_known(each.args, number, known))
        for number, each in enumerate(drawn)
    }


@contextmanager
def _watched(package: str, drawn: list[DrawnComponent], known: dict[tuple[int, str], Any]) -> Iterator[None]:
    def watch(component: Any) -> Any:
        draw = component.__init__

        @wraps(draw)
        def init(self: Any, name: str, args: Any, opts: Any = None) -> None:
            number = len(drawn)
            drawn.append(DrawnComponent(component, name, args))
            for field in fields(args):
                value = getattr(args, field.name)
                if isinstance(value, pulumi.Output):
                    value.apply(lambda known_value, at=(number, field.name): known.update({at: known_value}))
            draw(self, name, args, opts)

        return patch.object(component, "__init__", init)

    patches = [watch(component) for component in offered_components(package)]
    try:
        for each in patches:
            each.start()
        yield
    finally:
        for each in patches:
            each.stop()


def _with_known(args: Any, number: int, known: dict[tuple[int, str], Any]) -> Any:
    outputs = [field.name for field in fields(args) if isinstance(getattr(args, field.name), pulumi.Output)]
    return replace(args, **{name: known[number, name] for name in outputs})
