"""One establishment or shared workload, joined to the hub's stack."""

import pulumi

from hds_landing.stacks.establishment import establishment_stack

pulumi.run(establishment_stack)
