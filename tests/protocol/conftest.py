"""Properties are tried on the same cases in each run, however slow the machine."""

from hypothesis import settings

settings.register_profile("okx", derandomize=True, deadline=None, database=None)
settings.load_profile("okx")
