"""A stand-in for both registers of companies on this machine: it checks who asks, and answers as they do."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN, KEY, SECRET = "tyc-token", "qcc-key", "qcc-secret"
NAME = "澄川制冷设备有限公司"
CODE = "91330212MA2AGTE89F"


def tianyancha() -> dict[str, Any]:
    """Results by path."""
    return {
        "/services/open/search/2.0": {"total": 2, "items": [
            {"id": 1, "name": "<em>澄川制冷</em>设备有限公司", "creditCode": CODE, "regStatus": "存续",
             "estiblishTime": 1262275200000},
            {"id": 2, "name": "澄川制冷工程有限公司", "creditCode": "-", "regStatus": "注销"},
        ]},
        "/services/open/ic/baseinfo/normal": {
            "name": NAME, "creditCode": CODE, "regCapital": "5000万人民币", "socialStaffNum": 128,
            "regStatus": "存续", "estiblishTime": 1262275200000, "businessScope": "制冷设备制造、销售",
        },
        "/services/open/risk/riskInfo/2.0": {"riskLevel": "一般", "riskList": [
            {"name": "自身风险", "type": 1, "count": 4, "list": [
                {"title": "开庭公告", "total": 3, "tag": "警示"},
                {"title": "被执行人", "total": 1, "tag": "高风险"},
            ]},
            {"name": "周边风险", "type": 2, "count": 90, "list": []},
        ]},
        "/services/open/m/getLicense/2.0": {"total": 1, "items": [
            {"licencename": "第二类医疗器械经营备案凭证", "licencenumber": "浙甬械备 2026-118",
             "fromdate": "2026-01-05", "todate": "-", "department": "宁波市市场监督管理局"},
        ]},
        "/services/open/m/certificate/2.0": {"total": 1, "items": [
            {"certificateName": "医保定点医疗机构", "certNo": "YB-77", "startDate": "2024-06-01",
             "endDate": "2029-05-31"},
        ]},
    }  # fmt: skip


def qichacha() -> dict[str, Any]:
    """Results by path."""
    return {
        "/FuzzySearch/GetList": [
            {"KeyNo": "k", "Name": NAME, "CreditCode": CODE, "StartDate": "2010-01-01", "Status": "存续"}
        ],
        "/ECIInfoVerify/GetInfo": {"VerifyResult": 1, "Data": {
            "Name": NAME, "CreditCode": CODE, "RegistCapi": "5000万元人民币", "InsuredCount": "128",
            "Status": "存续", "StartDate": "2010-01-01 00:00:00", "Scope": "制冷设备制造、销售",
        }},
        "/RiskControl/Scan": {"VerifyResult": 1, "Data": {
            "Name": NAME, "ShiXin": None, "ZhiXing": {"TotalCount": 2, "DataList": []},
            "AdminPenalty": {"TotalCount": 1, "DataList": [{}]},
        }},
        "/ECICertification/SearchCertification": [
            {"Name": "质量管理体系认证", "No": "ISO-9", "StartDate": "2025-03-01", "EndDate": "2028-02-29",
             "InstitutionList": ["认证中心"]},
        ],
    }  # fmt: skip


@dataclass
class Register:
    """`asked` is what arrived; `trouble` answers every call instead, or one of a path."""

    url: str = ""
    results: dict[str, Any] = field(default_factory=lambda: {**tianyancha(), **qichacha()})
    trouble: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    held: threading.Event | None = None
    asked: list[tuple[str, dict[str, str], dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        """Which were asked, in their order."""
        return [path for path, _, _ in self.asked]

    def answer(self, path: str, query: dict[str, str], headers: dict[str, str]) -> Any:
        """What it says to one call."""
        wrong = self.trouble.get(path, self.trouble.get("*"))
        if path.startswith("/services/"):
            if headers.get("authorization") != TOKEN:
                return {"error_code": 300009, "reason": "账号信息有误"}
            if wrong is not None:
                return {"error_code": wrong, "reason": "…"}
            return {"error_code": 0, "reason": "ok", "result": self.results.get(path)}
        spoken = f"{KEY}{headers.get('timespan')}{SECRET}".encode()
        if query.get("key") != KEY or headers.get("token") != md5(spoken).hexdigest().upper():
            return {"Status": "101", "Message": "当前的KEY无效"}
        if wrong is not None:
            return {"Status": wrong, "Message": "…"}
        return {"Status": "200", "Message": "查询成功", "Result": self.results.get(path)}


@contextmanager
def serving() -> Iterator[Register]:
    """It listens on a port of its own."""
    found = Register()

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            headers = {key.lower(): value for key, value in self.headers.items()}
            found.asked.append((parts.path, query, headers))
            if found.held is not None:
                found.held.wait(30)
            body = found.answer(parts.path, query, headers)
            self.send_response(found.status)
            self.end_headers()
            with suppress(OSError):  # whoever waited too long has gone
                self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    found.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
