"""netexplorer: see how relationships change over time.

The package is a house of floors; a module imports only from floors below its own (see CONTRIBUTING.md).
"""

__version__ = "0.1.0"
