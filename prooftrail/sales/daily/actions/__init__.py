"""What a person does with his day, one file a deed."""
