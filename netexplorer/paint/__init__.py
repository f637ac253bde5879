"""Floor 3b, scenes onto pixels, SVG and PDF: QtGui and QtSvg only, and the only QPainter of the program.

Painting decides nothing: whatever is drawn stands in the scene.
"""
