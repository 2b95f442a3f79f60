# Strategie des Landes, Kennzahlen, Daten
strategy-title = Strategie
strategy-lead = Was das Land mit der Digitalisierung der Verwaltung erreichen will, was auf dem Weg dorthin geschafft sein soll und welche Maßnahmen der Aktionspläne dazu beitragen.
strategy-none = Noch keine Strategie
strategy-none-what = Sobald die Strategie aufgenommen ist, stehen hier ihre Handlungsfelder und Ziele.
strategy-read-from = Gelesen aus:
strategy-about = Worum es geht
strategy-field = Handlungsfeld
strategy-field-number = Handlungsfeld { $number }
strategy-field-page = Handlungsfeld im Einzelnen
strategy-goal = Strategisches Ziel
strategy-goals = Strategische Ziele
strategy-stage = Etappenziel
strategy-stages = Etappenziele
strategy-initiative = Strategische Initiative
strategy-initiatives = Strategische Initiativen
strategy-initiatives-what = Initiativen bündeln Ziele über die Handlungsfelder hinweg.
strategy-no-measures = noch keine Maßnahme zugeordnet
strategy-measures = { $count ->
    [one] 1 Maßnahme
   *[other] { $count } Maßnahmen
}
strategy-late = { $count ->
    [one] davon 1 in Verzug
   *[other] davon { $count } in Verzug
}
strategy-gone = Dieses Ziel steht nicht mehr in der geltenden Fassung der Strategie.
strategy-why = Warum braucht es die Initiative?
strategy-should = Was soll sie erreichen?
strategy-served-by = Maßnahmen, die dazu beitragen
strategy-served-by-none = Dazu ist noch keine Maßnahme zugeordnet.
strategy-serves = Trägt bei zu diesen Zielen der Strategie
strategy-source-line = Zeile { $line } im Text der Strategie
strategy-hints = Stellen, die beim Einlesen unklar waren
strategy-hints-what = Der Text wurde aus einem PDF gelesen. An diesen Stellen können Sätze unvollständig oder vertauscht sein:
strategy-hint-line = Zeile { $line }: { $said }
strategy-hint-no-beginning = Der Absatz „{ $text }“ hat keinen Anfang. Er gehört vielleicht an eine andere Stelle.
strategy-hint-no-end = Der Punkt endet mitten im Satz: „{ $text }“.
strategy-hint-over-page = „{ $text }“ setzt einen Satz über das Seitenende fort und ist vielleicht falsch angefügt.
strategy-hint-empty-goal = Unter dem Ziel „{ $text }“ steht nichts. Seine Punkte stehen vielleicht bei einem anderen Ziel.
strategy-hint-goal-among-stages = „{ $text }“ steht zwischen den Etappenzielen.
strategy-hint-items-as-goals = { $text }: Die einzelnen Punkte wurden als Ziele gelesen.
strategy-hint-repeated = { $text } steht mehrfach im Text; die erste Stelle gilt.
strategy-hint-incomplete = { $text } hat keine Ziele oder keine Etappenziele.
strategy-hint-no-heading = Zu Abschnitt { $text } fehlt die Überschrift.
strategy-hint-other = Der Text ist nicht vollständig lesbar.

# Maßnahmen zuordnen
assign-title = Maßnahmen der Strategie zuordnen
assign-lead = Wählen Sie ein Ziel und legen Sie fest, welche Maßnahmen dazu beitragen. Vorschläge ordnet das Programm nie von selbst zu.
assign-public-page = So sehen es alle
assign-add = Maßnahme zuordnen
assign-search = Andere Maßnahme suchen
assign-search-button = Suchen
assign-found = Gefundene Maßnahmen
assign-near = Vorschläge nach ähnlichem Text
assign-nothing-found = Keine Maßnahme gefunden, die noch nicht zugeordnet ist. Suchen Sie mit anderen Wörtern.
assign-nothing-near = Es gibt keine Vorschläge. Suchen Sie nach einer Maßnahme.
assign-measure-hint = Federführung: { $lead }, zuletzt im Plan { $year }
assign-reason = Begründung
assign-reason-hint = Ein Satz genügt. Er wird veröffentlicht.
assign-link = Maßnahme zuordnen
assign-remove = Zuordnung aufheben
assign-linked = Zugeordnete Maßnahmen
assign-part = Zuordnung aufheben
assign-measure-missing = Wählen Sie eine Maßnahme.
assign-reason-missing = Schreiben Sie eine Begründung.
assign-reason-long = Kürzen Sie die Begründung auf { $max } Zeichen.
assign-told-linked = Die Maßnahme ist zugeordnet.
assign-told-parted = Die Zuordnung ist aufgehoben.

