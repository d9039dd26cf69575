"""Read a passage for a question with a small trained network, run with numpy."""
