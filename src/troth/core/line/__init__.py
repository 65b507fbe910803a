"""The support line: what a caller hears and is asked, by the edition in force. Pure.

Words that live here: call, step (a question the caller is at), verb (something the line does),
effect (what a step leaves behind). Which provider speaks and listens is no matter of this room.
"""
