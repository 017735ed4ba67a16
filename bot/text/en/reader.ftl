# The reader's desk: what coordinators, backups and safety contacts read. Buttons and titles have 24 characters at
# most, labels of fields 45. Nothing here may say who wrote, from where, in which language, or at which minute.

## Times

desk-day-today = today
desk-day-tomorrow = tomorrow
desk-day-yesterday = yesterday
desk-date = { $weekday }, { $day } { $month }
desk-time-on-day = { $day }, { $time }
desk-came-night = { $day }, between midnight and 6 a.m.
desk-came-morning = { $day }, between 6 a.m. and noon
desk-came-afternoon = { $day }, between noon and 6 p.m.
desk-came-evening = { $day }, between 6 p.m. and midnight
desk-weekday = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
desk-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}

## Pages that say no

desk-nothing-title = Nothing here
desk-nothing = There is nothing here for you. This page is the same for everyone and every reason, so it tells nothing about anything.
desk-typed = What you typed
desk-typed-by-you = Yours, to copy. It was passed to nobody.
desk-wait-title = Not just now
desk-not-just-now = This can't be opened just now. Nothing is asked of you. You can look again later.
desk-failed-title = Not kept
desk-press-not-kept = That could not be kept, and nothing has changed. It can be pressed again in a moment.
desk-words-not-kept = This could not be kept. Your words are all still here. You can send them again; nothing is left twice.

## The desk

desk-title = Desk
desk-count = { $count ->
    [one] One line is open.
   *[other] { $count } lines are open.
}
desk-none = No line is open for you at present.
desk-part = Lines { $first } to { $last } of { $count }, by deadline.
desk-state = State
desk-beginning = { $alias }, how the last words begin
desk-last = { $alias }, the last words
desk-search-title = Search the desk
desk-search-lead = I look at the names of open lines and at words that you have opened. What you look for is kept nowhere.
desk-label-search = Words to look for
desk-searched = You looked for
desk-found = { $count ->
    [one] One open line has these words.
   *[other] { $count } open lines have these words.
}
desk-found-none = No open line has these words.
desk-narrow = The first { $shown } stand here. More words find fewer lines.

## Buttons

desk-spoken = { $press }: { $alias }
desk-press-desk = All open lines
desk-press-more = More lines
desk-press-search = Search
desk-press-open = Open
desk-press-take = I've got this
desk-press-promise = Promise this time
desk-press-answer = Answer
desk-press-note = Note
desk-press-yes = Ask for a yes
desk-press-spoke = We spoke
desk-press-later = Not forgotten: more time
desk-press-rest = Let it rest
desk-press-rest-go = Yes, let it rest
desk-press-recuse = Not mine to take
desk-press-recuse-go = Step back
desk-press-mute = Ring me no more for it
desk-press-unsay = Take my words back
desk-press-mute-go = Yes, no more rings
desk-press-help = What I can do
desk-press-look = Look at it first
desk-press-leave = Send it to them
desk-press-back = Back to the box
desk-press-keep = Keep the note

## How a line stands

desk-state-mine = You have it and write by { $time }. If that passes, the next reader is asked.
desk-state-held = { $reader } has it and writes by { $time }.
desk-state-released = Nobody has it.
desk-state-opened = It was opened. Nobody has it yet.
desk-state-talking = { $reader } has written, and the line is open.
desk-state-talking-nobody = Somebody has written. Nobody has it just now.
desk-state-agreed = They have given their yes.
desk-state-resting = It rests. There is no deadline, and they can write at any time.
desk-state-reopened = They have written again.
desk-state-withdrawn = It was withdrawn, and the words are erased. Nothing is asked of you.
desk-state-closed = They have closed it. They can write again.

## What stands above the words

desk-urgency = How soon
desk-urgency-now = now
desk-urgency-before-scene = before a call time
desk-urgency-today = today
desk-urgency-soon = in the next days
desk-urgency-record = a dated note
desk-due = To be taken on by
desk-due-taken = Answer by
desk-arrived = It reached readers
desk-readers = Readers of this line
desk-askable = Who can take it
desk-wish = What they want
desk-wish-note = “keep a dated note”
desk-wish-talk-first = “talk with me first”
desk-wish-deal-without-saying = “deal with it without saying it came from anyone”
desk-wish-pass-on = “pass this on, in my words”
desk-wish-report-formally = “help me report formally”
desk-basis = How they know
desk-basis-happened = it happened to them
desk-basis-saw = they saw it
desk-basis-heard = they heard of it
desk-from = Who writes
desk-from-minor = somebody under 18, who was told that this will be passed on. A child at risk is one of the three exceptions
desk-they-know = Does whoever it happened to know of it
desk-they-know-yes = yes
desk-they-know-no = no
desk-they-know-ask = no. Please contact nobody about it before asking whoever wrote
desk-follow = When to write to them
desk-follow-any-time = at any time
desk-follow-not-while-we-shoot = not while we shoot
desk-category = What it is about
desk-occasion = Scene or day
desk-pass-to = Pass it on to
desk-keep-from = Doesn't want this to reach
desk-name = The name they gave

## The words

