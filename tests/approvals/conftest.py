"""A small demo the tests of approvals share, and its people."""

from tests.conftest import shared_demo, signed_in

shop = shared_demo(most=20)
rep, rep2 = signed_in("rep"), signed_in("rep2")
manager, director = signed_in("manager"), signed_in("director")
ops, admin = signed_in("ops"), signed_in("admin")
legal, finance = signed_in("legal"), signed_in("finance")
