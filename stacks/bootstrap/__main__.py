"""State store, secrets provider and runner identity."""

from hds_landing.stacks.bootstrap import bootstrap_stack

bootstrap_stack()
