"""The page for others: what it is made of, and what it does in a browser."""
