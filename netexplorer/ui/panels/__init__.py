"""What stands around the picture: legend, dossier, search, table.

Nothing here decides; it shows what ``session`` says.
"""
