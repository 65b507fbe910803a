"""Channels: the ways in and out of the desk. Each turns the outside into one shape.

Words that live here: raw, store, file, reader, receipt, notice, sending,
outbox. In comes a `Report` (the tickets' own shape), out goes a `Letter`
(`shapes`). Files of any channel are kept in `store`.
"""
