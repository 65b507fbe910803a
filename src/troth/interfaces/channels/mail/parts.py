"""Take the parts of a message apart: what it says, and what it carries."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from troth.interfaces.channels.mail import flowed, invitations, limits, sealed, uuencoded, winmail
from troth.interfaces.channels.mail.alternatives import Body, Carried, chosen
from troth.interfaces.channels.mail.charset import decode
from troth.interfaces.channels.mail.headers import parameters, words
from troth.interfaces.channels.mail.html import harmless, to_text, with_pictures_apart
from troth.interfaces.channels.mail.mime import Entity, message
from troth.interfaces.channels.mail.names import fit_name, named_for

__all__ = ["Body", "Carried", "body_of"]

_OPAQUE = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_CLICHE = re.compile(r"(?i)\bmime\b|multi-?part")
_CID = re.compile(r"\[cid:([^\]\n]{1,300})\]", re.IGNORECASE)
PARTIAL = "It is only part {number} of {total} of a longer message; the parts are not put together."
ELSEWHERE = "It refers to a file that is kept elsewhere, which the desk does not fetch."


def body_of(whole: Entity) -> Body:
    """Return what a message says and carries. Nothing of it is dropped unseen.

    Of alternatives the plain text is taken, else the text of the HTML, and of
    the others what they say beyond it; every text part that stands beside
    another is kept (RFC 8621, section 4.1.4). An attached message is a file and
    never joins the body; so is whatever has a name, and whatever has none and
    is no text.

    Raises:
        TooMuch: there are more parts, or deeper ones, than a message may have.
    """
    body = _Walk().walk(whole, 0, first=True)
    names = {one.cid: one.name for one in body.files if one.cid}
    if names:
        body.texts = [_with_names(text, names) for text in body.texts]
    return body


def _with_names(text: str, names: dict[str, str]) -> str:
    return _CID.sub(lambda one: f"[cid:{names.get(one[1].strip(), one[1])}]", text)


@dataclass(slots=True)
class _Walk:
    parts: int = field(default=0)

    def walk(self, part: Entity, depth: int, *, first: bool = False) -> Body:
        self.parts += 1
        limits.check_counts(self.parts, depth)
        if part.media_type.startswith("multipart/"):
            return self._multipart(part, depth, first=first)
        if part.media_type in _OPAQUE:
            return self._opaque(part, depth)
        name = _name(part)
        shown = part.media_type in ("text/plain", "text/html") and part.disposition != "attachment"
        if shown and (first or not name):
            return self._html(part) if part.media_type == "text/html" else self._text(part)
        return self._carried(part, name)

    def _multipart(self, part: Entity, depth: int, *, first: bool) -> Body:
        found = part.parts()
        if not found.inside:  # declared so, with no parts to be found: its lines are shown
            return self._text(part)
        bodies = [
            self.walk(one, depth + 1, first=first and not number)
            for number, one in enumerate(found.inside)
        ]
        kind = part.media_type.removeprefix("multipart/")
        whole = chosen(bodies) if kind == "alternative" else _together(bodies)
        whole.texts = [*_beside(found.before), *whole.texts, *_beside(found.after)]
        if kind == "signed":
            whole.remarks.append(sealed.SIGNED)
        if kind == "encrypted":
            whole.remarks.append(sealed.ENCRYPTED)
        return whole

    def _text(self, part: Entity) -> Body:
        says = part.parameters
        text = decode(part.body_of_text, says.get("charset", ""), guess=True)
        if says.get("format", "").lower() == "flowed":
            text = flowed.joined(text, delete_space=says.get("delsp", "").lower() == "yes")
        text, coded = uuencoded.taken_out(text)
        clear = sealed.opened(text)
        files = [self._file(name, body) for name, body in [*coded, *clear.files]]
        return Body(texts=[clear.text], files=files, remarks=clear.remarks)

    def _html(self, part: Entity) -> Body:
        charset = part.parameters.get("charset", "")
        return self._page(decode(part.body_of_text, charset, html=True, guess=True))

    def _page(self, html: str) -> Body:
        whole, pictures = with_pictures_apart(html)
        page = harmless(whole)
        texts = [to_text(page)] + [limits.REST] * (len(whole) > limits.PAGE)
        files = [
            self._file(f"{cid}.{media_type.partition('/')[2]}", body, media_type, cid)
            for cid, media_type, body in pictures
        ]
        return Body(texts=texts, pages=[page], files=files)

    def _carried(self, part: Entity, name: str) -> Body:
        media_type, body = part.media_type, part.body
        if winmail.is_winmail(media_type, name, body):
            return self._winmail(name, body)
        inline = part.disposition == "inline" or bool(part.first("content-id"))
        found = Body(
            files=[
                Carried(
                    name or self._nameless(part, body),
                    media_type,
                    body,
                    inline=inline and part.disposition != "attachment",
                    cid=part.first("content-id").strip().strip("<>").strip(),
                )
            ]
        )
        if media_type == "text/calendar":
            told = invitations.told(decode(body, part.parameters.get("charset", ""), guess=True))
            found.besides += [told] if told else []
        elif media_type == "message/partial":
            found.texts.append(decode(body[: limits.TEXT]))
            found.remarks.append(_partial(part))
        elif media_type == "message/external-body":
            found.texts.append(decode(body[: limits.TEXT]))
            found.remarks.append(ELSEWHERE)
        elif media_type == "application/pgp-encrypted":
            found.remarks.append(sealed.ENCRYPTED)
        return found

    def _opaque(self, part: Entity, depth: int) -> Body:
        """Open what S/MIME only signed; keep what it encrypted."""
        body = part.body
        file = Carried(_name(part) or "smime.p7m", part.media_type, body)
        content = sealed.content_of(body)
        if content is None:
            kind = part.parameters.get("smime-type", "").lower()
            only = kind in ("certs-only", "signed-data", "signed-receipt")
            return Body(files=[file], remarks=[sealed.SIGNED if only else sealed.ENCRYPTED])
        whole = self.walk(message(content), depth + 1, first=True)
        whole.remarks.append(sealed.SIGNED)
        return whole

    def _winmail(self, name: str, body: bytes) -> Body:
        found = winmail.opened(body)
        whole = Body(files=[self._file(one, what) for one, what in found.files])
        if found.page:
            page = found.page
            page = page if isinstance(page, str) else decode(page, html=True, guess=True)
            whole.add(self._page(page))
        elif found.text:
            text = found.text if isinstance(found.text, str) else decode(found.text, guess=True)
            whole.texts = [text.strip("\x00")]
        if not found.whole:
            whole.files.append(self._file(name or "winmail.dat", body, "application/ms-tnef"))
        return whole

    def _file(
        self, name: str, body: bytes, media_type: str = "application/octet-stream", cid: str = ""
    ) -> Carried:
        self.parts += 1
        limits.check_counts(self.parts, 0)
        name = fit_name(name) or named_for(media_type, self.parts)
        return Carried(name, media_type, body, inline=bool(cid), cid=cid)

    def _nameless(self, part: Entity, body: bytes) -> str:
        if part.media_type == "message/rfc822":
            subject = words(message(body).first("subject"))[:80]
            if name := fit_name(f"{subject}.eml" if subject else ""):
                return name
        return named_for(part.media_type, self.parts)


def _together(bodies: Iterable[Body]) -> Body:
    whole = Body()
    for one in bodies:
        whole.add(one)
    return whole


def _beside(source: bytes) -> list[str]:
    """Return what is written before or after the parts, but for what every program writes."""
    text = decode(source[: limits.TEXT]).strip()
    return [text] if text and not (len(text) < 500 and _CLICHE.search(text)) else []


def _partial(part: Entity) -> str:
    says = part.parameters
    return PARTIAL.format(number=says.get("number", "?")[:9], total=says.get("total", "?")[:9])


def _name(part: Entity) -> str:
    said = parameters(part.first("content-disposition")).get("filename", "")
    return fit_name(said or part.parameters.get("name", ""))
