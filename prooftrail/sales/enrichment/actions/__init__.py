"""What is done about what sources know of companies, one file a deed."""
