"""The HTTP face: who calls, what status a refusal has, paging, OpenAPI, static files."""
