"""Floor 2, the picture as values: where, how wide, which colour, which text.

NumPy only: a scene is composed here and painted elsewhere, so every picture can be tested without a window.
"""
