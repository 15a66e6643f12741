"""Every decision of a landing zone, pure: from spec, address ledger, catalogue and today to one frozen plan."""
