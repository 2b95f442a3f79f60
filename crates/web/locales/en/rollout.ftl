# Where it is online: /rollout

rollout-title = Where services are online
rollout-lead = In which districts and municipalities the competent office offers its services online.
rollout-none = Nothing known yet
rollout-none-what = As soon as authorities are competent for services, this page says where they are offered online.
rollout-map-all = Services offered online by district, in per cent
rollout-map-one = Municipalities with the online service by district, in per cent
rollout-map-how = Each tile stands for a district or a city that is one, roughly where it lies, and all are of the same size.
rollout-map-without = Without a place on the map: { $names }.
rollout-tile = { $name }: { $online } of { $all } online
rollout-course = How it develops
rollout-services = Services
rollout-service = Service
rollout-nowhere = No service is offered online yet.
rollout-elsewhere = { $count ->
    [one] One more service is not offered online anywhere yet.
   *[other] { $count } more services are not offered online anywhere yet.
}
rollout-online = Online
rollout-on-site = Not online
rollout-unknown = Competence unknown
rollout-share = Share online
rollout-municipalities = Municipalities
rollout-offers = Offers online
rollout-of = { $online } of { $all }
rollout-in = online in { $online } of { $all } municipalities
rollout-districts = Districts and cities
rollout-district = District
rollout-districts-how = An offer is a service in a municipality for which an office is competent.
rollout-of-title = { $service }: where it is online
rollout-summary = { $all ->
    [one] It is online in { $online } of one municipality.
   *[other] It is online in { $online } of { $all } municipalities.
}{ $unknown ->
    [0] {""}
    [one] {" "}For one municipality it is not known who is competent.
   *[other] {" "}For { $unknown } municipalities it is not known who is competent.
}
rollout-summary-unknown = For no municipality is it known who is competent.
rollout-is-online = online
rollout-is-on-site = not online
rollout-is-unknown = competence unknown
rollout-to-service = To the service
rollout-as-csv = As a table (CSV)
rollout-as-json = For programs (JSON)
tiles-name = Map: { $title }. The table beside it has the same figures.
tiles-none = nothing
tiles-some = less than half
tiles-many = half or more
tiles-all = all
tiles-unknown = unknown
