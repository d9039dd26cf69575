"""Measure the assistant: speed and memory, retrieval and answers."""
