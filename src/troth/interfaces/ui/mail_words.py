"""What mail programs write around a quote, in the languages of those who write to us."""

import re


def _key(*words: str) -> re.Pattern[str]:
    """Return what finds "Von: …" or "*Von:* …" at the start of a line."""
    said = "|".join(map(re.escape, words))
    return re.compile(rf"[ \t>*]{{0,4}}(?:{said})\*?[ \u00a0]?[:：]", re.IGNORECASE)


FROM = _key(
    "From", "Von", "De", "Da", "Van", "Från", "Fra", "Od", "Lähettäjä", "Kimden", "Feladó",
    "No", "От", "Від", "发件人", "寄件者", "差出人", "보낸 사람", "Expéditeur", "Mittente",
    "Remitente",
)  # fmt: skip
DATE = _key(
    "Sent", "Date", "Gesendet", "Datum", "Envoyé", "Envoyé le", "Enviado", "Enviado el", "Enviada",
    "Fecha", "Inviato", "Data", "Verzonden", "Skickat", "Sendt", "Dato", "Wysłano", "Odesláno",
    "Lähetetty", "Päiväys", "Gönderildi", "Tarih", "Elküldve", "Dátum", "Nosūtīts", "Отправлено",
    "Дата", "Надіслано", "发送时间", "日期", "寄件日期", "送信日時", "日付", "보낸 날짜",
)  # fmt: skip
TO = _key(
    "To", "An", "À", "A", "Para", "Aan", "Till", "Til", "Do", "Komu", "Kime", "Címzett", "Kam",
    "Vastaanottaja", "Кому", "收件人", "收件者", "宛先", "받는 사람",
)  # fmt: skip
SUBJECT = _key(
    "Subject", "Betreff", "Objet", "Asunto", "Assunto", "Oggetto", "Onderwerp", "Ämne", "Emne",
    "Temat", "Předmět", "Aihe", "Konu", "Tárgy", "Tēma", "Тема", "主题", "主旨", "件名", "제목",
)  # fmt: skip
WROTE = re.compile(
    r"\b(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|napisał(?:\(?a\)?)?"
    r"|pisze|napsala?|napsal\(a\)|kirjoitti|yazdı|írta|rakstīja|написала?|написал\(а\)|пишет|пише"
    r"|έγραψε)\b[^:：]{0,160}[:：]$|(?:写道|寫道|書きました|のメール|님이 작성)\s*[:：]$",
    re.IGNORECASE,
)
ORIGINAL = re.compile(
    r"-{2,}\s*(?:Original Message|Original Appointment|Ursprüngliche Nachricht"
    r"|Message d['’]origine|Mensaje original|Mensagem original|Messaggio originale"
    r"|Oorspronkelijk bericht|Ursprungligt meddelande|Originalmeddelande|Oprindelig meddelelse"
    r"|Opprinnelig melding|Wiadomość oryginalna|Původní zpráva|Alkuperäinen viesti"
    r"|Исходное сообщение|原始邮件|原始郵件)\s*-{2,}",
    re.IGNORECASE,
)
FORWARDED = re.compile(
    r"\s*(?:-{2,}\s*(?:Forwarded message|Weitergeleitete Nachricht|Message transféré"
    r"|Mensaje reenviado|Messaggio inoltrato|Doorgestuurd bericht|Mensagem encaminhada"
    r"|Пересылаемое сообщение)|Begin forwarded message:|Anfang der weitergeleiteten Nachricht:"
    r"|Début du message réexpédié)",
    re.IGNORECASE,
)
POINTS_BELOW = re.compile(
    r"\b(?:in ?line|below|in (?:red|blue|green)|siehe unten|unten|in rot|ci-dessous|plus bas"
    r"|en rouge|más abajo|abajo|en rojo|qui sotto|sotto|in rosso|hieronder|nedan|nedenfor"
    r"|poniżej|ниже)\b",
    re.IGNORECASE,
)
"""Words by which a writer points into what they quote: their answers may stand there."""
SENT_WITH = re.compile(
    r"\s*(?:Sent from (?:my|Mail|Yahoo|Outlook|Proton)|Sent with |Get Outlook for"
    r"|Von meinem .{2,40} gesendet|Gesendet (?:von|mit) |Envoyé (?:de|depuis) mon "
    r"|Enviado desde mi |Enviado do meu |Inviato da(?:l mio)? |Verzonden vanaf mijn "
    r"|Verstuurd vanaf mijn |Skickat från min |Sendt fra min |Lähetetty |Wysłano z "
    r"|Odesláno z |Отправлено с |Outlook (?:für|pour|para|per) )[^\n]{0,80}$",
    re.IGNORECASE,
)
