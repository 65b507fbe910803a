"""Contracts: what the vendor has promised in writing.

Words that live here: edition, publish. An edition is a policy file as it was
published: its text, and the zone rules and holidays it counts with. What a
policy may say is written in `core.policy`; what was promised under an edition
lives in `promises`.
"""
