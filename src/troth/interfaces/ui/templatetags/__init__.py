"""Tags that all templates may load."""
