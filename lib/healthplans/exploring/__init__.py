"""Explore the plans in JupyterLab: one view at a time, with the code that reproduces it."""
