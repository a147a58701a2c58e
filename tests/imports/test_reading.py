"""Files as they come: every encoding and line end there is, and the ones that are refused by name."""

import io
from itertools import islice
from pathlib import Path
from uuid import uuid4

import pytest

from prooftrail.platform.files.store import Files, blob_key
from prooftrail.platform.imports.kept import rows_after
from prooftrail.platform.imports.reading import MOST_COLUMNS, Shape, find_shape, read_rows
from prooftrail.platform.imports.rules.spelling import DayOrder, squeeze, year_first
from prooftrail.platform.imports.scanning import scan
from prooftrail.platform.refusal import Refusal

TEXT = "姓名,城市\n张三,宁波\n李四,杭州\n"
ROWS = [["张三", "宁波"], ["李四", "杭州"]]


def read(content: bytes) -> list[list[str]]:
    file = io.BytesIO(content)
    return [row.cells for row in read_rows(file, find_shape(file))]


def refused(content: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read(content)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_it_is_read_however_it_is_written(encoding: str, end: str, delimiter: str) -> None:
    assert read(TEXT.replace(",", delimiter).replace("\n", end).encode(encoding)) == ROWS


def test_quotes_keep_delimiters_and_line_breaks() -> None:
    assert read(b'a,b\r\n"1;2,3","x\r\ny ""z"""\r\n') == [["1;2,3", 'x\r\ny "z"']]


def test_commas_in_numbers_do_not_win_over_the_real_delimiter() -> None:
    assert read(b"name;amount\nA;1,5\nB;2,5\nC;3\n") == [["A", "1,5"], ["B", "2,5"], ["C", "3"]]


def test_blank_rows_are_no_rows_and_lines_are_counted_as_a_spreadsheet_does() -> None:
    file = io.BytesIO(b"a,b\n1,2\n\n , \n3,4\n")
    rows = list(read_rows(file, find_shape(file)))
    assert [(row.at, row.line, row.cells) for row in rows] == [(1, 2, ["1", "2"]), (2, 5, ["3", "4"])]


def test_nameless_columns_are_called_by_their_number() -> None:
    assert find_shape(io.BytesIO(b"a,,c d\n")).header == ("a", "#2", "c d")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf", "file_no_header"),
        (b"\n\n", "file_no_header"),
        (b"a,b\n1,\x00\n", "file_has_nul"),
        (b"PK\x03\x04rest", "file_is_workbook"),
        (b"a,b\n\x81\x20,1\n", "file_encoding"),
        (b"a,a\n1,2\n", "file_column_twice"),
        (b'a,b\n1,"2\n3,4\n', "file_quotes"),
        (b'a,b\n"1"x,2\n', "file_quotes"),
        (b"a\n" + b"x" * 200_000, "file_cell_too_long"),
        (b",".join(b"c%d" % n for n in range(5_000)), "file_columns"),
        (b"a,b\n" + b"x," * 5_000, "file_columns"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(content: bytes, code: str) -> None:
    assert refused(content).code == code


def test_a_refusal_says_where() -> None:
    assert refused(b'a,b\n1,2\n3,"4\n').facts["line"] == 3
    facts = refused(b",".join(b"c%d" % n for n in range(5_000))).facts
    assert (facts["columns"], facts["limit"]) == (5_000, MOST_COLUMNS)


def test_days_tell_their_order_column_by_column() -> None:
    file = io.BytesIO(b"us,eu,both,no\n3/31/2017,31/3/2017,3/1/2017,x\n")
    found = scan(file, find_shape(file))
    assert found.dates == {"us": "MDY", "eu": "DMY", "both": "MDY"}
    assert found.unsure == ["both"] and found.total == 1


def test_days_are_turned_year_first_and_their_times_kept() -> None:
    assert year_first("3/1/2017 8:30", "MDY") == "2017-03-01 8:30"
    assert year_first("31.12.2016", "DMY") == "2016-12-31"
    assert year_first("2017-03-01", "MDY") == "2017-03-01"
    assert not DayOrder().unsure


def test_letters_are_the_same_in_any_dress() -> None:
    assert squeeze("GTX Pro") == squeeze("GTXPro") == squeeze("ｇｔｘ－ｐｒｏ") == "gtxpro"
    assert squeeze("宁波（甬泰）") == squeeze("宁波 甬泰")


def test_a_file_is_not_read_from_its_top_at_every_turn(tmp_path: Path) -> None:
    files, digest, id = Files(tmp_path), "ab" * 32, uuid4()
    blob = tmp_path / blob_key("w", digest)
    blob.parent.mkdir(parents=True)
    blob.write_bytes(b"n\n" + b"".join(b"%d\n" % n for n in range(1, 8)))
    shape = Shape("utf-8", ",", ("n",))

    def turn(at: int, most: int) -> list[int]:
        with rows_after(files, "w", id, digest, shape, at) as rows:
            return [row.at for row in islice(rows, most)]

    assert turn(0, 2) == [1, 2]
    hidden = blob.rename(tmp_path / "hidden")
    assert turn(2, 3) == [3, 4, 5]  # it was still open
    with pytest.raises(FileNotFoundError):
        turn(2, 1)  # somebody undid a chunk: it has to be opened anew
    hidden.rename(blob)
    assert turn(2, 1) == [3]
    assert turn(3, 9) == [4, 5, 6, 7]
    blob.unlink()
    with pytest.raises(FileNotFoundError):
        turn(7, 1)  # it was read to its end, and let go
