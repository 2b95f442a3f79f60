# The inventory
stock-title = Inventory
stock-lead = What the authorities of the state run and pay for: specialist applications, registers, projects and licences.
stock-new = Enter an item
stock-read = Read the inventory from a file
stock-conspicuous = What stands out
stock-energy = Electricity
stock-sight = Of items of other authorities you see names, vendors and products, but no cost, dates or need for protection. Filters by date and protection therefore find your own only.
stock-as-csv = This list as CSV
stock-as-xlsx = This list as an Excel file
stock-search = Name, vendor or product
stock-search-button = Search
stock-filters = More filters
stock-due = Dates
stock-due-year = Support, replacement or contract is due within a year
stock-retired-too = Retired items
stock-retired-shown = Show retired items too
stock-nothing = Nothing found
stock-nothing-what = Change the search or take a filter out.
stock-count = { $count ->
    [one] One item
   *[other] { $count } items
}
stock-behoerde = Authority
stock-product = Vendor and product
stock-ends = Next date
stock-retired = retired
stock-art = Kind
stock-name = Name
stock-kurzname = Abbreviation
stock-beschreibung = Description
stock-hersteller = Vendor
stock-produkt = Product
stock-version = Version
stock-schutzbedarf = Need for protection
stock-personenbezug = Processes personal data
stock-oeffentlich = Name may be published
stock-betreiber = Operator
stock-nutzende = Number of users
stock-standards = Standards
stock-schnittstellen = Interfaces
stock-in-betrieb-seit = In use since
stock-support-bis = Vendor support until
stock-abloesung-am = Replacement planned for
stock-vertrag-bis = Contract until
stock-kosten-jahr = Cost per year
stock-einzelplan = Budget section (Einzelplan)
stock-energie-kwh = Electricity per year (kWh)
stock-energie-jahr = Year of this figure
stock-energie-quelle = Source of this figure
stock-lizenzart = Kind of licence
stock-lizenzen-gekauft = Licences bought
stock-schutzbedarf-hint = By BSI Standard 200-2. The highest rating of confidentiality, integrity and availability counts.
stock-oeffentlich-hint = With yes, name, kind and authority appear on the public pages of linked measures. Cost, versions and protection stay internal.
stock-betreiber-hint = Data centre or firm, for example TLRZ
stock-standards-hint = for example XMeld, XFall, OSCI
stock-kosten-jahr-hint = for example 12.500,00
stock-energie-quelle-hint = for example metering, invoice, estimate, Blauer Engel
stock-topic-grunddaten = Basic data
stock-topic-betrieb = Operation
stock-topic-lebenszyklus = Life cycle
stock-topic-kosten = Cost and energy
stock-topic-lizenz = Licences
stock-is-fachverfahren = Specialist application
stock-is-register = Register
stock-is-projekt = Project
stock-is-lizenz = Licence
stock-need-normal = normal
stock-need-hoch = high
stock-need-sehr-hoch = very high
stock-licence-benannt = per person
stock-licence-geraet = per device
stock-licence-gleichzeitig = per concurrent use
stock-licence-standort = for the whole site
stock-wrong-missing = This is still missing.
stock-wrong-long = The text may have at most { $max } characters.
stock-wrong-choice = Possible are: { $choices }.
stock-wrong-yes-no = Answer yes or no.
stock-wrong-day = Write a day between 1950 and 2200, for example 31.12.2027.
stock-wrong-number = Write a whole number from 0 to 1,000,000,000.
stock-wrong-year = Write a year between 1950 and 2200.
stock-wrong-money = Write an amount in euros, for example 1.234,50.
stock-wrong-needs = This needs beside it: { $other }.
stock-wrong-before = The day lies before the day of: { $other }.
stock-wrong-future = The day lies in the future.
stock-wrong-id = This Kennung belongs to no item of your authority that is in use. Delete it to enter something new.
stock-wrong-link = { $column }: one of them does not exist. Write measures as year:number or id, services by their key, things by their id, or by name if your authority keeps them.
stock-wrong-use-day = Write a number and a day that does not lie in the future for the licences in use.
stock-wrong-no-licence = Only licences have a number in use.
stock-wrong-merged = One number stands in a cell that is merged over several rows. Split the cell and write into each row what falls to it.
stock-wrong-twice = Row { $row } is about the same already.
stock-reason-missing = Give a reason of at most 1,000 characters.
stock-save = Save
stock-back = Cancel
stock-empty = nothing
stock-stale = Somebody else has changed this meanwhile
stock-stale-what = This is how it stands now. Your entries are still in the form. If you save again, yours hold.
stock-enter = Enter the item
stock-enter-all-the-same = Enter it all the same
stock-alike = This may exist already
stock-alike-what = These items have a similar name. Rather share one of them than procure the same again.
stock-not-yours = More is seen only by the authority that keeps this item, and by those who steer.
stock-links = Links
stock-history = History
stock-retire = Retire the item
stock-retire-what = What is retired stays with its history, but cannot be changed any more.
stock-reason = Reason
stock-retired-note = Retired
stock-notes = { $count ->
    [one] Something stands out
   *[other] { $count } things stand out
}
stock-nothing-said = Nothing said yet
stock-change = Change: { $topic }
stock-report-use = Report use
stock-no-use = No use reported yet
stock-use = Reported use
stock-day = Day
stock-in-use = Licences in use
stock-in-use-hint = For concurrent use: the highest number on that day
stock-measure-gone = A measure that is in no plan any more
stock-no-links = Not linked yet
stock-change-links = Change links
stock-by-program = Program
stock-when = When
stock-who = Who
stock-what = What
stock-did-enter = Entered
stock-did-change = { $field }: “{ $after }” instead of “{ $before }”
stock-did-link = Linked
stock-did-unlink = Unlinked
stock-did-report = { $count } licences in use on { $day }
stock-did-retire = Retired: { $reason }
stock-link-new = Link something
stock-back-to-thing = Back to the item
stock-link-to = With what
stock-link-kind = Kind of link
stock-link-do = Change
stock-unlink = Unlink
stock-link-search = Words of the name
stock-link-massnahme = Belongs to the measure
stock-link-leistung = Serves the service
stock-link-nutzt = Uses
stock-link-genutzt-von = Is used by
stock-link-ersetzt = Replaces
stock-link-ersetzt-durch = Is replaced by
stock-link-found = Found for: { $kind }
stock-link-it = Link
stock-link-nothing = Try another word. What is linked already is listed above.
stock-link-more = The first { $max } are shown. More words find more exactly.
stock-conspicuous-lead = Dates, licences and gaps that somebody should look at. What is no problem may stay.
stock-no-findings = Nothing stands out
stock-no-findings-what = Dates, licences and data are in order as far as they are known.
stock-rule = What stands out
stock-show = Show
stock-finding = What stands out
stock-findings-count = { $count ->
    [one] One finding
   *[other] { $count } findings
}
stock-rule-support-abgelaufen = Support has ended
stock-rule-unterlizenziert = Too few licences
stock-rule-vertrag-abgelaufen = Contract has ended
stock-rule-abloesung-nach-support = Replacement after end of support
stock-rule-abloesung-ueberfaellig = Replacement overdue
stock-rule-support-endet = Support ends within a year
stock-rule-vertrag-endet = Contract ends within a year
stock-rule-ohne-schutzbedarf = Personal data without need for protection
stock-rule-ohne-betreiber = Register without operator
stock-rule-ohne-leistung = Specialist application without service
stock-rule-ueberlizenziert = Many unused licences
stock-found-support-over = Support ended on { $day }.
stock-found-support-ends = Support ends on { $day }.
stock-found-late-replacement = Replacement is planned for { $replacement }, but support ends on { $support }.
stock-found-replacement-over = Replacement was planned for { $day }.
stock-found-contract-over = The contract ended on { $day }.
stock-found-contract-ends = The contract ends on { $day }.
stock-found-too-few = { $used } licences in use, but only { $bought } bought.
stock-found-too-many = Only { $used } of { $bought } licences bought are in use.
stock-found-no-protection = Personal data, but no need for protection is set.
stock-found-no-operator = No operator is given.
stock-found-no-leistung = Linked to no service.
stock-twice = Maybe the same
stock-twice-what = These pairs may be the same. If they are not, say why: the pair is not shown again.
stock-twice-all = Show all pairs
stock-apart = Not the same
stock-apart-reason = Why it is not the same
stock-same-product = Same vendor, same product
stock-same-name = Same name
stock-same-short = Same abbreviation
stock-same-words = { $share }% of the words of both names are the same
stock-no-operator = without an operator
stock-energy-none = Nothing entered yet
stock-energy-none-what = Electricity is shown here once applications, registers or projects are entered.
stock-energy-lead = { $given } of { $count } applications, registers and projects give a figure. The sums are therefore rather too small.
stock-energy-by-office = By authority
stock-energy-by-operator = By operator
stock-energy-table = Electricity in figures
stock-energy-share = With a figure
stock-energy-given = { $given } of { $count } ({ $share }%)
stock-read-lead = CSV, Excel or LibreOffice. Nothing is stored until you confirm after the check. The same file again changes nothing.
stock-read-columns = Which columns the file may have
stock-read-columns-what = Art and name are needed. Empty cells change nothing. An empty kind takes that of the row above, as with merged cells. Other usual headings and slips are recognised too.
stock-read-no-headings = We found no row with the headings Art and Name.
stock-read-no-rows = There are no rows below the headings.
stock-read-changed = The inventory has changed since the check. Please check the file again. Nothing was taken in.
stock-read-done = The file was taken in
stock-read-new = New: { $count }
stock-read-changes = Changed: { $count }
stock-read-known = Unchanged: { $count }
stock-read-found = What we found in the file
stock-read-take = { $count ->
    [one] Take one row in
   *[other] Take { $count } rows in
}
stock-read-bad = { $count ->
    [one] One row is not taken in
   *[other] { $count } rows are not taken in
}
stock-read-bad-what = Correct the file and read it again, or take in the good rows only.
stock-read-faults = What does not fit
stock-read-more = { $count ->
    [one] And one more row
   *[other] And { $count } more rows
}
stock-read-is = In the inventory
stock-read-from-above = In these rows the kind was empty and was taken from above: { $rows }.
stock-read-merged = These rows have values from merged cells: { $rows }.
stock-read-links = { $count ->
    [one] 1 new link
   *[other] { $count } new links
}
stock-read-links-fewer = { $count ->
    [one] 1 link fewer
   *[other] { $count } links fewer
}
stock-read-links-what = Separate several links in a cell by semicolons. The cell names all links of its kind; an empty cell changes nothing.
stock-column-massnahmen = Measures
stock-column-leistungen = Services
stock-column-nutzt = Uses
stock-column-ersetzt = Replaces
stock-column-genutzt = Licences in use
stock-column-genutzt-am = Day of the licences in use
stock-read-rows = What becomes of each row
stock-read-is-new = is entered
stock-read-is-known = stays as it is
stock-read-is-change = changes: { $fields }
stock-of-measure = Applications, registers and projects of it
