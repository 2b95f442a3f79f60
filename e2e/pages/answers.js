// What the journeys type, by package. The persons are invented.

/** The smallest PDF that a reader accepts. */
export const proof = (name) => ({
  name,
  mimeType: "application/pdf",
  buffer: Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"),
});

/** A Windows program under a false name. */
export const smuggled = (name) => ({ name, mimeType: "application/pdf", buffer: Buffer.from("MZ\x90\x00\x03\x00\x00\x00This program cannot be run in DOS mode.") });

/** services/bewohnerparkausweis: clear facts, so that the decision table grants. */
export const granted = {
  person: { familienname: "Beispiel", vornamen: "Anna Maria", geburtsdatum: "17.04.1988", email: "anna.beispiel@buerger.example" },
  wohnung: { art: "hauptwohnung", strasse: "Anger", hausnummer: "1", postleitzahl: "99084", ort: "Erfurt", zone: "EF-A", stellplatz: false },
  fahrzeug: [{ kennzeichen: "EF-AB 123", fahrzeugart: "pkw", halter: true, zulassungsbescheinigung: proof("fahrzeugschein.pdf") }],
  ausweis: { vorhanden: "keiner", dauer: "1" }, // the first day, `gueltig_ab`, depends on today: the journey adds it
  erklaerungen: { richtigkeit: true, aenderungen: true, elektronische_bekanntgabe: true },
};

/** services/bewohnerparkausweis: a second home, which a person has to look at. */
export const referred = { ...granted, wohnung: { ...granted.wohnung, art: "nebenwohnung" } };

/** A day from today on, as people write it: `24.12.2026`. */
export function dayFromNow(days) {
  const day = new Date(Date.now() + days * 86_400_000);
  return new Intl.DateTimeFormat("de-DE", { timeZone: "Europe/Berlin", day: "2-digit", month: "2-digit", year: "numeric" }).format(day);
}
