"""Quantified commitments: what was promised or reached, how much, by when, by whom."""
