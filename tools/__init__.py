"""What building and checking Prooftrail needs; nothing here is part of the product."""
