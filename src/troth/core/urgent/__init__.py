"""Urgent: who is on call, and what a page does next until a person takes it. Pure.

Words that live here: rota, layer, turn, handover, shift, override, gap, page, attempt,
acknowledgement. When urgent care answers at all is written next door, in `policy`.
"""
