"""Derivations of other codebooks' codes from readings; each names the rule that gave it."""
