"""Rules that join several resources: they need to see the whole inventory."""
