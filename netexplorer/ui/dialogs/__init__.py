"""Windows of their own, each loaded when it is first opened: export, problems, keys, about, counts over time."""
