"""The ledger: reports, readings and incidents, kept append-only."""
