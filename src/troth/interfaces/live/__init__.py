"""Live: what happens reaches open pages while they are looked at.

Words that live here: stream (server-sent events of one open page), grant (a view's
leave to have one), listener (the one connection of a process that hears what others
tell), fan-out (from the listener to the streams), resync (look at everything again:
something may have been missed). Streams carry numbers only; pages fetch the words.
"""
