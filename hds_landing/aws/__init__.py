"""The landing zone on AWS: one component per concern, the only code that creates AWS resources."""
