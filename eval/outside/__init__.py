"""Sets of questions made elsewhere, with the measures that belong to them."""
