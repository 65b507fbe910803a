"""The private PostgreSQL: where its programs are, whom it runs as, one cluster a home.

Words that live here: programs (PostgreSQL's own binaries), account (the user the
server runs as), place (the folder with data and socket), cluster.
"""
