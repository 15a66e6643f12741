"""What all establishments share, and the connections of those that have joined."""

import pulumi

from hds_landing.stacks.hub import hub_stack

pulumi.run(hub_stack)
