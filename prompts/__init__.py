"""Prompt texts, one file a prompt; nothing here is used until a chat model is configured."""
