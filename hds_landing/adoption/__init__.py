"""What exists already, matched with what a plan wants, and what Pulumi needs to import it."""
