"""The peer of the PDF benchmark: the letter of letter.typ as HTML and CSS, made by WeasyPrint.

Reads one JSON object a line ({"data": …, "file": path or null}), answers with one ({"seconds", "pages", "bytes"}).
Fonts, style sheet and imports are ready before the first line, as in a server.
"""

import html
import io
import json
import sys
import time

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

FONTS = sys.argv[1]
FACES = [
    ("400Regular/FiraSans_400Regular.ttf", 400),
    ("500Medium/FiraSans_500Medium.ttf", 500),
    ("600SemiBold/FiraSans_600SemiBold.ttf", 600),
]

fonts = FontConfiguration()
style = CSS(
    string="".join(
        f"@font-face {{ font-family: Fira; src: url('file://{FONTS}/{path}'); font-weight: {weight} }}\n"
        for path, weight in FACES
    )
    + """
@page {
  size: A4; margin: 27mm 20mm 24mm 25mm;
  @bottom-right { content: "Seite " counter(page) " von " counter(pages); font: 8pt Fira; color: #4a4f57 }
  @top-left { content: string(az); font: 8pt Fira; color: #4a4f57 }
}
@page :first { @top-left { content: none } margin-bottom: 45mm;
  @bottom-left { content: element(foot); width: 165mm; vertical-align: top } @bottom-right { content: none } }
html { font: 10.5pt/1.35 Fira; hyphens: none }
p { margin: 0 0 .7em }
header { position: absolute; top: -14mm; left: 0; width: 165mm; height: 26mm; border-bottom: 1pt solid #1a3f6b }
header b { font-size: 15pt; font-weight: 600; color: #1a3f6b; display: block; margin-top: 6mm }
header span, .grau { color: #4a4f57 }
.felder { height: 71.5mm; position: relative }
.anschrift { position: absolute; top: 30mm; width: 80mm }
.anschrift small { font-size: 6.5pt; border-bottom: .4pt solid #4a4f57 }
.info { position: absolute; top: 23mm; left: 100mm; width: 75mm; font-size: 9pt; string-set: az attr(data-az) }
.info div { display: flex } .info div span:first-child { width: 29mm; color: #4a4f57 }
h1 { font-size: 12.5pt; font-weight: 600; margin: 0 0 .6em }
h2 { font-size: 11pt; font-weight: 600; color: #1a3f6b; margin: 1.4em 0 .5em; break-after: avoid }
b { font-weight: 600 }
ol { margin: 0; padding-left: 7mm } ol li { margin-bottom: .5em }
table { width: 100%; border-collapse: collapse } th { font-weight: 400; text-align: left }
td, th { padding: 4pt 0; vertical-align: top } .g td, .g th { border-bottom: .5pt solid #9aa3af } .g td { text-align: right }
thead th { border-bottom: .8pt solid #1a3f6b !important; font-size: 9pt; font-weight: 500 }
thead th:last-child { text-align: right }
.a th { width: 59mm; color: #4a4f57 }
small { font-size: 8.5pt; color: #4a4f57 }
footer { position: running(foot); width: 165mm; border-top: .5pt solid #9aa3af; font-size: 7pt; color: #4a4f57;
  display: flex; padding-top: 2mm } footer div { flex: 1 } body { margin: 0 }
""",
    font_config=fonts,
)


def euro(cents):
    return f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}\u00a0€"


