# Strategie vom Land, Zahlen, Daten
strategy-title = Ziele vom Land
strategy-lead = Das Land will besser mit Computern arbeiten. Hier steht: Was will das Land erreichen? Und was tut das Land dafür?
strategy-none = Es gibt noch keine Ziele
strategy-none-what = Hier stehen später die Ziele.
strategy-read-from = Das steht in:
strategy-about = Darum geht es
strategy-field = Thema
strategy-field-number = Thema { $number }
strategy-field-page = Mehr zu diesem Thema
strategy-goal = Ziel
strategy-goals = Ziele
strategy-stage = Nächster Schritt
strategy-stages = Nächste Schritte
strategy-initiative = Großes Vorhaben
strategy-initiatives = Große Vorhaben
strategy-initiatives-what = Diese Vorhaben helfen bei vielen Zielen.
strategy-no-measures = dafür steht noch nichts im Plan
strategy-measures = { $count ->
    [one] dafür steht 1 Sache im Plan
   *[other] dafür stehen { $count } Sachen im Plan
}
strategy-late = { $count ->
    [one] 1 davon ist zu spät
   *[other] { $count } davon sind zu spät
}
strategy-gone = Dieses Ziel gilt nicht mehr.
strategy-why = Warum ist das wichtig?
strategy-should = Was soll besser werden?
strategy-served-by = Das tut das Land dafür
strategy-served-by-none = Dafür steht noch nichts im Plan.
strategy-serves = Das hilft bei diesen Zielen
strategy-source-line = Zeile { $line } im Text
strategy-hints = Das war beim Lesen unklar
strategy-hints-what = Ein Computer hat den Text gelesen. Vielleicht gibt es hier Fehler:
strategy-hint-line = Zeile { $line }: { $said }
strategy-hint-no-beginning = Hier fehlt der Anfang: „{ $text }“
strategy-hint-no-end = Hier fehlt das Ende: „{ $text }“
strategy-hint-over-page = Das passt vielleicht nicht zusammen: „{ $text }“
strategy-hint-empty-goal = Zu diesem Ziel steht nichts: „{ $text }“
strategy-hint-goal-among-stages = Das steht vielleicht am falschen Ort: „{ $text }“
strategy-hint-items-as-goals = { $text }: Das sind vielleicht keine Ziele.
strategy-hint-repeated = { $text }: Das steht mehrmals im Text.
strategy-hint-incomplete = { $text }: Hier fehlt etwas.
strategy-hint-no-heading = { $text }: Hier fehlt der Name.
strategy-hint-other = Ein Teil vom Text ist nicht lesbar.

# Zuordnen
assign-title = Pläne und Ziele verbinden
assign-lead = Wählen Sie ein Ziel. Dann sagen Sie: Was im Plan hilft bei diesem Ziel?
assign-public-page = Das sehen alle
assign-add = Etwas verbinden
assign-search = Etwas anderes suchen
assign-search-button = Suchen
assign-found = Das haben wir gefunden
assign-near = Das passt vielleicht
assign-nothing-found = Nichts gefunden. Suchen Sie mit einem anderen Wort.
assign-nothing-near = Wir haben keine Idee. Suchen Sie etwas.
assign-measure-hint = Das macht: { $lead }. Es steht im Plan { $year }.
assign-reason = Warum?
assign-reason-hint = Schreiben Sie einen Satz. Alle können den Satz lesen.
assign-link = Verbinden
assign-remove = Etwas trennen
assign-linked = Das ist verbunden
assign-part = Trennen
assign-measure-missing = Wählen Sie etwas aus.
assign-reason-missing = Schreiben Sie: Warum?
assign-reason-long = Der Text ist zu lang. Erlaubt sind { $max } Zeichen.
assign-told-linked = Das ist jetzt verbunden.
assign-told-parted = Das ist jetzt getrennt.

