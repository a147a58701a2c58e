"""What the playbook asks at the door, by what is written: activities, their lock, papers."""
