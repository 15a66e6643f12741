"""Changes that the rules on exposure, networks and identity on AWS must speak of."""

from tests.rules.inventory_changes import Mutation

MUTATIONS: list[Mutation] = []
