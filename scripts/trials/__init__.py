"""What benchmark.py and torture.py are made of; never imported by the product."""
