# Wo es online geht: /rollout

rollout-title = Wo es online geht
rollout-lead = In welchen Kreisen und Gemeinden die zuständige Stelle ihre Leistungen online anbietet.
rollout-none = Noch nichts bekannt
rollout-none-what = Sobald Behörden für Leistungen zuständig sind, steht hier, wo sie online angeboten werden.
rollout-map-all = Online angebotene Leistungen je Kreis, in Prozent
rollout-map-one = Gemeinden mit Onlinedienst je Kreis, in Prozent
rollout-map-how = Jede Kachel steht für einen Kreis oder eine kreisfreie Stadt, ungefähr dort, wo sie liegt, und alle sind gleich groß.
rollout-map-without = Ohne Platz auf der Karte: { $names }.
rollout-tile = { $name }: { $online } von { $all } online
rollout-course = Wie es sich entwickelt
rollout-services = Leistungen
rollout-service = Leistung
rollout-nowhere = Noch wird keine Leistung online angeboten.
rollout-elsewhere = { $count ->
    [one] Eine weitere Leistung wird noch nirgends online angeboten.
   *[other] { $count } weitere Leistungen werden noch nirgends online angeboten.
}
rollout-online = Online
rollout-on-site = Nicht online
rollout-unknown = Zuständigkeit unbekannt
rollout-share = Anteil online
rollout-municipalities = Gemeinden
rollout-offers = Angebote online
rollout-of = { $online } von { $all }
rollout-in = in { $online } von { $all } Gemeinden online
rollout-districts = Kreise und kreisfreie Städte
rollout-district = Kreis
rollout-districts-how = Ein Angebot ist eine Leistung in einer Gemeinde, für die eine Stelle zuständig ist.
rollout-of-title = { $service }: wo es online geht
rollout-summary = { $all ->
    [one] In { $online } von einer Gemeinde geht es online.
   *[other] In { $online } von { $all } Gemeinden geht es online.
}{ $unknown ->
    [0] {""}
    [one] {" "}Für eine Gemeinde ist nicht bekannt, wer zuständig ist.
   *[other] {" "}Für { $unknown } Gemeinden ist nicht bekannt, wer zuständig ist.
}
rollout-summary-unknown = Für keine Gemeinde ist bekannt, wer zuständig ist.
rollout-is-online = online
rollout-is-on-site = nicht online
rollout-is-unknown = Zuständigkeit unbekannt
rollout-to-service = Zur Leistung
rollout-as-csv = Als Tabelle (CSV)
rollout-as-json = Für Programme (JSON)
tiles-name = Karte: { $title }. Die Tabelle daneben enthält dieselben Zahlen.
tiles-none = nichts
tiles-some = weniger als die Hälfte
tiles-many = die Hälfte oder mehr
tiles-all = alles
tiles-unknown = unbekannt
