"""What is measured of an answer: one family of pure functions a module."""
