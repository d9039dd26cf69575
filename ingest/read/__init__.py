"""Read one file of a supported format into blocks: one module per format."""
