"""A small demo the tests of the calendar share, and its people."""

from tests.conftest import shared_demo, signed_in

shop = shared_demo()
ops, rep, manager = signed_in("ops"), signed_in("rep"), signed_in("manager")
