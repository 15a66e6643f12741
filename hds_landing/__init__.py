"""hds-landing: a health-data-certified landing zone for French hospital groups, on AWS and Azure.

A spec is read, a plan is computed, a cloud draws it; what was drawn is an inventory; everything that judges or explains
reads the inventory. The rooms are those words: `catalogue`, `spec`, `plan`, `aws`, `azure`, `rehearsal`, `inventory`,
`rules`, `topology`, `report`, `commands`. This module imports none of them.
"""

__version__ = "0.1.0"
