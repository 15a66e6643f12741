"""What a hospital answers for in writing: accepted findings (waivers), confirmed services, and the files of both.

Plain values, for spec, rules and reports alike.
"""
