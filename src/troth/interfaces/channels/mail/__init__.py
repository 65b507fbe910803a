"""Mail: a message of a mail server becomes a report, and what we write becomes a message.

Words that live here: raw (the bytes as they came), reader (the lean process
that takes them apart), headers, parts, lines (what a customer says by name in
the body), identity, letter, wording, sending, outbox.

`reader` and all it imports know no Django: they run in a process of their own
that may be killed.
"""
