"""Floor 3a, the one mutable thing: what the user is looking at, its history, its files and its commands. No Qt."""
