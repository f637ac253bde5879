"""Density drawing: how many lines of each state cross a pixel, and the picture made of these counts.

NumPy and compiled kernels, no Qt and no session. Importing the package does not import numba: what needs the kernels
imports them when it is called, and :func:`netexplorer.scene.density.compiled.warm` does so ahead of time.
"""
