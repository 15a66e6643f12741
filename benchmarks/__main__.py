"""Runs every measurement and prints its table."""

from benchmarks import engine, growth, rehearsal, rules, start_up

if __name__ == "__main__":
    for measurement in (start_up, rehearsal, growth, rules, engine):
        measurement.measure()
