"""Hostile mail, in families: what strangers send to break, fool or watch a desk.

Each mail says `SAYS` somewhere a reader of mail would see it, so that a test
can tell whether its text was kept.
"""
