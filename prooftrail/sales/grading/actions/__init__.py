"""What a person does about a grade, one file a deed."""
