# The office's side of the schedule: days, occasions, duties, call sheets, pasted rows. Buttons and titles have 24
# characters at most, labels of fields 45. Nothing here may depend on what anybody answered, muted or wrote. A flag
# stands on private pages only.

## The week

scenes-lead = { $production }: seven days at a glance. What the coordinator says of an occasion is set by hand and goes back to "ask me" each day.
scenes-to-do = To do
scenes-nothing-to-do = No duty is waiting for you today.
scenes-more-to-do = ... and { $count } more. Each stands on its occasion's page.
scenes-none = Nothing stands in the schedule for these days.
scenes-waiting = Held, or without a day
scenes-more = ... and { $count } more.
scenes-no-day = no day yet
scenes-day-today = Today, { $date }
scenes-day-tomorrow = Tomorrow, { $date }
scenes-day-of = { $day }: { $unit }

## An occasion at a glance

scenes-at = { $name }, { $time }
scenes-needs-visit = { $cast } (needs a visit)
scenes-more-cast = and { $count } more
scenes-nobody = nobody is called
scenes-standby = on standby
scenes-readiness-ready = coordinator: ready
scenes-readiness-hold = coordinator: hold
scenes-readiness-ask-me = coordinator: ask me
scenes-state-planned = planned
scenes-state-held = held
scenes-state-on-closed-set = on closed set
scenes-state-wrapped = wrapped
scenes-state-cancelled = cancelled

## One occasion

scenes-one-title = Occasion
scenes-day = Day
scenes-state = Where it stands
scenes-flags = Flags
scenes-no-flags = none
scenes-coordinator = The coordinator says
scenes-says-ready = ready
scenes-says-hold = hold
scenes-says-ask-me = ask me
scenes-cast = Who is called
scenes-call-unknown = call not known yet
scenes-part-performer = performer
scenes-part-no-more = not called any more
scenes-part-double = double
scenes-part-stand-in = stand-in
scenes-part-stunt = stunts
scenes-part-background = background
scenes-part-crew = crew
scenes-part-guardian = guardian
scenes-part-chaperone = chaperone
scenes-blocked = A minor stands beside intimacy. Nothing is planned for this occasion until a person has settled it with the coordinator.
scenes-open = Open

## Presses

scenes-spoken = { $press }: { $what }
scenes-press-done = Done
scenes-press-child = Say who is a child
scenes-press-resolve = It is settled
scenes-press-call = Call somebody
scenes-press-flags = Confirm flags
scenes-press-move = Move to another day
scenes-press-held = Hold
scenes-press-cancelled = Cancel the occasion
scenes-press-wrapped = Wrapped
scenes-press-on-closed-set = On closed set
scenes-press-planned = On again
scenes-press-day = Open this day
scenes-press-sheet = Call sheet is out
scenes-press-push = Push or pull
scenes-press-wrap = The unit has wrapped
scenes-press-paste = Paste rows
scenes-press-undo = Undo the last change
scenes-press-now = This week
scenes-press-later = The week after
scenes-press-confirm = Confirm
scenes-press-look = Look at it first
scenes-press-again = Look again
scenes-press-apply = Apply

## A day

scenes-day-title = One day
scenes-sheet-not-out = Its call sheet isn't out. Nobody is asked anything about this day yet.
scenes-sheet-is-out = Its call sheet is out since { $time } on { $day }.
scenes-is-wrapped = The unit has wrapped.
scenes-first-title = What this does
scenes-sheet-asks = Everybody called to a flagged occasion on { $day } is asked privately, from { $time } on. Each gets the same neutral note.
scenes-sheet-nobody = Nothing on { $day } is flagged so far, so nobody is asked. A flag that is confirmed later counts from then on.
scenes-sheet-only = Say this once the call sheet has gone out: people should hear of their day from it first. What they answer never stands here.
scenes-wrap-means = Every occasion of the day that has begun is over. The check-ins after it follow from now.
scenes-resolve-means = You say that a person has looked at the minor beside intimacy, together with the coordinator, and that it is in order. Then prompts and check-ins are planned for it as for any other.

## Forms

