"""The gate: who comes in, by which browser, and what stands between a try and a session.

Desk and portal have pages of their own for it; what they have in common is here.
"""
