# Der Bestand: Fachverfahren, Register, Projekte, Lizenzen
stock-title = Bestand
stock-lead = Was die Behörden des Landes betreiben und bezahlen: Fachverfahren, Register, Projekte und Lizenzen.
stock-new = Gegenstand erfassen
stock-read = Bestand aus einer Datei einlesen
stock-conspicuous = Was auffällt
stock-energy = Stromverbrauch
stock-sight = Von Gegenständen anderer Behörden sehen Sie Namen, Hersteller und Produkt, aber keine Kosten, Fristen und keinen Schutzbedarf. Filter nach Frist und Schutzbedarf finden deshalb nur Ihre eigenen.
stock-as-csv = Diese Liste als CSV
stock-as-xlsx = Diese Liste als Excel-Datei
stock-search = Name, Hersteller oder Produkt
stock-search-button = Suchen
stock-filters = Weitere Filter
stock-due = Fristen
stock-due-year = Support, Ablösung oder Vertrag endet binnen eines Jahres
stock-retired-too = Ausgesonderte
stock-retired-shown = Auch ausgesonderte zeigen
stock-nothing = Nichts gefunden
stock-nothing-what = Ändern Sie die Suche oder nehmen Sie einen Filter heraus.
stock-count = { $count ->
    [one] Ein Gegenstand
   *[other] { $count } Gegenstände
}
stock-behoerde = Behörde
stock-product = Hersteller und Produkt
stock-ends = Nächste Frist
stock-retired = ausgesondert
stock-art = Art
stock-name = Name
stock-kurzname = Kurzname
stock-beschreibung = Beschreibung
stock-hersteller = Hersteller oder Anbieter
stock-produkt = Produkt
stock-version = Version
stock-schutzbedarf = Schutzbedarf
stock-personenbezug = Verarbeitet personenbezogene Daten
stock-oeffentlich = Name darf veröffentlicht werden
stock-betreiber = Betreiber
stock-nutzende = Anzahl der Nutzenden
stock-standards = Standards
stock-schnittstellen = Schnittstellen
stock-in-betrieb-seit = In Betrieb seit
stock-support-bis = Support des Herstellers bis
stock-abloesung-am = Ablösung geplant zum
stock-vertrag-bis = Vertrag bis
stock-kosten-jahr = Kosten im Jahr
stock-einzelplan = Einzelplan
stock-energie-kwh = Stromverbrauch im Jahr (kWh)
stock-energie-jahr = Jahr dieser Angabe
stock-energie-quelle = Quelle dieser Angabe
stock-lizenzart = Lizenzart
stock-lizenzen-gekauft = Gekaufte Lizenzen
stock-schutzbedarf-hint = Nach BSI-Standard 200-2. Die höchste Einstufung von Vertraulichkeit, Integrität und Verfügbarkeit zählt.
stock-oeffentlich-hint = Bei Ja stehen Name, Art und Behörde auf den öffentlichen Seiten verknüpfter Maßnahmen. Kosten, Versionen und Schutzbedarf bleiben intern.
stock-betreiber-hint = Rechenzentrum oder Firma, zum Beispiel TLRZ
stock-standards-hint = zum Beispiel XMeld, XFall, OSCI
stock-kosten-jahr-hint = zum Beispiel 12.500,00
stock-energie-quelle-hint = zum Beispiel Messung, Rechnung, Schätzung, Blauer Engel
stock-topic-grunddaten = Grunddaten
stock-topic-betrieb = Betrieb
stock-topic-lebenszyklus = Lebenszyklus
stock-topic-kosten = Kosten und Energie
stock-topic-lizenz = Lizenzen
stock-is-fachverfahren = Fachverfahren
stock-is-register = Register
stock-is-projekt = Projekt
stock-is-lizenz = Lizenz
stock-need-normal = normal
stock-need-hoch = hoch
stock-need-sehr-hoch = sehr hoch
stock-licence-benannt = je Person
stock-licence-geraet = je Gerät
stock-licence-gleichzeitig = je gleichzeitiger Nutzung
stock-licence-standort = für den ganzen Standort
stock-wrong-missing = Diese Angabe fehlt noch.
stock-wrong-long = Der Text darf höchstens { $max } Zeichen haben.
stock-wrong-choice = Möglich sind: { $choices }.
stock-wrong-yes-no = Antworten Sie mit Ja oder Nein.
stock-wrong-day = Schreiben Sie einen Tag zwischen 1950 und 2200, zum Beispiel 31.12.2027.
stock-wrong-number = Schreiben Sie eine ganze Zahl von 0 bis 1.000.000.000.
stock-wrong-year = Schreiben Sie ein Jahr zwischen 1950 und 2200.
stock-wrong-money = Schreiben Sie einen Betrag in Euro, zum Beispiel 1.234,50.
stock-wrong-needs = Dazu gehört auch die Angabe: { $other }.
stock-wrong-before = Der Tag liegt vor dem Tag bei: { $other }.
stock-wrong-future = Der Tag liegt in der Zukunft.
stock-wrong-id = Diese Kennung gehört zu keinem Gegenstand Ihrer Behörde, der in Betrieb ist. Löschen Sie die Kennung, um etwas Neues zu erfassen.
stock-wrong-link = { $column }: Eines davon gibt es nicht. Maßnahmen schreiben Sie als Jahr:Nummer oder Kennung, Leistungen mit ihrem Schlüssel, Gegenstände mit Kennung oder mit Namen, wenn Ihre Behörde sie führt.
stock-wrong-use-day = Schreiben Sie zu den genutzten Lizenzen eine Anzahl und einen Tag, der nicht in der Zukunft liegt.
stock-wrong-no-licence = Genutzte Lizenzen gibt es nur bei Lizenzen.
stock-wrong-merged = Eine Zahl steht in einer verbundenen Zelle über mehrere Zeilen. Heben Sie die Verbindung auf und schreiben Sie in jede Zeile, was auf sie entfällt.
stock-wrong-twice = In Zeile { $row } steht schon dasselbe.
stock-reason-missing = Schreiben Sie einen Grund, höchstens 1.000 Zeichen.
stock-save = Angaben speichern
stock-back = Abbrechen
stock-empty = keine Angabe
stock-stale = Inzwischen hat jemand anderes diese Angaben geändert
stock-stale-what = So steht es jetzt da. Ihre Eingaben stehen noch im Formular. Wenn Sie noch einmal speichern, gelten Ihre Eingaben.
stock-enter = Gegenstand erfassen
stock-enter-all-the-same = Trotzdem erfassen
stock-alike = Das gibt es vielleicht schon
stock-alike-what = Diese Gegenstände haben einen ähnlichen Namen. Nutzen Sie lieber einen davon mit, statt dasselbe noch einmal zu beschaffen.
stock-not-yours = Mehr sieht nur die Behörde, die diesen Gegenstand führt, und wer die Digitalisierung steuert.
stock-links = Verknüpfungen
stock-history = Verlauf
stock-retire = Gegenstand aussondern
stock-retire-what = Ausgesondertes bleibt mit seinem Verlauf erhalten, kann aber nicht mehr geändert werden.
stock-reason = Grund
stock-retired-note = Ausgesondert
stock-notes = { $count ->
    [one] Hier fällt etwas auf
   *[other] Hier fallen { $count } Dinge auf
}
stock-nothing-said = Noch keine Angaben
stock-change = { $topic } ändern
stock-report-use = Nutzung melden
stock-no-use = Noch keine Nutzung gemeldet
stock-use = Gemeldete Nutzung
stock-day = Tag
stock-in-use = Lizenzen in Nutzung
stock-in-use-hint = Bei gleichzeitiger Nutzung: die höchste Zahl an diesem Tag
stock-measure-gone = Maßnahme, die in keinem Plan mehr steht
stock-no-links = Noch nicht verknüpft
stock-change-links = Verknüpfungen ändern
stock-by-program = Programm
stock-when = Wann
stock-who = Wer
stock-what = Was
stock-did-enter = Erfasst
stock-did-change = { $field }: statt „{ $before }“ jetzt „{ $after }“
stock-did-link = Verknüpft
stock-did-unlink = Verknüpfung gelöst
stock-did-report = { $count } Lizenzen in Nutzung am { $day }
stock-did-retire = Ausgesondert: { $reason }
stock-link-new = Etwas verknüpfen
stock-back-to-thing = Zurück zum Gegenstand
stock-link-to = Womit
stock-link-kind = Art der Verknüpfung
stock-link-do = Ändern
stock-unlink = Verknüpfung lösen
stock-link-search = Worte aus dem Namen
stock-link-massnahme = Gehört zur Maßnahme
stock-link-leistung = Dient der Leistung
stock-link-nutzt = Nutzt
stock-link-genutzt-von = Wird genutzt von
stock-link-ersetzt = Löst ab
stock-link-ersetzt-durch = Wird abgelöst von
stock-link-found = Gefunden für: { $kind }
stock-link-it = Verknüpfen
stock-link-nothing = Versuchen Sie ein anderes Wort. Was schon verknüpft ist, steht oben.
stock-link-more = Gezeigt werden die ersten { $max }. Mit mehr Worten finden Sie genauer.
stock-conspicuous-lead = Fristen, Lizenzen und Lücken, die jemand ansehen sollte. Was kein Problem ist, dürfen Sie stehen lassen.
stock-no-findings = Nichts fällt auf
stock-no-findings-what = Fristen, Lizenzen und Angaben sind in Ordnung, soweit sie bekannt sind.
stock-rule = Auffälligkeit
stock-show = Anzeigen
stock-finding = Was auffällt
stock-findings-count = { $count ->
    [one] Eine Auffälligkeit
   *[other] { $count } Auffälligkeiten
}
stock-rule-support-abgelaufen = Support abgelaufen
stock-rule-unterlizenziert = Zu wenige Lizenzen
stock-rule-vertrag-abgelaufen = Vertrag abgelaufen
stock-rule-abloesung-nach-support = Ablösung erst nach dem Support
stock-rule-abloesung-ueberfaellig = Ablösung überfällig
stock-rule-support-endet = Support endet binnen eines Jahres
stock-rule-vertrag-endet = Vertrag endet binnen eines Jahres
stock-rule-ohne-schutzbedarf = Personenbezug ohne Schutzbedarf
stock-rule-ohne-betreiber = Register ohne Betreiber
stock-rule-ohne-leistung = Fachverfahren ohne Leistung
stock-rule-ueberlizenziert = Viele ungenutzte Lizenzen
stock-found-support-over = Der Support ist am { $day } abgelaufen.
stock-found-support-ends = Der Support endet am { $day }.
stock-found-late-replacement = Die Ablösung ist für den { $replacement } geplant, der Support endet schon am { $support }.
stock-found-replacement-over = Die Ablösung war für den { $day } geplant.
stock-found-contract-over = Der Vertrag ist am { $day } ausgelaufen.
stock-found-contract-ends = Der Vertrag läuft am { $day } aus.
stock-found-too-few = { $used } Lizenzen in Nutzung, aber nur { $bought } gekauft.
stock-found-too-many = Nur { $used } von { $bought } gekauften Lizenzen in Nutzung.
stock-found-no-protection = Personenbezogene Daten, aber kein Schutzbedarf festgelegt.
stock-found-no-operator = Kein Betreiber angegeben.
stock-found-no-leistung = Mit keiner Leistung verknüpft.
stock-twice = Vielleicht doppelt
stock-twice-what = Diese Paare könnten dasselbe sein. Sind sie es nicht, dann sagen Sie warum: Das Paar wird nicht mehr gezeigt.
stock-twice-all = Alle Paare zeigen
stock-apart = Ist nicht dasselbe
stock-apart-reason = Warum es nicht dasselbe ist
stock-same-product = Gleicher Hersteller, gleiches Produkt
stock-same-name = Gleicher Name
stock-same-short = Gleicher Kurzname
stock-same-words = { $share } % der Worte beider Namen gleich
stock-no-operator = ohne Betreiber
stock-energy-none = Noch nichts erfasst
stock-energy-none-what = Hier steht der Stromverbrauch, sobald Fachverfahren, Register oder Projekte erfasst sind.
stock-energy-lead = { $given } von { $count } Fachverfahren, Registern und Projekten nennen einen Verbrauch. Die Summen sind deshalb eher zu klein.
stock-energy-by-office = Nach Behörde
stock-energy-by-operator = Nach Betreiber
stock-energy-table = Stromverbrauch in Zahlen
stock-energy-share = Mit Angabe
stock-energy-given = { $given } von { $count } ({ $share } %)
stock-read-lead = CSV, Excel oder LibreOffice. Gespeichert wird erst, wenn Sie es nach der Prüfung bestätigen. Dieselbe Datei noch einmal ändert nichts.
stock-read-columns = Welche Spalten die Datei haben kann
stock-read-columns-what = Nötig sind Art und Name. Leere Zellen ändern nichts. Eine leere Art übernimmt die der Zeile darüber, wie bei verbundenen Zellen. Auch übliche andere Überschriften und Tippfehler werden erkannt.
stock-read-no-headings = Wir haben keine Zeile mit den Überschriften Art und Name gefunden.
stock-read-no-rows = Unter den Überschriften stehen keine Zeilen.
stock-read-changed = Der Bestand hat sich seit der Prüfung geändert. Prüfen Sie die Datei bitte noch einmal. Es wurde nichts übernommen.
stock-read-done = Die Datei ist übernommen
stock-read-new = Neu: { $count }
stock-read-changes = Geändert: { $count }
stock-read-known = Unverändert: { $count }
stock-read-found = Das haben wir in der Datei gefunden
stock-read-take = { $count ->
    [one] Einen Eintrag übernehmen
   *[other] { $count } Einträge übernehmen
}
stock-read-bad = { $count ->
    [one] Eine Zeile wird nicht übernommen
   *[other] { $count } Zeilen werden nicht übernommen
}
stock-read-bad-what = Verbessern Sie die Datei und lesen Sie sie noch einmal ein, oder übernehmen Sie nur die guten Zeilen.
stock-read-faults = Was nicht passt
stock-read-more = { $count ->
    [one] Und eine weitere Zeile
   *[other] Und { $count } weitere Zeilen
}
stock-read-is = Im Bestand
stock-read-from-above = In diesen Zeilen war die Art leer und wurde von oben übernommen: { $rows }.
stock-read-merged = Diese Zeilen haben Angaben aus verbundenen Zellen: { $rows }.
stock-read-links = { $count ->
    [one] 1 neue Verknüpfung
   *[other] { $count } neue Verknüpfungen
}
stock-read-links-fewer = { $count ->
    [one] 1 Verknüpfung weniger
   *[other] { $count } Verknüpfungen weniger
}
stock-read-links-what = Mehrere Verknüpfungen in einer Zelle trennen Sie mit einem Strichpunkt. Die Zelle nennt alle Verknüpfungen ihrer Art; eine leere Zelle ändert nichts.
stock-column-massnahmen = Maßnahmen
stock-column-leistungen = Leistungen
stock-column-nutzt = Nutzt
stock-column-ersetzt = Ersetzt
stock-column-genutzt = Genutzte Lizenzen
stock-column-genutzt-am = Tag der genutzten Lizenzen
stock-read-rows = Was aus jeder Zeile wird
stock-read-is-new = wird erfasst
stock-read-is-known = bleibt, wie es ist
stock-read-is-change = ändert: { $fields }
stock-of-measure = Fachverfahren, Register und Projekte dazu
