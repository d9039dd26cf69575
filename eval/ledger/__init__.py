"""How well commitments are drawn out of plans, against rows labelled by hand."""
