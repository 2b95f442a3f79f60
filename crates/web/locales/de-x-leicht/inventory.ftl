# Der Bestand
stock-title = Bestand
stock-lead = Hier steht: Welche Programme, Register, Projekte und Lizenzen haben die Behörden im Land?
stock-new = Etwas Neues eintragen
stock-read = Bestand aus einer Datei übernehmen
stock-conspicuous = Was auffällt
stock-energy = Strom-Verbrauch
stock-sight = Sie sehen die Namen von anderen Behörden. Kosten und Fristen sehen Sie nur von Ihrer Behörde.
stock-as-csv = Diese Liste als CSV
stock-as-xlsx = Diese Liste als Excel-Datei
stock-search = Name, Hersteller oder Produkt
stock-search-button = Suchen
stock-filters = Weitere Filter
stock-due = Fristen
stock-due-year = Support, Ablösung oder Vertrag endet in einem Jahr oder früher
stock-retired-too = Was weg ist
stock-retired-shown = Auch zeigen, was weg ist
stock-nothing = Nichts gefunden
stock-nothing-what = Suchen Sie mit anderen Wörtern.
stock-count = { $count ->
    [one] Eine Sache
   *[other] { $count } Sachen
}
stock-behoerde = Behörde
stock-product = Hersteller und Produkt
stock-ends = Nächste Frist
stock-retired = weg
stock-art = Art
stock-name = Name
stock-kurzname = Kurz-Name
stock-beschreibung = Beschreibung
stock-hersteller = Hersteller oder Anbieter
stock-produkt = Produkt
stock-version = Version
stock-schutzbedarf = Schutz-Bedarf
stock-personenbezug = Arbeitet mit Daten von Menschen
stock-oeffentlich = Alle dürfen den Namen sehen
stock-betreiber = Betreiber
stock-nutzende = Wie viele Menschen arbeiten damit?
stock-standards = Standards
stock-schnittstellen = Schnittstellen
stock-in-betrieb-seit = In Betrieb seit
stock-support-bis = Support vom Hersteller bis
stock-abloesung-am = Ablösung geplant am
stock-vertrag-bis = Vertrag bis
stock-kosten-jahr = Kosten in einem Jahr
stock-einzelplan = Einzelplan
stock-energie-kwh = Strom-Verbrauch in einem Jahr (kWh)
stock-energie-jahr = Jahr von dieser Zahl
stock-energie-quelle = Woher ist diese Zahl?
stock-lizenzart = Art von der Lizenz
stock-lizenzen-gekauft = Gekaufte Lizenzen
stock-schutzbedarf-hint = Nach den Regeln vom BSI. Die höchste Stufe zählt.
stock-oeffentlich-hint = Bei Ja sehen alle Menschen den Namen. Kosten sehen nur die Behörden.
stock-betreiber-hint = Rechen-Zentrum oder Firma
stock-standards-hint = zum Beispiel XMeld oder OSCI
stock-kosten-jahr-hint = zum Beispiel 12.500
stock-energie-quelle-hint = zum Beispiel Messung oder Rechnung
stock-topic-grunddaten = Das Wichtigste
stock-topic-betrieb = Betrieb
stock-topic-lebenszyklus = Anfang und Ende
stock-topic-kosten = Kosten und Strom
stock-topic-lizenz = Lizenzen
stock-is-fachverfahren = Fach-Verfahren
stock-is-register = Register
stock-is-projekt = Projekt
stock-is-lizenz = Lizenz
stock-need-normal = normal
stock-need-hoch = hoch
stock-need-sehr-hoch = sehr hoch
stock-licence-benannt = für eine Person
stock-licence-geraet = für ein Gerät
stock-licence-gleichzeitig = für mehrere Personen nacheinander
stock-licence-standort = für das ganze Haus
stock-wrong-missing = Hier fehlt noch etwas.
stock-wrong-long = Der Text ist zu lang. Er darf { $max } Zeichen haben.
stock-wrong-choice = Möglich ist: { $choices }.
stock-wrong-yes-no = Schreiben Sie Ja oder Nein.
stock-wrong-day = Schreiben Sie einen Tag. Zum Beispiel: 31.12.2027.
stock-wrong-number = Schreiben Sie eine ganze Zahl.
stock-wrong-year = Schreiben Sie ein Jahr. Zum Beispiel: 2025.
stock-wrong-money = Schreiben Sie Geld in Euro. Zum Beispiel: 1.234,50.
stock-wrong-needs = Schreiben Sie auch das: { $other }.
stock-wrong-before = Der Tag ist zu früh. Er ist vor dem Tag bei: { $other }.
stock-wrong-future = Der Tag war noch nicht.
stock-wrong-id = Diese Kennung kennen wir nicht. Löschen Sie die Kennung.
stock-wrong-link = { $column }: Das gibt es nicht. Schreiben Sie die richtige Nummer.
stock-wrong-use-day = Schreiben Sie eine Zahl und einen Tag. Der Tag war schon.
stock-wrong-no-licence = Das geht nur bei Lizenzen.
stock-wrong-merged = Eine Zahl steht für viele Zeilen. Schreiben Sie in jede Zeile eine eigene Zahl.
stock-wrong-twice = In Zeile { $row } steht das schon.
stock-reason-missing = Schreiben Sie einen Grund.
stock-save = Speichern
stock-back = Abbrechen
stock-empty = nichts
stock-stale = Eine andere Person hat das geändert
stock-stale-what = So ist es jetzt. Ihr Text steht noch unten. Speichern Sie noch einmal? Dann gilt Ihr Text.
stock-enter = Eintragen
stock-enter-all-the-same = Trotzdem eintragen
stock-alike = Das gibt es vielleicht schon
stock-alike-what = Diese Namen sind ähnlich. Vielleicht können Sie das mit benutzen.
stock-not-yours = Mehr sieht nur die andere Behörde.
stock-links = Was dazu gehört
stock-history = Was passiert ist
stock-retire = Nicht mehr benutzen
stock-retire-what = Danach können Sie nichts mehr ändern.
stock-reason = Grund
stock-retired-note = Wird nicht mehr benutzt
stock-notes = { $count ->
    [one] Das fällt auf
   *[other] { $count } Dinge fallen auf
}
stock-nothing-said = Hier steht noch nichts
stock-change = Ändern: { $topic }
stock-report-use = Benutzung melden
stock-no-use = Noch keine Benutzung gemeldet
stock-use = Gemeldete Benutzung
stock-day = Tag
stock-in-use = Benutzte Lizenzen
stock-in-use-hint = Die höchste Zahl an diesem Tag
stock-measure-gone = Maßnahme ohne Plan
stock-no-links = Hier steht noch nichts
stock-change-links = Ändern, was dazu gehört
stock-by-program = Programm
stock-when = Wann
stock-who = Wer
stock-what = Was
stock-did-enter = Eingetragen
stock-did-change = { $field }: vorher „{ $before }“, jetzt „{ $after }“
stock-did-link = Dazu genommen
stock-did-unlink = Weg genommen
stock-did-report = { $count } benutzte Lizenzen am { $day }
stock-did-retire = Nicht mehr benutzt: { $reason }
stock-link-new = Etwas dazu nehmen
stock-back-to-thing = Zurück
stock-link-to = Was
stock-link-kind = Wie gehört es dazu?
stock-link-do = Ändern
stock-unlink = Weg nehmen
stock-link-search = Wörter aus dem Namen
stock-link-massnahme = Gehört zu dieser Maßnahme
stock-link-leistung = Hilft bei dieser Leistung
stock-link-nutzt = Braucht
stock-link-genutzt-von = Das braucht
stock-link-ersetzt = Ersetzt
stock-link-ersetzt-durch = Neu dafür
stock-link-found = Gefunden für: { $kind }
stock-link-it = Dazu nehmen
stock-link-nothing = Suchen Sie ein anderes Wort.
stock-link-more = Sie sehen die ersten { $max }. Schreiben Sie mehr Wörter.
stock-conspicuous-lead = Das sollte sich eine Person ansehen.
stock-no-findings = Nichts fällt auf
stock-no-findings-what = Alles ist in Ordnung.
stock-rule = Was fällt auf?
stock-show = Zeigen
stock-finding = Was auffällt
stock-findings-count = { $count ->
    [one] Eine Sache fällt auf
   *[other] { $count } Sachen fallen auf
}
stock-rule-support-abgelaufen = Support ist vorbei
stock-rule-unterlizenziert = Zu wenige Lizenzen
stock-rule-vertrag-abgelaufen = Vertrag ist vorbei
stock-rule-abloesung-nach-support = Ablösung ist zu spät
stock-rule-abloesung-ueberfaellig = Ablösung ist überfällig
stock-rule-support-endet = Support endet bald
stock-rule-vertrag-endet = Vertrag endet bald
stock-rule-ohne-schutzbedarf = Schutz-Bedarf fehlt
stock-rule-ohne-betreiber = Betreiber fehlt
stock-rule-ohne-leistung = Leistung fehlt
stock-rule-ueberlizenziert = Zu viele Lizenzen
stock-found-support-over = Der Support ist seit dem { $day } vorbei.
stock-found-support-ends = Der Support endet am { $day }.
stock-found-late-replacement = Die Ablösung ist am { $replacement }. Der Support endet schon am { $support }.
stock-found-replacement-over = Die Ablösung war am { $day } geplant.
stock-found-contract-over = Der Vertrag ist seit dem { $day } vorbei.
stock-found-contract-ends = Der Vertrag endet am { $day }.
stock-found-too-few = { $used } Lizenzen sind benutzt. Nur { $bought } sind gekauft.
stock-found-too-many = { $bought } Lizenzen sind gekauft. Nur { $used } sind benutzt.
stock-found-no-protection = Hier sind Daten von Menschen. Der Schutz-Bedarf fehlt.
stock-found-no-operator = Der Betreiber fehlt.
stock-found-no-leistung = Keine Leistung gehört dazu.
stock-twice = Vielleicht doppelt
stock-twice-what = Ist das 2-mal das Gleiche? Wenn nicht: Schreiben Sie den Grund.
stock-twice-all = Alle Paare zeigen
stock-apart = Ist nicht das Gleiche
stock-apart-reason = Warum nicht?
stock-same-product = Gleicher Hersteller und gleiches Produkt
stock-same-name = Gleicher Name
stock-same-short = Gleicher Kurz-Name
stock-same-words = { $share } von 100 Wörtern sind gleich
stock-no-operator = ohne Betreiber
stock-energy-none = Hier steht noch nichts
stock-energy-none-what = Tragen Sie zuerst Programme oder Register ein.
stock-energy-lead = { $given } von { $count } haben eine Zahl. Die Summe ist deshalb vielleicht zu klein.
stock-energy-by-office = Nach Behörde
stock-energy-by-operator = Nach Betreiber
stock-energy-table = Strom-Verbrauch in Zahlen
stock-energy-share = Mit Zahl
stock-energy-given = { $given } von { $count } ({ $share } %)
stock-read-lead = Sie können eine Tabelle übernehmen. Erst prüfen wir die Datei. Dann fragen wir Sie noch einmal.
stock-read-columns = Welche Spalten gehen?
stock-read-columns-what = Art und Name müssen da sein. Leere Zellen ändern nichts.
stock-read-no-headings = Die Überschriften Art und Name fehlen.
stock-read-no-rows = Unter den Überschriften steht nichts.
stock-read-changed = Der Bestand ist jetzt anders. Prüfen Sie die Datei noch einmal.
stock-read-done = Die Datei ist übernommen
stock-read-new = Neu: { $count }
stock-read-changes = Geändert: { $count }
stock-read-known = Gleich: { $count }
stock-read-found = Das steht in der Datei
stock-read-take = { $count ->
    [one] Eine Zeile übernehmen
   *[other] { $count } Zeilen übernehmen
}
stock-read-bad = { $count ->
    [one] Eine Zeile geht nicht
   *[other] { $count } Zeilen gehen nicht
}
stock-read-bad-what = Verbessern Sie die Datei. Oder nehmen Sie nur die guten Zeilen.
stock-read-faults = Was nicht passt
stock-read-more = { $count ->
    [one] Und noch eine Zeile
   *[other] Und noch { $count } Zeilen
}
stock-read-is = Im Bestand
stock-read-from-above = In diesen Zeilen war keine Art. Wir nehmen die Art von oben: { $rows }.
stock-read-merged = Diese Zeilen haben Angaben von der Zeile oben: { $rows }.
stock-read-links = { $count ->
    [one] 1 neue Verbindung
   *[other] { $count } neue Verbindungen
}
stock-read-links-fewer = { $count ->
    [one] 1 Verbindung weniger
   *[other] { $count } Verbindungen weniger
}
stock-read-links-what = Sie haben viele Verbindungen? Dann schreiben Sie ein Zeichen dazwischen. Das Zeichen ist: ;
stock-column-massnahmen = Das steht im Plan
stock-column-leistungen = Leistungen
stock-column-nutzt = Braucht
stock-column-ersetzt = Kommt nach
stock-column-genutzt = So viele Lizenzen werden benutzt
stock-column-genutzt-am = An diesem Tag
stock-read-rows = Was aus jeder Zeile wird
stock-read-is-new = ist neu
stock-read-is-known = bleibt gleich
stock-read-is-change = ändert: { $fields }
stock-of-measure = Programme und Register dazu
