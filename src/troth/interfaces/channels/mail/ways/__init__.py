"""Ways in: each ends in an inbound, and its sender is told only after the commit.

Words that live here: way (how mail reaches us), listener (a mail server
delivers to it, by LMTP or SMTP), fetcher (takes mail from an IMAP mailbox).
Another way, a provider's webhook say, is one more file that calls
`accepting.accept` before it answers.
"""
