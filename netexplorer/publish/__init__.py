"""What leaves the program and is more than one picture: films, sheets, reports, pages for others."""
