"""How well passages are found: measures, collections of judged questions, and the variants that are compared."""
