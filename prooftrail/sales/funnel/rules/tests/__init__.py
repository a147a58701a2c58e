"""Examples and properties of the playbook's decisions."""
