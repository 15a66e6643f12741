"""Rows of the rules on what stands between Azure data and whoever deletes it."""

from tests.rules.inventory_changes import AZURE, Mutation
from tests.rules.property_row import Row, row_mutations

_FILES = "shareDeleteRetentionPolicy"

ROWS = [
    Row("azure-blob-soft-delete", "deleteRetentionPolicy.enabled", True, False),
    Row(
        "azure-blob-soft-delete-days",
        "deleteRetentionPolicy.days",
        7,
        6,
        beside={"deleteRetentionPolicy": {"enabled": True}},
    ),
    Row("azure-blob-no-permanent-delete", "deleteRetentionPolicy.allowPermanentDelete", False, True, missing="pass"),
    Row("azure-container-soft-delete", "containerDeleteRetentionPolicy.enabled", True, False),
    Row(
        "azure-container-soft-delete-days",
        "containerDeleteRetentionPolicy.days",
        30,
        1,
        beside={"containerDeleteRetentionPolicy": {"enabled": True}},
    ),
    Row("azure-blob-changes-recorded", "changeFeed.enabled", True, False),
    Row("azure-file-share-soft-delete", f"{_FILES}.enabled", True, False, missing="pass"),
    Row("azure-file-share-soft-delete-days", f"{_FILES}.days", 7, 1, missing="pass"),
    Row(
        "azure-virtual-machine-data-disk-outlives-it",
        "storageProfile.dataDisks[*].deleteOption",
        "Detach",
        "Delete",
        missing="pass",
    ),
    Row("azure-app-configuration-purge-protected", "enablePurgeProtection", True, False),
    Row("azure-lock-holds", "level", "CanNotDelete", "NotSpecified"),
]

MUTATIONS: list[Mutation] = row_mutations(ROWS, AZURE)