# Zahlen
indicators-title = Zahlen zu den Zielen
indicators-lead = Diese Zahlen zeigen: Wie weit sind wir?
indicators-none = Es gibt noch keine Zahlen
indicators-none-what = Hier stehen später Zahlen.
indicators-keep = Zahlen eintragen
indicators-keep-lead = Hier tragen Sie Zahlen ein. Alle können die Zahlen sehen.
indicators-keep-none = Beginnen Sie mit der ersten Zahl.
indicator = Was zeigt die Zahl?
indicator-newest = Neueste Zahl
indicator-target = Das ist das Ziel
indicator-state = Wie weit sind wir?
indicator-reached = Geschafft
indicator-not-reached = Noch nicht geschafft
indicator-target-more = { $value } oder mehr, bis zum { $day }
indicator-target-less = { $value } oder weniger, bis zum { $day }
indicator-target-line = Ziel: { $value }
indicator-source = Woher ist das?
indicator-element = Bei welchem Ziel?
indicator-values = Alle Zahlen
indicator-no-values = Es gibt noch keine Zahlen.
indicator-day = Tag
indicator-value = Zahl
indicator-too-few = weniger als 5
indicator-measured = Das Programm hat gezählt.
indicator-corrections = Das war falsch
indicator-correction = Tag { $day }: Zuerst stand hier { $before }. Seit { $at } steht hier { $after }.
indicator-csv = Liste als Datei (CSV)
indicator-json = Liste als Datei (JSON)
indicator-do = Das können Sie tun
indicator-enter = Zahl eintragen
indicator-correct = Zahl ändern
indicator-change = Angaben ändern
indicator-new = Neue Zahl
indicator-define = Neu anlegen
indicator-keep-change = Speichern
indicator-back = Zurück
indicator-told-defined = Das ist gespeichert. Das Programm braucht etwas Zeit zum Zählen.
indicator-told-entered = Die Zahl ist gespeichert.
indicator-name = Name
indicator-what = Was zeigt die Zahl genau?
indicator-what-hint = Schreiben Sie auch: Wie wird gezählt?
indicator-unit = Was wird gezählt?
indicator-unit-hint = Zum Beispiel: Prozent, Tage
indicator-better = Was ist besser?
indicator-better-more = Mehr ist besser
indicator-better-less = Weniger ist besser
indicator-target-hint = Zum Beispiel 37,5
indicator-until = Bis wann?
indicator-entered = Ein Mensch trägt die Zahlen ein
indicator-name-missing = Schreiben Sie einen Namen.
indicator-name-taken = Den Namen gibt es schon. Wählen Sie einen anderen Namen.
indicator-unit-missing = Schreiben Sie: Was wird gezählt?
indicator-better-missing = Wählen Sie: Was ist besser?
indicator-source-missing = Wählen Sie: Woher kommen die Zahlen?
indicator-source-fixed = Es gibt schon Zahlen. Das kann man nicht mehr ändern.
indicator-element-wrong = Wählen Sie ein Ziel aus der Liste.
indicator-number-wrong = Schreiben Sie eine Zahl. Zum Beispiel: 37,5
indicator-day-wrong = Schreiben Sie einen Tag. Zum Beispiel: 31.12.2030
indicator-too-long = Der Text ist zu lang. Erlaubt sind { $max } Zeichen.
measured-onlinequote = Das Programm zählt: Wie viele Leistungen gibt es im Internet?
measured-abdeckung = Das Programm zählt: In wie vielen Orten gibt es Leistungen im Internet?
measured-bearbeitungszeit = Das Programm zählt: Wie viele Tage dauert ein Antrag?
measured-automationsquote = Das Programm zählt: Wie oft entscheidet ein Computer allein?
value-source-hint = Zum Beispiel: der Name von einem Bericht
value-source-missing = Schreiben Sie: Woher ist die Zahl?
value-reason = Warum ändern Sie die Zahl?
value-reason-hint = Nur wenn es schon eine Zahl gibt. Alle können das lesen.
value-reason-missing = Es gibt schon eine Zahl: { $value }. Schreiben Sie: Warum ändern Sie die Zahl?
value-future = Der Tag kommt erst noch.
value-measured = Diese Zahl zählt das Programm. Für diesen Tag gibt es keine Zahl.
value-unchanged = Diese Zahl steht schon da.
value-only-corrected = Diese Zahl zählt das Programm. Sie können eine Zahl ändern.

# Daten
data-title = Listen
data-lead = Hier stehen Listen mit Zahlen. Alle dürfen die Listen benutzen.
data-none = Es gibt noch keine Listen
data-none-what = Hier stehen später Listen.
data-set = Liste
data-rows = Zeilen
data-licence = Was darf man damit tun?
data-no-licence = Das wissen wir nicht
data-search = In der Liste suchen
data-search-button = Suchen
data-found = { $count ->
    [one] 1 Zeile
   *[other] { $count } Zeilen
}
data-nothing = Nichts gefunden
data-nothing-what = Suchen Sie mit einem anderen Wort.
data-json = Liste als Datei (JSON)
data-odd-title = Hier stimmt etwas nicht
data-odd = Zeile { $line }: Dort steht { $printed }. Richtig ist vielleicht { $computed }.
data-odd-rounding = Zeile { $line }: Dort steht { $printed }. Genau sind es vielleicht { $computed }.
data-odd-rounded = { $count ->
    [one] 1 Zahl ist nicht ganz genau
   *[other] { $count } Zahlen sind nicht ganz genau
}
data-hints = Das war beim Lesen unklar

# Zufriedenheit
measured-zufriedenheit = Das Programm zählt: Wie zufrieden sind die Menschen? 1 ist schlecht. 5 ist sehr gut.
rate-title = Ihre Meinung
rate-why = Sagen Sie uns: Wie war das für Sie?
rate-go = Jetzt sagen
rate-lead = Wir schreiben Ihren Namen nicht auf. Ihre Meinung ändert nichts an der Entscheidung. Sie können das einmal sagen.
rate-question = Wie zufrieden sind Sie?
rate-very-good = Sehr gut
rate-good = Gut
rate-middling = Es geht
rate-bad = Schlecht
rate-very-bad = Sehr schlecht
rate-comment = Was sollen wir wissen?
rate-comment-hint = Schreiben Sie keine Namen. Erlaubt sind { $max } Zeichen.
rate-missing = Wählen Sie eine Antwort.
rate-long = Der Text ist zu lang. Erlaubt sind { $max } Zeichen.
rate-send = Abschicken
rate-back = Zurück zum Antrag
rate-thanks = Danke für Ihre Meinung.
votes-title = Wie zufrieden sind die Menschen?
votes-lead = Hier steht: Was sagen die Menschen? Bei weniger als 5 Menschen steht hier nichts.
votes-none = Noch hat niemand etwas gesagt
votes-none-what = Hier stehen später die Antworten.
votes-service = Leistung
votes-count = Antworten
votes-mean = Im Schnitt (1 bis 5)
votes-too-few = weniger als 5
votes-comments = Das schreiben Menschen zu: { $service }
