"""An example brought up on an embedded AWS that outlives the rehearsal, with every request kept."""

from datetime import date
from pathlib import Path

from hds_landing.clouds import draw
from hds_landing.plan.from_file import plan_file
from hds_landing.rehearsal.program import rehearse

EXAMPLES = Path(__file__).parents[3] / "examples"
TODAY = date(2026, 11, 20)


class Outliving:
    """Hands everything on to a cloud that somebody else enters and leaves."""

    def __init__(self, cloud):
        self.cloud = cloud
        self.packages = cloud.packages
        self.made = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def create(self, registration):
        created = self.cloud.create(registration)
        self.made.append((registration, created))
        return created

    def read(self, registration, identity):
        return self.cloud.read(registration, identity)

    def invoke(self, token, args, registration):
        return self.cloud.invoke(token, args, registration)


def bring_up(cloud, example):
    """Every registration with what was created of it, in order; fails where anything is refused.

    `example` is the name of one, or the path of a spec.
    """
    plan = plan_file(example if isinstance(example, Path) else EXAMPLES / example / "landing-zone.yaml", TODAY).plan
    outliving = Outliving(cloud)

    def program():
        draw(plan)

    rehearsal = rehearse(program, cloud=outliving, project="hds-landing", stack=plan.name)
    assert [str(error) for error in rehearsal.errors] == []
    return outliving.made
