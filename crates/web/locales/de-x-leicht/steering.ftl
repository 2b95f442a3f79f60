# Pläne und ihre Aufgaben
steer-title = Was das Land vorhat
steer-lead = Das Land will besser mit Computern arbeiten. Hier steht: Was will das Land tun? Wer macht es? Wann soll es fertig sein?
steer-none = Es gibt noch keinen Plan
steer-none-what = Hier stehen später die Pläne.
steer-plan = Plan
steer-lead-office = Wer macht es?
steer-status = Wie weit ist es?
steer-where = In allen Plänen
steer-finding = Was fällt auf?
steer-search = Suchen
steer-search-button = Suchen
steer-filters = Mehr auswählen
steer-nothing = Nichts gefunden
steer-nothing-what = Suchen Sie mit einem anderen Wort.
steer-measure = Was?
steer-due = Wann soll es fertig sein?
steer-plans = In diesen Plänen
steer-findings = Was fällt auf?
steer-count = { $count ->
    [one] 1 Sache
   *[other] { $count } Sachen
}
steer-count-more = { $count } Maßnahmen oder mehr
steer-measures = { $count ->
    [one] 1 Sache
   *[other] { $count } Sachen
}
steer-to-plans = Alle Pläne
steer-as-csv = Liste als Datei (CSV)
steer-as-json = Liste als Datei (JSON)
steer-findings-csv = Alles, was auffällt, als Datei (CSV)
steer-findings-json = Alles, was auffällt, als Datei (JSON)
steer-measure-json = Das hier als Datei (JSON)
steer-runs = Steht im letzten Plan
steer-completed = Ist fertig
steer-merged = Gehört jetzt zu einer anderen Sache
steer-vanished = Steht nicht mehr im Plan
steer-moved-later = { $months ->
    [one] 1 Monat später
   *[other] { $months } Monate später
}
steer-moved-earlier = { $months ->
    [one] 1 Monat früher
   *[other] { $months } Monate früher
}
steer-moved = Später oder früher
steer-end = Ende
steer-end-completed = Im Plan { $year } steht: Das ist fertig.
steer-end-vanished = Im Plan { $year } steht es nicht mehr. Es steht nirgends: Das ist fertig.
steer-went-into = Gehört jetzt zu
steer-came-from = War früher ein Teil von
steer-admitted = Im Plan seit
steer-findings-title = Was fällt auf?
steer-history = Was war in jedem Jahr?
steer-number = Nummer
steer-no-number = keine
steer-title-then = Name
steer-slippage = So viele Monate später als am Anfang geplant ({ $day })
steer-slippage-months = Monate
steer-texts = Das steht in den Plänen
steer-text-of = Text im Plan { $year }
steer-text-same = Der Text ist wie im Plan davor.
steer-links = Warum ist das die gleiche Sache?
steer-links-how = Die Nummern sind jedes Jahr anders. Wir vergleichen die Namen und die Texte.
steer-link = Von { $from } bis { $to }: { $trust }
steer-trust = Wie sicher?
steer-trust-low = nicht sicher
steer-trust-medium = fast sicher
steer-trust-high = sicher
steer-trust-confirmed = ein Mensch hat es geprüft
steer-source = Plan { $year }, Zeile { $line }
steer-plans-title = Die Pläne
steer-plans-lead = Die Pläne stehen hier so, wie sie veröffentlicht sind.
steer-plan-of = Plan { $year }
steer-as-of = Vom
steer-content = Inhalt
steer-file = Datei
steer-unsure = Das muss ein Mensch prüfen
steer-unsure-what = Es ist nicht sicher: Ist das die gleiche Sache?
steer-earlier = Früherer Plan
steer-later = Späterer Plan
steer-rule-verschiebung = Es dauert länger
steer-rule-verschiebung-gesamt = Es dauert viel länger
steer-rule-faellig-und-im-plan = Die Zeit ist vorbei
steer-rule-text-sagt-abgeschlossen = Im Text steht: fertig
steer-rule-text-sagt-verzug = Im Text steht: zu spät
steer-rule-text-nennt-status = Im Text steht etwas anderes
steer-rule-ohne-abschluss-verschwunden = Steht nicht mehr im Plan
steer-rule-abgeschlossen-und-gefuehrt = Fertig und nicht fertig
steer-rule-text-unveraendert = Immer der gleiche Text
steer-rule-fussnote-fehlt = Eine Erklärung fehlt
steer-rule-fussnote-mehrfach = Eine Erklärung steht zweimal da
steer-rule-vormals-andere-massnahme = Die frühere Nummer passt nicht
steer-rule-vormals-doppelt = Die frühere Nummer steht zweimal da
steer-rule-verweis-ohne-ziel = Der Text nennt eine Sache, die es nicht gibt
steer-rule-verweis-doppelt = Der Text nennt eine Sache zweimal
steer-rule-verweis-unlesbar = Eine Nummer fehlt im Text
steer-rule-harte-frist = Ein fester Tag
steer-found-later = { $months ->
    [one] Es soll 1 Monat später fertig sein. Zuerst geplant war der { $from }. Jetzt ist es der { $to }.
   *[other] Es soll { $months } Monate später fertig sein. Zuerst geplant war der { $from }. Jetzt ist es der { $to }.
}
steer-found-earlier = { $months ->
    [one] Es soll 1 Monat früher fertig sein. Zuerst geplant war der { $from }. Jetzt ist es der { $to }.
   *[other] Es soll { $months } Monate früher fertig sein. Zuerst geplant war der { $from }. Jetzt ist es der { $to }.
}
steer-found-due = Es sollte am { $due } fertig sein. Der Plan ist vom { $day }. Im Plan steht trotzdem: im Plan.
steer-found-done-in-text = Im Text steht: Das ist fertig. Im Plan steht aber: { $status }.
steer-found-late-in-text = Im Text steht: Es ist zu spät. Im Plan steht aber: im Plan.
steer-found-other-status = Im Plan steht: { $head }. Im Text steht: { $text }.
steer-found-vanished = Im Plan { $year } steht es nicht mehr. Kein Plan sagt: Das ist fertig.
steer-found-completed-and-open = Im Plan steht: Das ist fertig. Im Plan steht auch: Das geht weiter.
steer-found-unchanged = Der Text ist in diesen Plänen gleich: { $years }.
steer-found-no-footnote = Zu diesen Zeichen fehlt die Erklärung: { $numbers }.
steer-found-footnote-twice = Das Zeichen { $number } steht an mehreren Stellen.
steer-found-former-other = Die frühere Nummer { $number } gehört zu einer anderen Sache.
steer-found-former-twice = 2 Sachen haben die gleiche frühere Nummer { $number }.
steer-found-dangling = Im Text steht die Nummer { $number }. Diese Nummer gibt es im Plan nicht.
steer-found-named-twice = Im Text steht die Nummer { $number } zweimal. Das ist wohl ein Fehler.
steer-found-number-lost = Im Text fehlt eine Nummer.
steer-found-deadline = Im Text steht ein fester Tag: { $day }.
