"""Films: the network on its way through time, as an animated picture, a video or a folder of pictures.

A schedule (``schedule.py``) gives every picture its date; ``reel.py`` draws any of them, whichever were drawn before,
and ``storyreel.py`` those of a story; a module of each format packs them; ``make.py`` does all of it as a job.
"""
