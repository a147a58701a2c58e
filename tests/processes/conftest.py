"""Processes of these tests' own, in a small demo they share; each test makes its records."""

from tests.conftest import shared_demo, signed_in

shop = shared_demo(most=20)
admin = signed_in("admin")
rep = signed_in("rep")
rep2 = signed_in("rep2")
manager = signed_in("manager")
director = signed_in("director")
ops = signed_in("ops")
