"""Floor 1, the science: dates, the temporal network, its states at a date, layouts and formats.

NumPy in, NumPy out. Nothing here knows of colours, pixels, windows or Qt.
"""
