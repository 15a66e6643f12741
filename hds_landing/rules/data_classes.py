"""Classes of data, as the tag `data-class` names them."""

from typing import Final

TAG: Final = "data-class"
DATA_CLASSES: Final = ("health", "patient-administrative", "research-pseudonymised", "staff", "technical")
RECORD_CLASSES: Final = frozenset(("health", "patient-administrative"))
"""What a patient's record holds: kept from the last visit on, never deleted by a timer."""
