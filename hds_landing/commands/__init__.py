"""One module per command: reads, calls the rooms, prints. `run(arguments) -> exit code`."""