def page(d):
    e = html.escape
    b, r = d["behoerde"], d["empfaenger"]
    seat = ", ".join([b["name"], *b["anschrift"]])
    fees = "".join(
        f'<tr><th scope="row">{e(f["bezeichnung"])}<br><small>{e(f["rechtsgrundlage"])}</small></th>'
        f'<td>{euro(f["betrag"])}</td></tr>'
        for f in d["gebuehren"]
    )
    total = euro(sum(f["betrag"] for f in d["gebuehren"]))
    return f"""<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Bescheid über einen Bewohnerparkausweis</title>
<meta name="author" content="{e(b["name"])}"></head><body>
<header><b>{e(b["name"])}</b><span>{e(b["einheit"])}</span></header>
<footer><div><b>Anschrift</b><br>{"<br>".join(map(e, [b["name"], *b["anschrift"]]))}</div>
<div><b>Kontakt</b><br>Telefon {e(b["telefon"])}<br>{e(b["email"])}<br>{e(b["web"])}</div>
<div><b>Öffnungszeiten</b><br>{"<br>".join(map(e, b["oeffnungszeiten"]))}</div></footer>
<div class="felder"><div class="anschrift"><small>{e(seat)}</small><br>{"<br>".join(map(e, r["anschrift"]))}</div>
<div class="info" data-az="{e(b["name"])} · Aktenzeichen {e(d["aktenzeichen"])} · 22. November 2026">
<div><span>Aktenzeichen:</span><b>{e(d["aktenzeichen"])}</b></div><div><span>Telefon:</span><span>{e(b["telefon"])}</span></div>
<div><span>E-Mail:</span><span>{e(b["email"])}</span></div><div><span>Datum:</span><b>22. November 2026</b></div></div></div>
<h1>Bescheid über einen Bewohnerparkausweis</h1><p class="grau">Ihr Antrag vom 20. November 2026</p>
<p>{e(r["anrede"])}</p><p>auf Ihren Antrag ergeht folgende Entscheidung:</p>
<h2>Entscheidung</h2><ol><li>Ihnen wird ein Bewohnerparkausweis für das Fahrzeug <b>{e(d["kennzeichen"])}</b> erteilt.</li>
<li>Der Ausweis gilt vom 1. Dezember 2026 bis zum 30. November 2027.</li>
<li>Für diese Entscheidung wird eine Gebühr erhoben.</li></ol>
<h2>Angaben zum Ausweis</h2><table class="a"><tr><th scope="row">Inhaberin</th><td>{e(r["anschrift"][0])}</td></tr>
<tr><th scope="row">Kennzeichen</th><td>{e(d["kennzeichen"])}</td></tr></table>
<h2>Begründung</h2>{"".join(f"<p>{e(g)}</p>" for g in d["gruende"])}
<h2>Gebührenfestsetzung</h2><table class="g"><thead><tr><th scope="col">Gebühr oder Auslage</th><th scope="col">Betrag</th></tr></thead>
{fees}<tr><th scope="row"><b>Gesamtbetrag</b></th><td><b>{total}</b></td></tr></table>
<h2>Rechtsbehelfsbelehrung</h2><p>Gegen diesen Bescheid können Sie innerhalb eines Monats nach seiner Bekanntgabe Widerspruch
erheben. Der Widerspruch ist bei der folgenden Behörde schriftlich, in elektronischer Form nach § 3a Absatz 2 VwVfG,
schriftformersetzend nach § 3a Absatz 3 VwVfG und § 9a Absatz 5 OZG oder zur Niederschrift zu erheben: {e(seat)}.</p>
<p>Mit freundlichen Grüßen</p><p class="grau">Dieser Bescheid wurde mit Hilfe automatischer Einrichtungen erlassen und ist ohne
Unterschrift und Namenswiedergabe gültig (§ 37 Absatz 5 VwVfG).</p></body></html>"""


for line in sys.stdin:
    request = json.loads(line)
    start = time.perf_counter()
    document = HTML(string=page(request["data"])).render(stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-2a", pdf_tags=True)
    target = io.BytesIO()
    document.write_pdf(target, pdf_variant="pdf/a-2a", pdf_tags=True)
    seconds = time.perf_counter() - start
    if request["file"]:
        with open(request["file"], "wb") as out:
            out.write(target.getvalue())
    print(json.dumps({"seconds": seconds, "pages": len(document.pages), "bytes": target.tell()}), flush=True)
