"""Azure Resource Manager in memory, for rehearsals: `EmbeddedAzure`."""

from hds_landing.rehearsal.embedded_azure.embedded_azure import EmbeddedAzure

__all__ = ["EmbeddedAzure"]
