"""Contracts: what the vendor has promised in writing, and to whom.

Words that live here: edition, publish; contract, term (what a contract says from
an instant on), naming (whom it names from an instant on), entitled, checking. An
edition is a policy file as it was published: its text, and the zone rules and
holidays it counts with. What a policy may say is written in `core.policy`; what
was promised under an edition lives in `promises`.
"""