scenes-label-day = Which day
scenes-label-by = By how much
scenes-label-flags = What is in it
scenes-label-child = Who of the cast is under age
scenes-label-who = Their number in the schedule
scenes-label-part = As what
scenes-label-call = When they report
scenes-label-rows = Rows, headings first
scenes-move-title = Another day
scenes-move-means = Its check-ins, prompts and deadlines follow. Nobody is told about it by me: the call sheet does that.
scenes-push-title = Push or pull the day
scenes-push-means = All times of the day are later, or earlier: starts, meetings and calls. Check-ins follow, and nobody is told the reason.
scenes-later = { $minutes } minutes later
scenes-earlier = { $minutes } minutes earlier
scenes-flags-title = Confirm flags
scenes-flags-mean = A flag decides who is asked privately, and what your duties are. It never stands in a channel. Taking one away stops what it brought.
scenes-child-title = Who is a child
scenes-child-means = A child is never asked. Their parent, guardian or chaperone is asked instead.
scenes-call-title = Call somebody
scenes-call-means = A double, a stand-in, a late addition, another time, or somebody who isn't called any more. Whoever comes late gets what the others had.
scenes-call-hint = Such as 11:30 or 7a. Left empty, it stays as it is.
scenes-paste-title = Paste rows
scenes-paste-how = Copy rows from your schedule with their headings, such as Scene, Date, Call, Cast. About 50 rows fit; a whole file goes in by ghostlight schedule import.
scenes-paste-first = You see what they would change before anything does. Names, phone numbers and descriptions in them are not kept.
scenes-dry-title = What would change
scenes-left-out = { $count ->
    [one] One scene is left out because of a fault. Mend its row and look again.
   *[other] { $count } scenes are left out because of a fault. Mend their rows and look again.
}

## What came of it

scenes-done-tick = Noted: done for { $name }.
scenes-done-sheet = The call sheet counts as out. Check-ins start by themselves.
scenes-done-wrap = The unit has wrapped. What comes after follows by itself.
scenes-done-push = The day is moved. Nobody was told by me.
scenes-done-move = { $name } has its day. Nobody was told by me.
scenes-done-held = { $name } is held. Nobody is asked about it until it has a day again.
scenes-done-cancelled = { $name } is cancelled. What was pending for it is gone, and nobody was told the reason.
scenes-done-wrapped = { $name } is over.
scenes-done-on-closed-set = { $name } is on closed set. Until it is over nobody in it is asked anything.
scenes-done-planned = { $name } is on again.
scenes-done-flags = The flags of { $name } are confirmed. Check-ins and prompts follow them.
scenes-done-child = Noted for { $name }.
scenes-done-call = The calls of { $name } are as you said. Where that breaks the notice, readers and office are told now.
scenes-done-resolve = { $name } is settled, and is planned for as any other.
scenes-done-paste = The schedule is changed. Nobody is asked about a day before its call sheet is out. Flags wait for you to confirm them.
scenes-done-undo = The last change is taken back.
scenes-undo-sent = Somebody was asked or told something since, so the last change can't be taken back. Change the schedule instead.
scenes-undo-nothing = There is no change that could be taken back.
scenes-gone = That isn't in the schedule any more. This is how it stands now.
scenes-not-possible = From where it stands now that isn't possible. This is how it stands.
scenes-stale = Somebody else changed this just before you. Nothing of yours was done; this is how it stands now.
scenes-not-kept = I can't be certain that this was kept. Please look, and do it again if it wasn't.
scenes-choose = Please choose one.
scenes-one-number = Please write one number, such as 3 or 3X.
scenes-no-time = This is no time of day. Write it as 11:30 or 7a.
scenes-over-the-day = That would carry a time out of its shoot day. Nothing was changed; move the occasion to another day instead.
scenes-day-changed = Somebody changed this day since you opened it. Nothing was pushed. Look at it, and send it again if it is still right.
scenes-one-changed = Somebody changed this occasion since you opened it. Nothing of yours was done. Look at it, and confirm again if it is still right.
scenes-rows-cut = That was too much for one box, so nothing is changed. The box holds its beginning: look at the last row, and paste the rest afterwards.
scenes-cannot-read = These rows can't be used. Nothing was changed; they are still in the box.
scenes-other-rows = These aren't the rows that you looked at. Nothing was changed; this is what they would do.
scenes-paste-stale = Somebody changed the schedule since you looked. Nothing of your rows was applied; this is what they would change now.
scenes-nothing-new = Nothing in these rows is new, so there is nothing to apply.

## The coordinator's side

scenes-ready-heading = What the office sees
scenes-ready-lead = You and the other readers set this by hand. Nothing is counted. Each goes back to "ask me" every day.
scenes-ready-now = Called: { $cast }. Flags: { $flags }. The office sees: { $readiness }.
scenes-ready-done = The office sees { $readiness } for { $name }.
scenes-press-ready = Ready
scenes-press-hold = Hold
scenes-press-ask-me = Ask me
scenes-press-all = All of today, tomorrow
scenes-ready-title = Today and tomorrow
