"""The web chat; the only package that knows gradio."""
