"""Today's landing zone, previewed on a state."""

from hds_landing.clouds import draw
from hds_landing.inventory.resource import Inventory
from hds_landing.rehearsal.upgrade.preview import preview_upgrade
from hds_landing.rehearsal.upgrade.upgrade import Upgrade
from tests.rehearsed_examples import planned


def upgraded(example: str, state: Inventory) -> Upgrade:
    plan = planned(example).plan
    return preview_upgrade(lambda: draw(plan), state, cloud=plan.cloud.value)
