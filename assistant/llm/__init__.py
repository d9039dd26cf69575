"""Answer with a configured chat model, sentence by verified sentence."""
