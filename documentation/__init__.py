"""Pages drawn from the rulebook, written by `make docs`.

The examples on them are cases of the rules' own tests, so that what a page calls bad does fail and what it calls good
does pass.
"""
