"""Run: start, watch over and stop the desk's processes and its private database.

Words that live here: environment (what the operator may set), state (what the
desk keeps in its home), cluster (the private PostgreSQL), part (one supervised
process), supervisor. Nothing here imports Django except `prepare`, the commands
that start one part, and `forked` once the database is prepared.
"""
