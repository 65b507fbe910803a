"""The demo desk: who is on it, and what has happened so far."""
