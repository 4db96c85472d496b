"""What the ports to the database promise, held against everything that keeps it: both databases, and memory."""