# Kennzahlen
indicators-title = Kennzahlen
indicators-lead = Woran zu erkennen ist, ob die Strategie wirkt: Werte über die Zeit, ihr Zielwert und ihre Quelle.
indicators-none = Noch keine Kennzahlen
indicators-none-what = Sobald Kennzahlen festgelegt sind, stehen sie hier.
indicators-keep = Kennzahlen pflegen
indicators-keep-lead = Legen Sie Kennzahlen fest und tragen Sie Werte ein. Alles hier wird veröffentlicht.
indicators-keep-none = Legen Sie die erste Kennzahl fest.
indicator = Kennzahl
indicator-newest = Neuester Wert
indicator-target = Zielwert
indicator-state = Stand
indicator-reached = Ziel erreicht
indicator-not-reached = Ziel noch nicht erreicht
indicator-target-more = mindestens { $value } bis { $day }
indicator-target-less = höchstens { $value } bis { $day }
indicator-target-line = Zielwert: { $value }
indicator-source = Quelle
indicator-element = Ziel der Strategie
indicator-values = Werte
indicator-no-values = Es gibt noch keine Werte.
indicator-day = Tag
indicator-value = Wert
indicator-too-few = weniger als fünf Fälle
indicator-measured = vom Programm gemessen
indicator-corrections = Berichtigungen
indicator-correction = Wert vom { $day }: { $before } wurde am { $at } zu { $after } berichtigt.
indicator-csv = Als Tabelle (CSV)
indicator-json = Für Programme (JSON)
indicator-do = Was Sie tun können
indicator-enter = Wert eintragen
indicator-correct = Wert berichtigen
indicator-change = Kennzahl ändern
indicator-new = Neue Kennzahl
indicator-define = Kennzahl festlegen
indicator-keep-change = Änderung speichern
indicator-back = Zurück zur Übersicht
indicator-told-defined = Die Kennzahl ist gespeichert. Was das Programm misst, erscheint in wenigen Minuten.
indicator-told-entered = Der Wert ist gespeichert.
indicator-name = Name
indicator-what = Was die Kennzahl aussagt
indicator-what-hint = Auch, was sie nicht aussagt und wie sie erhoben wird.
indicator-unit = Einheit
indicator-unit-hint = Zum Beispiel: Prozent, Tage, Schulungen
indicator-better = Was ist besser?
indicator-better-more = Ein höherer Wert
indicator-better-less = Ein niedrigerer Wert
indicator-target-hint = Höchstens zwei Stellen nach dem Komma, zum Beispiel 37,5
indicator-until = Zielwert erreicht bis
indicator-entered = Eingetragene Werte
indicator-name-missing = Geben Sie der Kennzahl einen Namen.
indicator-name-taken = Eine andere Kennzahl heißt schon so. Wählen Sie einen anderen Namen.
indicator-unit-missing = Geben Sie die Einheit an.
indicator-better-missing = Wählen Sie, was besser ist.
indicator-source-missing = Wählen Sie, woher die Werte kommen.
indicator-source-fixed = Die Kennzahl hat schon Werte. Legen Sie für eine andere Quelle eine neue Kennzahl fest.
indicator-element-wrong = Wählen Sie ein Ziel der geltenden Strategie.
indicator-number-wrong = Geben Sie eine Zahl mit höchstens zwei Stellen nach dem Komma an, zum Beispiel 37,5.
indicator-day-wrong = Geben Sie einen Tag an, zum Beispiel 31.12.2030.
indicator-too-long = Kürzen Sie auf { $max } Zeichen.
measured-onlinequote = Gemessen: Anteil der Leistungen im Katalog, die jemand online anbietet
measured-abdeckung = Gemessen: Anteil der Gemeinden, in denen mindestens eine Leistung online angeboten wird
measured-bearbeitungszeit = Gemessen: Tage vom Eingang bis zur Entscheidung, innerhalb derer die Hälfte der Anträge eines Monats entschieden wurde
measured-automationsquote = Gemessen: Anteil der Entscheidungen eines Monats ohne Bearbeitung durch einen Menschen
value-source-hint = Woher der Wert stammt, zum Beispiel Bericht mit Datum
value-source-missing = Geben Sie an, woher der Wert stammt.
value-reason = Begründung der Berichtigung
value-reason-hint = Nur, wenn es für den Tag schon einen Wert gibt. Sie wird veröffentlicht.
value-reason-missing = Für diesen Tag gibt es schon den Wert { $value }. Begründen Sie, warum er berichtigt wird.
value-future = Der Tag liegt in der Zukunft.
value-measured = Diese Kennzahl misst das Programm. Berichtigt werden kann nur der Wert eines Tages, an dem gemessen wurde.
value-unchanged = Dieser Wert mit dieser Quelle steht dort schon.
value-only-corrected = Diese Kennzahl misst das Programm. Sie können einen gemessenen Wert berichtigen.

