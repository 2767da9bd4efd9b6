"""One way to run what reads strangers' files, sets strangers' templates, or is somebody else's program.

Each run is a process of its own, with an empty environment, away from our folders. Once it has loaded what it needs it
is confined (`confinement.confine`), works on one task, answers, and is gone.

A program of ours is a module with `prepared(task)`: it loads everything while files can still be opened, and returns
what then turns the file into the answer. Somebody else's program takes its input and gives its output.
"""
