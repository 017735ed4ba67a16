# The schedule: what the office and readers are told in their channels, and what a file would change. In a channel stand
# occasion and duty, never a flag. Buttons have 24 characters at most. Nothing here is about what anybody wrote.

schedule-press-office = Open the office's page

## The office is asked

schedule-ask-paperwork = { $name }, { $day }: is the paperwork with everybody in it, or with their agents? Please tick it once it is.
schedule-ask-closed-set = { $name }, { $day }: are the list of people, monitors, robes and barriers ready, and is the coordinator booked?
schedule-ask-safety-meeting = { $name }, { $day }: is the safety meeting or briefing being held? Please tick it once it is.
schedule-ask-carer = { $name }, { $day }: will a parent, guardian or chaperone be there?
schedule-ask-child-named = { $name }, { $day }: please say who of the cast is under age. Until then none of the cast is asked about it.
schedule-ask-resolve = { $name }, { $day }: nothing is planned for it until a person has looked at it. Please speak with the coordinator first.

## Nobody ticked

schedule-tell-paperwork = { $name }, { $day }: the first call is 48 hours away, and nobody has ticked the paperwork.
schedule-tell-closed-set = { $name }, { $day }: it begins now, and nobody has ticked that its set is ready.
schedule-tell-safety-meeting = { $name }, { $day }: it begins now, and nobody has ticked the safety meeting or briefing.
schedule-tell-carer = { $name }, { $day }: nobody has ticked that a parent, guardian or chaperone will be there.
schedule-tell-resolve = { $name }, { $day }: nothing is planned for it until a person has looked at it. The office was asked to speak with you.

## Notice is short

schedule-short = { $name }, { $day }: notice is short.
schedule-short-person = { $cast }: call { $call }, { $hours } hours from now. { $cause }
schedule-cause-person-added = Added { $time }.
schedule-cause-flag-added = What needs notice was set { $time }.
schedule-cause-moved = Moved here { $time }.
schedule-cause-never-ticked = Nobody has ticked the paperwork.
schedule-cause-ticked-late = The paperwork was ticked { $time }.
schedule-short-helps = What helps: a later call, another day, or a word between the office and the coordinator now.
schedule-short-nobody = This comes of the schedule alone. Nobody has complained.

## What a file would change

schedule-added = { $name } is new, on { $day }.
schedule-added-dayless = { $name } is new, and has no day yet.
schedule-moved = { $name } moves from { $before } to { $after }.
schedule-placed = { $name } comes to { $after }.
schedule-retimed = { $name } starts at { $after } instead of { $before }.
schedule-timed = { $name } starts at { $after }.
schedule-joins = { $cast } joins { $name }.
schedule-joins-in = { $cast } joins { $name }, { $hours } hours before its first call.
schedule-leaves = { $cast } isn't in { $name } any more.
schedule-stays = { $cast } isn't in { $name } in the file. They stay in it until a person takes them off.
schedule-altered = { $name } changes: { $what }.
schedule-change-unit = its unit
schedule-change-call-times = call times
schedule-change-standby = whether it is on standby
schedule-not-in-file = { $name } isn't in the file. It stays as it is until a person holds or cancels it.
schedule-flagged = { $name }: the file says "{ $word }". That suggests: { $flag }. Nothing is set until a person confirms it.
schedule-broken = { $name }: notice is broken for { $cast }, whose call is { $hours } hours from now. Readers and office would be told.
schedule-blocked = { $name }: if that is right, a minor stands beside intimacy. Nothing would be planned for it until a person has settled it.
schedule-needs-visit = { $cast } has no account here: somebody has to visit them.
schedule-ask-again = { $cast } comes back. Whoever has this number is asked whether it is still theirs.
schedule-more = ... and { $count } more like this.
schedule-nothing-new = Nothing in the file is new.
schedule-nothing-sent = Nothing has been sent to anyone yet.

## Flags

schedule-flag-nudity = nudity
schedule-flag-simulated-sex = simulated sex
schedule-flag-sexual-violence = sexual violence
schedule-flag-kiss = a kiss
schedule-flag-physical-intimacy = physical intimacy
schedule-flag-stunt = a stunt
schedule-flag-fight = a fight
schedule-flag-firearm = a firearm
schedule-flag-animal = an animal
schedule-flag-hazard = a hazard
schedule-flag-minor = a minor
schedule-flag-emotional = an emotional scene
schedule-flag-live-performance = a live performance

## What is wrong with a file

schedule-at-row = Row { $row }: { $fault }
schedule-at-cell = Row { $row }, column { $column }: { $fault }
schedule-fault-empty = There is nothing in it.
schedule-fault-too-large = It is too large: 20 MB at most.
schedule-fault-too-many-rows = It has too many rows: 50,000 at most.
schedule-fault-too-many-columns = It has too many columns: 200 at most.
schedule-fault-too-long-a-cell = This cell is too long.
schedule-fault-unpacks-too-large = It unpacks to more than a schedule can be, so it wasn't read.
schedule-fault-unknown-kind = This kind of file isn't read. Save it as XLSX or CSV.
schedule-fault-broken = It can't be read: part of it is missing or damaged. Save it once more and try again.
schedule-fault-locked = It has a password. Take the password off and try again.
schedule-fault-unsafe = It isn't built like an ordinary workbook, so it wasn't read. Save it once more as XLSX or CSV.
schedule-fault-not-utf8 = Its letters can't be read. Save it as CSV in UTF-8.
schedule-fault-not-text = This isn't text. Save it as XLSX or CSV.
schedule-fault-no-header = There is no row of headings such as Scene, Date, Cast.
schedule-fault-no-scene-column = No column is headed Scene.
schedule-fault-two-columns = Two columns have the same heading.
schedule-fault-dates-disagree = Some dates have the day first and some the month. Write them all one way.
schedule-fault-no-such-date = This is no date.
schedule-fault-wrong-weekday = The weekday and the date don't fit.
schedule-fault-no-such-time = This is no time of day.
schedule-fault-no-such-unit = There is no such unit.
schedule-fault-formula-without-value = There is a formula here without its result.
schedule-fault-error-value = There is an error value here.
schedule-fault-no-cast-id = This is no cast number.
schedule-fault-no-scene = This row has no scene.
schedule-fault-too-many-ids = There are too many numbers in one cell.
schedule-fault-too-long-an-id = This number is too long.
schedule-fault-calls-disagree = Another row says something else of the same scene: times or unit.