# Daten
data-title = Daten
data-lead = Tabellen aus veröffentlichten Dokumenten, geprüft und frei weiterzuverwenden.
data-none = Noch keine Daten
data-none-what = Sobald Tabellen aufgenommen sind, stehen sie hier.
data-set = Datensatz
data-rows = Zeilen
data-licence = Nutzungsbedingungen
data-no-licence = nicht angegeben
data-search = In den Daten suchen
data-search-button = Suchen
data-found = { $count ->
    [one] 1 Zeile
   *[other] { $count } Zeilen
}
data-nothing = Keine Zeile gefunden
data-nothing-what = Suchen Sie mit anderen Wörtern.
data-json = Mit Beschreibung für Programme (JSON)
data-odd-title = Was nicht aufgeht
data-odd = Zeile { $line } der Quelle: gedruckt { $printed }, gerechnet { $computed }
data-odd-rounding = Zeile { $line } der Quelle: gedruckt { $printed }, gerechnet { $computed }; die Rundung erklärt es
data-odd-rounded = { $count ->
    [one] 1 Summe, die wegen der Rundung nicht aufgeht
   *[other] { $count } Summen, die wegen der Rundung nicht aufgehen
}
data-hints = Stellen, die beim Einlesen unklar waren

# Zufriedenheit
measured-zufriedenheit = Gemessen: Durchschnitt der Bewertungen eines Monats, von 1 (sehr unzufrieden) bis 5 (sehr zufrieden)
rate-title = Antrag bewerten
rate-why = Sagen Sie uns, wie zufrieden Sie mit diesem Dienst sind.
rate-go = Jetzt bewerten
rate-lead = Ihre Bewertung wird ohne Ihren Namen und ohne Verbindung zu Ihrem Antrag gespeichert. Auf die Entscheidung hat sie keinen Einfluss. Sie können jeden Antrag einmal bewerten.
rate-question = Wie zufrieden sind Sie?
rate-very-good = Sehr zufrieden
rate-good = Zufrieden
rate-middling = Teils, teils
rate-bad = Unzufrieden
rate-very-bad = Sehr unzufrieden
rate-comment = Was sollen wir wissen?
rate-comment-hint = Höchstens { $max } Zeichen. Schreiben Sie keine Namen und nichts, woran man Sie erkennt.
rate-missing = Wählen Sie, wie zufrieden Sie sind.
rate-long = Kürzen Sie den Text auf { $max } Zeichen.
rate-send = Bewertung abgeben
rate-back = Zurück zum Antrag
rate-thanks = Danke für Ihre Bewertung.
votes-title = Zufriedenheit
votes-lead = Was Antragstellende zu jedem Dienst sagen. Stimmen haben keinen Bezug zu Personen; unter fünf Stimmen wird nichts gezeigt.
votes-none = Noch keine Bewertungen
votes-none-what = Sobald jemand einen Antrag bewertet hat, steht der Dienst hier.
votes-service = Dienst
votes-count = Bewertungen
votes-mean = Durchschnitt (1 bis 5)
votes-too-few = weniger als fünf
votes-comments = Anmerkungen zu { $service }