desk-said-person = { $alias }, { $count }
desk-said-yes = { $alias }, { $count }: yes
desk-said-no = { $alias }, { $count }: no
desk-said-spoke = { $alias }, { $count }: yes, we spoke
desk-said-not-spoke = { $alias }, { $count }: no, we have not spoken
desk-said-left = { $reader }, left for them
desk-said-asks = { $reader } asks for a yes, left for them
desk-said-note = Note by { $reader }, stays among the readers of this line
desk-said-asks-reader = You asked whether { $reader } may read this line too, left for them. Nobody else sees that you did
desk-said-let-in = They said yes: { $reader } reads this line too
desk-said-keep-out = Not passed on
desk-somebody-left = somebody who has left
desk-to-whom = To whom
desk-no-words = There are no words here. They may have been erased.
desk-unopened = You haven't opened it. When you do, it stands in their record.
desk-only-taker = Only the one who takes it reads the words.

## A promised time

desk-label-until = You write to them by
desk-until-hint = They are told this one time. If it passes, the next reader is asked.
desk-take-lead = Not yours yet: choose a time and press “{ desk-press-promise }”. Then they are told that you have it.
desk-take-opens = It also opens the words to you, and their page says so.
desk-take-opens-now = It also opens the words to you, and to nobody else.
desk-later-lead = This puts your time off, twice at most. They find it in their record.
desk-done-take = They are told one time: yours, plus the wait that an answer may have.
desk-done-later = Put off. They find the new time in their record.

## Writing

desk-confirm-nothing = Confirm nothing you were not told in this thread. What you know from elsewhere stays out of it: the answer could give somebody else away.
desk-answer-lead = They read this under your name. Nothing leaves before you have looked at it.
desk-spoke-lead = Say when you spoke and what was said between you. They are asked whether that is so.
desk-yes-lead = Nothing is passed on before they say yes. They can also say no, or change the words.
desk-yes-what = “{ desk-press-yes }” asks whoever wrote whether you may pass exact words on, and to whom. Before that yes nothing goes any further.
desk-note-lead = A note stays among the readers of this line: { $readers }. The person doesn't see it.
desk-label-answer = Your answer
desk-label-spoke = What you both know of it
desk-label-yes = The exact words to pass on
desk-label-note = Your note
desk-label-to-whom = To whom
desk-label-again = The same words, if you want to change them
desk-label-reveal = Could acting on this reveal the person?
desk-reveal-many = many could know this
desk-reveal-guess = they may guess
desk-reveal-know = they will know
desk-you-said-many = You said: many could know this, so acting on it may not point to the person.
desk-you-said-guess = You said: they may guess who it was.
desk-you-said-know = You said: they will know who it was.
desk-answer-will-see = They will see exactly this, from { $reader }:
desk-spoke-will-see = They will see exactly this, from { $reader }, and are asked whether you spoke:
desk-will-be-asked = They will be asked whether { $reader } may pass on exactly these words, and to whom. They can say yes, say no, or change the words.
desk-exactly = Word for word
desk-left-only = You are told only that it was left for them: not whether they have read it.
desk-over = What the box can't hold, to copy
desk-problem-empty = The box is still empty.
desk-problem-long = This is longer than the box holds. The rest stands above, so that nothing is lost.
desk-problem-to-whom = To whom is still empty.
desk-problem-reveal = The question above is still open: could acting on this reveal the person?
desk-left-answer = Your words are left for whoever wrote.
desk-left-spoke = Left for whoever wrote. They are asked whether you spoke.
desk-left-yes = Left for whoever wrote. Pass nothing on before their yes stands here.
desk-left-note = The note is kept.

## Acts, before and after

desk-before-rest = { $alias } then has no deadline, and nobody is asked about it. They are told, and can write at any time; that wakes it.
desk-before-recuse = { $alias } goes on to the next reader, and you don't see it any more. Their record says that you stepped back. This can't be turned round.
desk-before-mute = You are not rung about { $alias } any more. It goes on to the next reader, and they are told. You can still open it.
desk-done-rest = It rests. They are told.
desk-done-mute = You are not rung about it any more.
desk-done-unsay = Your words were taken back before they left. The line is waiting for you again.
desk-handed-title = Handed on
desk-handed-on = You don't see it any more. It goes on to the next reader.
desk-refused-not-now = That isn't possible as the line stands now. This is how it stands.
desk-refused-taken-already = { $reader ->
    [none] Somebody has it already.
   *[other] { $reader } has it already.
}
desk-refused-not-taken = You don't hold it at present, so there is no time to put off.
desk-refused-put-off-twice = The time was put off twice already. Writing a line to them is what helps now.
desk-refused-in-the-past = That time has passed. Here are the next ones.

## What I can do from here

desk-emergency = Emergency
desk-medic = Set medic
desk-at = Where
desk-outside = Help from outside
desk-to-say = A sentence to say
desk-sentence = "I am here and I am listening. You don't have to decide anything now."
desk-sentence-more = "What would help in the next ten minutes? I do nothing with it that you don't want."
desk-no-promise = Three exceptions, to be said aloud: a child at risk, someone about to be badly hurt, a court order.
desk-stranger-title = Not from here
desk-stranger = I can't be sure that everybody in this channel may know of this line, so I open nothing from here. Ask who is here that doesn't read, and open it from your own desk.
