"""One driver a kind of database; each runs statements as one transaction."""
