"""The telephone: the support line's webhooks as its provider calls them, and a keypad to try them.

Words that live here: webhook, signature, keypad. What the line says is decided in `core.line`,
what a call does to the desk in `domain.calls`; another provider is another file beside `twiml.py`.
"""
