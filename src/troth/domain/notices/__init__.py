"""Notices: what an agent is told of, and how soon.

Words that live here: notice (one thing told to one agent), news (an entry that
may concern somebody), way (at once, digest, off), wishes (how one agent wants
to be told), memo (a mail to an agent, of one ticket or of many), bookmark (how
far the ledger has been read). What customers are told stands in `tickets`, as
messages: the two never share a shape.
"""
