"""What people write becomes HTML that cannot do anything."""

import re
import time

import pytest

from troth.interfaces.ui import markup
from troth.interfaces.ui.markup import MOST, render

REL = 'rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("One\ntwo\n\nthree", "<p>One<br>two</p><p>three</p>", id="newlines-stay"),
        pytest.param(
            "**now** or *later*", "<p><strong>now</strong> or <em>later</em></p>", id="bold"
        ),
        pytest.param("run `a < b`", "<p>run <code>a &lt; b</code></p>", id="code"),
        pytest.param("- a\n- b", "<ul><li>a</li><li>b</li></ul>", id="list"),
        pytest.param("3. c\n4. d", '<ol start="3"><li>c</li><li>d</li></ol>', id="numbered"),
        pytest.param("> said\n> so", "<blockquote><p>said<br>so</p></blockquote>", id="quote"),
        pytest.param("```\na  b\n```", "<pre><code>a  b\n</code></pre>", id="code-block"),
        pytest.param("# no heading", "<p># no heading</p>", id="no-headings"),
        pytest.param("my_file_name.txt", "<p>my_file_name.txt</p>", id="names-with-underscores"),
        pytest.param("&lt; is &amp;", "<p>&amp;lt; is &amp;amp;</p>", id="entities-are-text"),
        pytest.param(
            "[here](https://a.b/?q=1&r=2)",
            f'<p><a href="https://a.b/?q=1&amp;r=2" {REL}>here</a></p>',
            id="link",
        ),
        pytest.param(
            "See https://a.b/_x_/y.",
            f'<p>See <a href="https://a.b/_x_/y" {REL}>https://a.b/_x_/y</a>.</p>',
            id="bare-address",
        ),
        pytest.param(
            "[mail](mailto:x@y.z)", f'<p><a href="mailto:x@y.z" {REL}>mail</a></p>', id="mailto"
        ),
    ],
)
def test_light_formatting(text: str, html: str) -> None:
    assert render(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> **x**",
        "<img src=x onerror=alert(1)> *x*",
        "![picture](https://evil.example/seen.png)",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x]( javascript:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        "[x](file:///etc/passwd)",
        "[x](//evil.example/a)",
        "[x](/desk/sign-out)",
        '[x](https://a.b" onmouseover="alert(1))',
        "[x](https://a.b 'title' onmouseover=alert(1))",
        "[[x](javascript:a)](https://a.b)",
        "**[x](https://a.b/<script>)**",
        "`<script>`",
        "```html\n<script>alert(1)</script>\n```",
        '```x" onload=alert(1)\ny\n```',
        "https://a.b/<script>alert(1)</script>",
        '<https://a.b/"onclick=alert(1)>',
        "- <svg/onload=alert(1)>",
        "> <iframe srcdoc='<script>alert(1)</script>'>",
        "<!-- --><style>*{display:none}</style> *x*",
        "&lt;script&gt; *x*",
        "*<b>x</b>*\x00",
    ],
)
def test_nothing_in_it_acts_or_loads(text: str) -> None:
    html = render(text)

    tags = re.findall(r"<[^>]*>", html)
    allowed = r"</?(?:p|br|strong|em|code|pre|ul|ol|li|blockquote|a)>"
    link = rf'<a href="(?:https?://|mailto:)[^"<>]*" {re.escape(REL)}>'
    assert [tag for tag in tags if not re.fullmatch(f"{allowed}|{link}", tag)] == []


@pytest.mark.parametrize(
    "unit",
    [
        *("[", "![", "[a](", "[a](((((", "`", "```\n", "*a ", "_a_ ", "**a *b ", "*_", "> ", "- "),
        *("1. ", "  - a\n", "<", "\\", "&#", "a\n", "https:", "https://a"),
    ],
)
def test_four_times_the_text_costs_nothing_like_sixteen_times(unit: str) -> None:
    def cost(length: int) -> float:
        spent = []
        for _ in range(2):
            markup._remembered.cache_clear()
            began = time.process_time()
            render((unit * length)[:length])
            spent.append(time.process_time() - began)
        return min(spent)

    assert cost(MOST) < 10 * max(cost(MOST // 4), 0.005)
    assert cost(200_000) < 10 * max(cost(MOST), 0.005)  # too long to be formatted: it stays plain


def test_a_message_that_was_shown_before_costs_next_to_nothing() -> None:
    texts = [f"Hello **Mara**,\n\nsee `log {i}` and\n\n- one\n- two\n\nInes" for i in range(200)]

    def cost() -> float:
        began = time.process_time()
        for text in texts:
            render(text)
        return time.process_time() - began

    markup._remembered.cache_clear()
    new, seen = cost(), min(cost(), cost())
    assert seen < new / 4
