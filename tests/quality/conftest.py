"""A small demo the tests of data health share, and its people."""

from tests.conftest import shared_demo, signed_in

shop = shared_demo(40)
rep, rep2, manager, director, admin = (
    signed_in(each) for each in ("rep", "rep2", "manager", "director", "admin")
)
