"""Readiness: what is missing until this desk could take a real customer.

Words that live here: step (one thing a desk needs), missing. Nothing is ticked off by hand: each
step is read from how the desk stands when it is asked.
"""
