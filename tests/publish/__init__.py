"""What leaves the program and is more than one picture."""
