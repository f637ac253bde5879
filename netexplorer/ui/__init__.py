"""Floor 4, the window: widgets that show the session and pass the user's wishes to it. No file is opened here."""
