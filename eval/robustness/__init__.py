"""Sets made from a set of cases by rule, and how much worse the program answers them than the cases themselves."""
