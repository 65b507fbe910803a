"""Promises: what a ticket's facts and its edition oblige us to, derived and never decided.

Words that live here: promise, due, kept, late, broken, void, standing (how a
ticket stands now), announcement (telling once that a promise is near or broken).
"""
