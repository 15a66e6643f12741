"""The networks as a drawing: the hub above, the spokes in rows below, a line for each that is joined to it."""

from html import escape
from math import ceil

from hds_landing.inventory.resource import Inventory
from hds_landing.topology.networks import Network, Topology, topology_of

_BOX_WIDTH, _BOX_HEIGHT, _GAP, _PER_ROW = 230, 74, 26, 4
_HUB_Y, _FIRST_ROW_Y = 20, 160
_STYLE = """
.box { fill: #ffffff; stroke: #33546b; stroke-width: 1.5 }
.hub { fill: #e8f1f8; stroke-width: 2.5 }
.line { stroke: #7d95a5; stroke-width: 1.5; fill: none }
.apart { stroke-dasharray: 5 4 }
text { font-family: system-ui, sans-serif; font-size: 12px; fill: #1b2b36 }
.name { font-weight: 600; font-size: 13px }
"""


def topology_as_svg(inventory: Inventory) -> str:
    """A self-contained SVG. A network without attachment or peering is dashed and has no line."""
    topology = topology_of(inventory)
    spokes = [network for network in topology.networks if network is not topology.hub]
    rows = max(1, ceil(len(spokes) / _PER_ROW))
    width = _PER_ROW * (_BOX_WIDTH + _GAP) + _GAP
    height = _FIRST_ROW_Y + rows * (_BOX_HEIGHT + _GAP + 20)
    hub_x = (width - _BOX_WIDTH) // 2
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">']
    parts += [f"<title>{len(topology.networks)} networks</title>", f"<style>{_STYLE}</style>"]
    parts += [_line(topology, spoke, index, hub_x) for index, spoke in enumerate(spokes)]
    if topology.hub:
        parts.append(_box(topology.hub, hub_x, _HUB_Y, "box hub"))
    for index, spoke in enumerate(spokes):
        parts.append(_box(spoke, *_place(index), "box" if spoke.key in topology.joined else "box apart"))
    return "\n".join([part for part in parts if part] + ["</svg>", ""])


def _place(index: int) -> tuple[int, int]:
    row, column = divmod(index, _PER_ROW)
    return _GAP + column * (_BOX_WIDTH + _GAP), _FIRST_ROW_Y + row * (_BOX_HEIGHT + _GAP + 20)


def _line(topology: Topology, spoke: Network, index: int, hub_x: int) -> str:
    if topology.hub is None or spoke.key not in topology.joined:
        return ""
    x, y = _place(index)
    centre = x + _BOX_WIDTH // 2
    path = f"M {hub_x + _BOX_WIDTH // 2} {_HUB_Y + _BOX_HEIGHT} V {_FIRST_ROW_Y - 36}"
    if y == _FIRST_ROW_Y:
        return f'<path class="line" d="{path} H {centre} V {y}"/>'
    # Lines of lower rows run in the gap to the left of their column, so that none crosses a box.
    return f'<path class="line" d="{path} H {x - _GAP // 2} V {y - 14} H {centre} V {y}"/>'


def _box(network: Network, x: int, y: int, style: str) -> str:
    lines = (", ".join(network.cidrs) or "unknown range", f"{len(network.subnets)} subnets")
    texts = [f'<text class="name" x="{x + 12}" y="{y + 22}">{escape(network.name)}</text>']
    texts += [f'<text x="{x + 12}" y="{y + 42 + 18 * index}">{escape(line)}</text>' for index, line in enumerate(lines)]
    box = f'<rect class="{style}" x="{x}" y="{y}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="6"/>'
    return "\n".join([box, *texts])
