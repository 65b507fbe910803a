"""Reports that machines send about mail, in the shapes they really have."""


def report(
    *,
    to: str = "support@ivt.example",
    action: str = "failed",
    envelope_id: str = "",
    message_id: str = "",
    why: str = "smtp; 550 5.1.1 no such user",
    kind: str = "delivery-status",
    returned: str = "text/rfc822-headers",
    more: str = "",
) -> bytes:
    """Return a report of one recipient (RFC 3464), or a complaint (RFC 5965)."""
    if kind == "feedback-report":
        machine = f"Feedback-Type: abuse\nVersion: 1\nOriginal-Mail-From: <{to}>\n"
    else:
        named = f"Original-Envelope-Id: {envelope_id}\n" if envelope_id else ""
        machine = (
            f"Reporting-MTA: dns; mx.acme.example\n{named}\n"
            "Final-Recipient: rfc822; mara@acme.example\n"
            f"Action: {action}\nStatus: 5.1.1\nDiagnostic-Code: {why}\n"
        )
    original = f"Message-ID: {message_id}\nSubject: ours\n" if message_id else "Subject: ours\n"
    text = (
        "From: Mail Delivery System <MAILER-DAEMON@mx.acme.example>\n"
        f"To: {to}\nSubject: Undelivered Mail Returned to Sender\n"
        "Date: Mon, 2 Mar 2026 18:00:00 +0100\nMessage-ID: <dsn@mx.acme.example>\n"
        f"Auto-Submitted: auto-replied\nMIME-Version: 1.0\n{more}"
        f'Content-Type: multipart/report; report-type={kind}; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nI could not deliver it.\n"
        f"--b\nContent-Type: message/{kind}\n\n{machine}\n"
        f"--b\nContent-Type: {returned}\n\n{original}\n\n--b--\n"
    )
    return text.replace("\n", "\r\n").encode()
