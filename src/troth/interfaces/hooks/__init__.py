"""Hooks: what other machines tell the desk, signed with a secret of their own.

Words that live here: hook. What a hook may tell stands in `domain.defects`.
"""
