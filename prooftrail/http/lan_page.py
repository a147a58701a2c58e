"""The one page a phone can open before it trusts us: the authority's certificate, and how to install it.

It is served without TLS, for what is not trusted yet cannot serve it, and says nothing else.
"""

from html import escape
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

CERTIFICATE = "/prooftrail.crt"
PAGE = """<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<style>body{{font:16px/1.6 system-ui,sans-serif;max-width:34em;margin:0 auto;padding:24px 16px;color:#16191e;
background:#fdfdfb}}h1{{font-size:22px}}li{{margin:8px 0}}a.go{{display:block;text-align:center;padding:12px;
margin:20px 0;border-radius:4px;text-decoration:none;background:#16191e;color:#fdfdfb}}
a.next{{background:none;color:#16191e;border:1px solid #16191e}}
@media(prefers-color-scheme:dark){{body{{background:#16191e;color:#eceae4}}a.go{{background:#eceae4;color:#16191e}}
a.next{{background:none;color:#eceae4;border-color:#eceae4}}}}</style>
<h1>{title}</h1><p>{why}</p><a class="go" href="{certificate}">{get}</a><ol>{steps}</ol>
<a class="go next" href="{secure}">{open}</a></html>"""
WORDS = {
    "zh": {
        "title": "让这部手机信任证途", "get": "下载证书", "open": "装好了，打开证途",
        "why": "相机和定位只给安全连接用。这张证书由本公司的服务器自己签发，只对内网地址和 .local 名字有效。",
        "steps": (
            "iPhone：下载后到「设置 → 已下载描述文件」安装，再到「通用 → 关于本机 → 证书信任设置」打开开关。",
            "安卓：下载后到「设置 → 安全 → 加密与凭据 → 安装证书 → CA 证书」选中它。",
            "回到这一页，点最下面的按钮。",
        ),
    },
    "en": {
        "title": "Let this phone trust Prooftrail", "get": "Get the certificate",
        "open": "Done: open Prooftrail",
        "why": "Camera and position need a secure page. This certificate was made by your company’s own "
        "server and holds for addresses inside the house and .local names only.",
        "steps": (
            "iPhone: install it under Settings → Profile Downloaded, then switch it on under General → "
            "About → Certificate Trust Settings.",
            "Android: choose it under Settings → Security → Encryption & credentials → Install a "
            "certificate → CA certificate.",
            "Come back to this page and press the last button.",
        ),
    },
}  # fmt: skip


def lan_page(authority: Path, port: int) -> FastAPI:
    """The page's application; `port` is where the server speaks TLS, on the address it was asked at."""
    app = FastAPI(openapi_url=None)

    @app.get("/")
    def page(request: Request) -> HTMLResponse:
        preferred = request.headers.get("accept-language", "zh").lower()
        language = "en" if preferred.startswith("en") else "zh"
        words = WORDS[language]
        steps = "".join(f"<li>{escape(each)}</li>" for each in words["steps"])
        said = {name: escape(each) for name, each in words.items() if isinstance(each, str)}
        secure = f"https://{request.url.hostname}:{port}/"
        made = PAGE.format(lang=language, certificate=CERTIFICATE, secure=escape(secure), steps=steps, **said)
        return HTMLResponse(
            made, headers={"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'"}
        )

    @app.get(CERTIFICATE)
    def certificate() -> Response:
        return Response(authority.read_bytes(), media_type="application/x-x509-ca-cert")

    return app
