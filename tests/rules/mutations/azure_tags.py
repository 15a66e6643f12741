"""Rows of the rules on tags of Azure resources."""

from tests.rules.inventory_changes import AZURE, REMOVED, Changed, Mutation
from tests.rules.property_row import Row, row_mutations

ACCOUNT = "azure-native:storage:StorageAccount"

ROWS = [
    Row("azure-tagged-data-class", "tags.data-class", "health", "anything"),
    Row("azure-tagged-establishment", "tags.establishment", "aulnay", ""),
    Row("azure-tagged-environment", "tags.environment", "production", ""),
    Row("azure-tagged-cost-centre", "tags.cost-centre", "GHT-AUL", ""),
]

MUTATIONS: list[Mutation] = [
    *row_mutations(ROWS, AZURE),
    ("azure-tagged-data-class", AZURE, Changed(ACCOUNT, "tags", REMOVED)),
]
