"""The pager: reaches the agent whom a page asks for, by each of their ways, and hears them take it.

Words that live here: way (a kind of being reached, and where), outcome, link (by which a page is
taken without a sign-in). Whom to try, and when to go on, is decided in `core.urgent`.
"""
