"""Changes that the rules on Azure's previews must speak of."""

from tests.rules.inventory_changes import AZURE, Grafted, Mutation

MUTATIONS: list[Mutation] = [
    ("azure-stable-api-version", AZURE, Grafted("azure-native:storage/v20230101preview:StorageAccount", {})),
    ("azure-redis-stable-updates", AZURE, Grafted("azure-native:redis:Redis", {"updateChannel": "Preview"})),
]
