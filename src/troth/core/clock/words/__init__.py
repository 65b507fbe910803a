"""The words of the clock, as a policy file writes them: spans, durations and yearly days.

One small grammar. What it does not know is refused with what was found and what is allowed;
nothing is guessed.
"""
