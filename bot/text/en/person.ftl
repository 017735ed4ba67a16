# What a person reads: whoever uses Ghostlight, whatever else they do on the production.
#
# Limits first, then what happens next and when. Short sentences: they are read on a phone, by somebody who may be
# afraid. Every sentence must be true of the code. A title or a button has at most 24 characters, the label of a field
# 45, a label that ends in -spoken 75. { $time } is a clock time, with its day if that isn't today.

## Days

day = { $day } { $month }
day-and-time = { $time } on { $day }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## First contact and home

home-title = Ghostlight
home-what = Ghostlight is a quiet line for everyone on { $production }. Here you can ask or tell something without your name.
home-readers = It goes to { $readers }. Not to the director, the ADs, the producers or the agencies. You can leave any of them out.
home-unread = Nobody reads here yet, so I can send nothing on. What you keep here is for you alone.
home-software = I am software: I carry words between people and write none myself.
home-asked = Before and after some scenes I ask the people in them, privately, whether they have what they need. You never have to answer.
home-runner = { $runner } runs this line.
home-workspace = { $platform ->
    [discord] Discord can see that I wrote to you, as to everybody, and may be able to copy this chat. Whoever owns this server sees its channels; this chat only if this app is theirs too. What you write in my forms does not stand in this chat.
   *[other] Whoever owns this workspace can see that I wrote to you, as to everybody, and may be able to copy this chat. What you write in my forms does not stand in this chat.
}
home-who = Who reads this
home-rights = Rights, outside help
home-key = I have six words
home-key-what = “{ home-key }” is for whoever was given six words for what they wrote: they open it again, from any account.
home-write = Ask or say something
home-now-what = “{ note-now }” is for what can’t wait: it asks all readers at once. The first press only opens the page for it; nothing is sent yet.
home-lines = My lines
home-join = Join, and get notes
home-join-what = “{ home-join }”: I then write to you as to everybody, a short note that says nothing by itself. It comes for example when who reads here changes, or at wrap. Answers to what you send come also without it.
home-back = Home
home-speak = English
a-reader = somebody who has left
open-everybody = Everybody who opens a note sees this page; whoever is asked about a scene finds that above it. What is yours stands one step further, under “{ home-lines }”.

## Who reads this

who-title = Who reads this
who-promise = Each of them has agreed to pass nothing on without your yes. Three exceptions: a child at risk, someone about to be badly hurt, a court order.
who-never = They see your words and a random name, not yours. When one of them opens your line, it stands in your record.
reader-where = Where
reader-on-set = on set
reader-on-shooting-days = on set on shooting days
reader-by-phone = by phone
reader-languages = Languages
reader-phone = Phone
reader-knows = Knows the other readers
reader-option = { $name }, { $where }

## Help from outside

rights-title = Rights, outside help
rights-not-legal = Nothing here is legal advice. Numbers and addresses come from your production’s own file.
rights-unit = { $unit }, { $place }
rights-emergency = Emergency number
rights-medic = Set medic
rights-limits = What you write here is not a formal report and stops no legal deadline. A coordinator is not your lawyer.
outside-heading = Help from outside this production

## The first screen

write-title = Ask or say something
write-limits = They see your words, not who you are. They have agreed to pass nothing on without your yes.
write-exceptions = Three exceptions: a child at risk, someone about to be badly hurt, a court order.
write-no-promise = I can’t promise nobody will guess. I can promise I don’t show your name unless you ask me to. This is not a formal report and stops no legal deadline.
write-small-crew = On a crew this small, what you describe may show who you are. Help from outside may suit you better.
write-rights = Rights, outside help
write-readers = Goes to (untick who should not have it)
write-box = What would you like them to know?
write-box-hint = Nothing is sent yet. You see it once more before it goes.
write-urgency = How soon should someone read it?
write-urgency-today = Today, before wrap
write-urgency-next-duty = As early as a reader is on duty
write-urgency-before-scene = Before a scene. You choose which one on the next page
write-urgency-soon = In the next days
write-urgency-record = Nobody reads it: a dated note, for me alone
write-unit = Which unit
write-next = Look it over
write-keep = Keep for later
write-minor = I’m under 18
write-adult = I’m 18 or over
minor-first = If you are under 18, this comes first: these people are there for you, whatever you write here or don’t.
minor-passed-on = You can write all the same, and nobody turns you away. But this will be passed on: readers see that somebody under 18 writes, and must tell whoever has to keep you safe, also without your yes.

## Now

now-title = Now
now-danger =
    In danger? Call { $number }
    or the set medic, { $medic }.
now-on-set = On a closed set say hold or raise a hand: that is faster than a phone.
now-rings = { $count ->
    [one] I ask the one person ticked below, at once. This leaves at once, so someone watching may connect it with you.
   *[other] I ask everyone ticked below at once, up to { $count } people. The first to answer takes it. This leaves at once, so someone watching may connect it with you.
}
now-how = What should happen?
now-name-out = Keep my name out
now-come = Someone come to me. Whoever takes it sees my name
now-where = Where you are
now-where-hint = Only whoever takes it sees this, and only if someone should come.
now-where-missing = Say where you are, so that someone can come to you.
now-words = Words, if you want any
now-send = Send now
now-shown = { $name } asks someone to come. { $where }
now-shown-where = Someone is asked to come: { $where }
now-no-words = (No words were typed.)

## The second screen

preview-title = Look it over
preview-all = All that a reader sees: these words, how soon, and what you choose below. Your name is not part of it.
preview-who = Only { $readers } can open it.
preview-kept = This one goes to nobody. “{ preview-send }” puts it into your own lines, with its date.
preview-hints = { $count ->
    [one] One thing here could point to you. You decide. I keep no note of this hint.
   *[other] { $count } things here could point to you. You decide. I keep no note of these hints.
}
preview-follow = May I write to you?
preview-wish = What should happen
preview-basis = How you know
preview-leaves = When it leaves
preview-occasion = About a scene
preview-edit = Change the words
preview-more = More about it
preview-minor = Readers also see that somebody under 18 writes, and this will be passed on to whoever has to keep you safe.
more-lead = Nothing here has to be filled in. Readers see what you write here, above your words. It changes nothing about who can open your line.
more-pass-to = Pass it on to
more-pass-to-hint = A name or a role. Nothing goes to anyone before your yes to the exact words.
more-keep-from = Who must not learn of this
more-keep-from-hint = Readers are asked to keep it from them. To leave out a reader, untick them instead.
more-they-know = Does whoever it happened to know you write?
more-reader-named = Kept. But { $reader } reads here and is ticked: a name written there leaves nobody out. To leave { $reader } out, press “{ preview-edit }” and untick them.
they-know-unsaid = I’d rather not say
they-know-yes = Yes
they-know-no = No
they-know-ask = No. Please ask me before anyone contacts them
preview-send = Send
preview-send-record = Keep it
preview-no-scene = No scene is in the schedule yet, so readers are asked as soon as with the first choice on the page before.
preview-changed = These words have changed since this page was drawn, so nothing was sent. Look them over once more.
choose-scene = You asked for “before a scene”: choose which one, or change the words and pick another time.
follow-any-time = Write to me any time
follow-not-while-we-shoot = Not while we shoot
follow-key-only = No notes: I come back with six words
wish-note = Keep a dated note of it
wish-talk-first = Talk with me first
wish-deal-without-saying = Deal with it, without saying it came from anyone
wish-pass-on = Pass this on, in my words
wish-report-formally = Help me report formally
basis-unsaid = I’d rather not say
basis-happened = It happened to me
basis-saw = I saw it
basis-heard = I heard about it
leaves-soon = Soon
leaves-after-wrap = After the next wrap
occasion-none = No scene
occasion-option = { $people ->
    [0] { $name }
    [one] { $name } (one person is called: it points to them)
   *[other] { $name } ({ $people } people are called)
}

## Hints: what could give somebody away. Thrown away with the page.

hint-name = “{ $words }” leads to one person.
hint-role = “{ $words }” may fit one person only.
hint-time = “{ $words }” is a moment that few people share.
hint-speech = “{ $words }”: whoever said it, or heard it, may know who was there.
hint-place = “{ $words }” is a place where few people were.
hint-department = “{ $words }” says which department this comes from.
hint-scene = “{ $words }” says which scene, and so who was in it.
hint-language = Your words are in another language than most people here write.
hint-day = “{ $words }” is a day on which few people were here.
hint-mend = Say “{ $words }”
hint-mend-plain = Say it more widely
hint-remove = Take it out

## The receipt

receipt-title = Saved
receipt-heading = Saved. Your line is called { $alias }.
receipt-line = That is a random name for your words and the answers to them. Readers see it instead of yours.
receipt-leaves = It leaves at a random moment before { $time }, so that the time says nothing. Until it leaves, you can take it back.
receipt-read-by = By { $time } someone should have read it and taken it on. If not, I ask the next person and say so on your line.
receipt-now = { $count ->
    [one] It leaves now. I ask one person, and I ask again until someone takes it.
   *[other] It leaves now. I ask { $count } people at once, and I ask again until one of them takes it.
}
receipt-now-seen = It left without a wait, so someone watching may connect it with you.
receipt-record = A dated note of your own. It goes to nobody. You can read it, copy it or take it back under “{ home-lines }”.
receipt-not-formal = This is not a formal report and stops no legal deadline.
receipt-nothing-to-do = You don’t need to do anything.

## Six words

key-title = Six words
key-once = These six words are shown once. Nobody can show them again, and neither can I. Write them down now, best on paper.
key-caption = The six words of your line
key-what = They open this line from any account. Six words given before lead nowhere from now on.
key-for-guest = Your account here is a guest’s and can end any day. Six words let you come back without it.
key-in-lead = Six words open one line, from any account. I don’t tie it to this one.
key-box = Your six words
key-box-hint = In their order. Capitals and accents don’t matter.
key-open = Open my line
key-not-words = That is not yet six words I know. Look at the spelling and the number of words. What you typed is not kept.
key-nowhere = These six words lead nowhere. One may be different, newer ones may have been given, or the line is over.

## Own lines

lines-title = My lines
lines-none = No lines lead from this account. A line that is hidden, or that has only a key, opens with its six words: “{ home-back }”, then “{ home-key }”.
lines-all = All my lines
lines-others = This line has something new, so it opens first. Your others stand under “{ lines-all }”.
draft-name = Draft of { $day }
draft-back = Back to my words
draft-discard = Throw it away
line-open = Open
line-open-spoken = Open { $alias }
line-record = What happened so far
line-readers = Who can open it now
line-takers = Who can take it, and then open it
line-add = Add words
line-add-spoken = Add words to { $alias }
line-take-back = Take it back
line-take-back-spoken = Take { $alias } back before it leaves
line-copy = Save my own copy
line-copy-spoken = Save my own copy of { $alias }
line-back = Back to the line
line-more = Everything else
line-key = Six words to come back
line-key-spoken = Get six words that open { $alias }
line-category = Say what it is about
line-category-spoken = Say what { $alias } is about
line-name = Use my name
line-name-spoken = Use my name on { $alias }
line-live = Talk without waiting
line-live-spoken = Talk without waiting on { $alias }, for an hour
line-live-what = “{ line-live }”: for an hour words leave at once, yours and theirs. Otherwise each waits a random time, so that the minute says nothing about you.
line-unsay = Take these words back
line-unsay-spoken = Take the newest words of { $alias } back before they leave
line-all-right = I’m all right now
line-all-right-spoken = I’m all right now: stop asking about { $alias }
line-send-note = Send it to readers
line-send-note-spoken = Send { $alias } to readers
send-note-lead = These are the words of your note. Your note stays as it is; what you send becomes a line of its own.
line-hide = Hide from this phone
line-hide-spoken = Hide { $alias } from this phone
line-hide-what = “{ line-hide }”: nothing on this account leads to it any more, only its six words do.
line-close = Close this line
line-close-spoken = Close { $alias }
line-withdraw = Withdraw
line-withdraw-spoken = Withdraw { $alias }
line-erase = Erase my words
line-erase-spoken = Erase my words on { $alias }
line-erase-what = “{ line-erase }”: the words go, the line stays.
line-forget = Forget the way back
line-forget-spoken = Forget the way back from { $alias } to me
line-forget-what = “{ line-forget }”: nobody can answer you here any more, and you can’t open it again. Its words are not erased by that.
said-by-reader = { $reader }
said-by-you = You
said-by-you-waiting = You. Nobody else can see this yet
yours-to-copy = Yours to copy

## How a line stands

state-draft = Not sent. It is kept until { $day }, and only you find it.
state-saved = Saved. It leaves at a random moment before { $time }. Until then nobody but you can see it, and you can take it back.
state-kept = A dated note of your own. It goes to nobody.
state-all-right = You said that you are all right now. Nobody is asked any more. Words you add are read all the same.
state-released = It has left, and nobody has it yet. Who was asked, and when, stands under “{ line-record }”.
state-opened = { $reader } opened it. No answer yet.
state-taken = { $reader } has it. Their answer is here by { $time }. If that passes, I ask the next person and say so here.
state-talking = You are in touch with { $reader }. What they write shows here after a random wait.
state-agreed = You gave { $reader } your yes to pass words on. You can still write here.
state-resting = This line rests: nobody has a deadline on it. It is still open to you. Words you add wake it.
state-withdrawn = Withdrawn. All its words are erased, and it stays withdrawn.
state-closed = Closed. Nobody is asked any more. Words you add open it again.
state-reopened = It is open again, and nobody has it yet. Who was asked, and when, stands under “{ line-record }”.
pending-withdraw = You withdrew it, and all its words are erased. Readers see that it was withdrawn after a wait.
pending-close = You closed it. Readers see that after a wait.

## Its record, step by step

record-saved = Saved. Nobody but you can see it until it leaves, at a random moment before { $time }.
record-saved-now = Saved. It leaves at once, as you wished.
record-kept = Kept as a dated note of your own. It went to nobody.
record-all-right = You said that you are all right now.
record-released = It left. From here on its readers can open it.
record-released-now = It left. Whoever takes it can read your words.
record-direct = It could not stand in the readers’ channel, so I ask its readers one by one, in private.
record-opened = { $reader } opened it.
record-taken = { $reader } took it on. Their answer is here by { $time }.
record-not-forgotten = Not forgotten, by { $reader }, who needs more time. Their answer is here by { $time }.
record-left-reply = { $reader } wrote to you. The words show here once their wait is over.
record-left-ask-yes = { $reader } asks for your yes. The words show here once their wait is over.
record-left-spoke = { $reader } wrote that you spoke. The words show here once their wait is over.
record-resting = { $reader } let it rest: no deadlines, and still open to you.
record-recused = { $reader } stepped aside and sees it no more. It goes on without them.
record-handed-over = It was given to { $reader }, who reads this line too and is asked next.
record-left-ask-reader = { $reader } asks whether one more person may read this line. The question shows here once its wait is over.
record-let-in = You said yes: from here on { $reader } reads this line too.
record-not-let-in = { $reader } was not let in after all: they read here no more, or read it already, or the line was over.
record-muted = { $reader } gets no more messages about it. It goes on to whoever is next.
record-added = You added words.
record-unsaid = You took words back before they left.
record-took-back = { $reader } took words back before they left, and is asked again.
record-withdrawn = You withdrew it. All its words were erased at once.
record-closed = You closed it.
record-erased = You asked me to erase your words.
record-reader-asked = I started asking { $reader }.
record-rung = I started ringing everyone who reads this, { $count } in all.
record-asked = Next is { $reader }, until { $time }. After that I go on and say so here. You don’t need to do anything.
record-skipped-silent = { $reader } was asked, and the time passed without an answer.
record-skipped-lapsed = I wait no longer for { $reader }.
record-skipped-covered = { $reader } is on a closed set, where there are no phones.
record-skipped-not-answering = { $reader } isn’t answering at present.
record-skipped-off-duty = { $reader } is not on duty in time.
record-skipped-unreachable = I can’t reach { $reader } about this.
record-skipped-recused = { $reader } stepped aside.
record-skipped-left-out = { $reader } is left out of this line.
record-promise-passed = { $reader } had promised a time, and it has passed without an answer.
record-outside-help = Nobody has taken it so far. You need not wait for them: help from outside stands under “{ write-rights }”.
record-hold-offered = The call is at { $time }. You can say no, or ask for a hold, out loud, up to the moment of filming.
record-nobody-answered = { $count ->
    [0] I could ask nobody. That is our failing, not yours. As soon as someone can be asked, I ask. Help from outside stands under “{ write-rights }”.
    [one] I asked one person and nobody has answered. That is our failing, not yours. I ask again as long as anyone can be asked. Help from outside stands under “{ write-rights }”.
   *[other] I asked { $count } people and nobody has answered. That is our failing, not yours. I ask again as long as anyone can be asked. Help from outside stands under “{ write-rights }”.
}

## More words, a yes

add-title = More words
add-lead = For { $alias }. Its readers see them, after a random wait if this line has one.
add-box = What would you like to add?
add-send = Send them
yes-asked = { $reader } asks for your yes to pass on exactly these words. Without your yes they are not to go any further.
spoke-asked = { $reader } writes that you have spoken. Is that so?
yes-to = They would go to
asked-reader = { $reader } asks whether { $name } may read this line too, all of it. Until your yes has left, nothing of it is open to { $name }.
asked-reader-means = With your yes { $name } reads everything that was said here so far. With your no only { $reader } is told, and nothing else than that no.
asked-reader-you = That is you, so there is nothing to say yes to. Only { $reader } is told of a no.
asked-again = You were asked something new meanwhile, so I have noted no answer. It stands here, at the latest when its wait is over.
yes-yes = Yes, pass them on
yes-yes-spoken = Yes, pass these words of { $alias } on
yes-no = No
yes-no-spoken = No, pass nothing of { $alias } on
yes-change = Change the words
yes-change-spoken = Change the words to pass on for { $alias }
yes-spoke = Yes, we spoke
yes-spoke-spoken = Yes, we spoke about { $alias }
yes-not-spoke = No, we did not
yes-not-spoke-spoken = No, we did not speak about { $alias }
yes-let-in = Yes
yes-let-in-spoken = Yes, let them read { $alias } too
yes-keep-out = No
yes-keep-out-spoken = No, don’t let them read { $alias }
yes-said-yes = Yes. You may pass on exactly these words.
yes-said-no = No. Please do not pass these words on.
yes-said-spoke = Yes, we spoke.
yes-said-not-spoke = No, we have not spoken.
yes-said-let-in = Yes, they may read this line too.
yes-said-keep-out = No, please pass this line on to nobody else.

## What it is about

category-title = What it is about
category-lead = Only if you want to say it. Its readers see it, after a wait if this line has one. It never stands in a chat.
category-label = It is about
category-none = I’d rather not say
category-boundary = A boundary
category-privacy = Privacy
category-garments = Garments, robes, cover
category-harassment = Harassment
category-assault = Assault
category-bullying = Bullying
category-discrimination = Discrimination
category-safety = Safety
category-child = A child
category-retaliation = Retaliation
category-wellbeing = How I am
category-images = Images, recordings
category-question = A question
keep = Keep this

## Acts that ask once more

close-title = Close this line
close-before = Closing { $alias } ends the asking about it. Readers see that after a wait, and may still be asked until then. Words you add later open it again.
close-press = Close it
close-spoken = Close { $alias }
withdraw-title = Withdraw
withdraw-before = Withdrawing { $alias } erases all its words at once, yours and the answers, and it stays withdrawn. Readers see after a wait that it was withdrawn. What people remember or wrote down elsewhere stays.
withdraw-press = Withdraw it
withdraw-spoken = Withdraw { $alias }
erase-title = Erase my words
erase-before = This erases the words on { $alias }, yours and the answers. The line itself stays, without words. What people remember or wrote down elsewhere stays.
erase-taken = Someone has taken it already. So the words end for you now, and for its readers when the line closes.
erase-press = Erase them
erase-spoken = Erase the words on { $alias }
erase-done = The words on { $alias } are erased, yours and the answers. What people remember or wrote down elsewhere stays.
erase-done-taken = For you, the words on { $alias } are erased, yours and the answers. Its readers keep them until the line closes.
erase-elsewhere = Not erased by this: what people remember or wrote down elsewhere, anything you typed in this chat, your own copy. A backup of my keys can hold the way back for up to 7 days more.
forget-title = The way back to you
forget-before = After this nobody, including me, can answer you about { $alias }, and you can’t open it again, not with six words either. The readers keep its words. To erase them too, do that first.
forget-press = Forget it
forget-spoken = Forget the way back from { $alias } to me
forget-done = The way back from { $alias } to you is forgotten. Nobody, including me, can answer you there. Its words are not erased.
hide-title = Hide from this phone
hide-before = After this { $alias } opens only with its six words. I write to you about it no more. If the words are lost, nobody can open it for you, and neither can I.
hide-press = Hide it
hide-spoken = Hide { $alias }, so that it opens only with six words
hide-done = { $alias } is hidden. Nothing on this account leads to it now: it opens with its six words. Pages that are still open on this phone stay until you close them.
name-title = Use my name
name-before = Your name will stand on { $alias }, at once, for everyone who reads this line. It can’t be taken off again. Your other lines stay without it.
name-press = Show my name
name-spoken = Show my name on { $alias }
name-unknown = I have no name for this account, so nothing was shown.
live-title = Talk without waiting
live-before = For one hour, what you and the readers write on { $alias } leaves without a wait. Someone who watches you can connect the two more easily. What is waiting already keeps its wait.
live-press = No waiting
live-spoken = No waiting on { $alias } for one hour
discard-title = Throw this draft away
discard-before = This draft was never sent, and nobody else has seen it. Thrown away, it is erased here.
discard-press = Throw it away
discard-spoken = Throw this draft away
taken-back-title = Nothing was sent
taken-back = It never left, and nobody else has seen it. It is erased here. These are your words once more, to copy; when you close this page they are gone.
left-already = It has left already, so I can’t take it back. You can still withdraw it: that erases its words at once.

## Kept, not sent, not saved

kept-title = Kept for later
kept-until = Not sent. It is kept until { $day }, and only you find it, under “{ home-lines }”.
not-sent-title = Nothing was sent
nobody-left = You left out everyone who reads here, so I have sent nothing. Your words are still here, to copy or to change.
nothing-written = There are no words in the box yet, so I have kept nothing.
too-long = These are { $count } characters, and { $most } can be sent. Nothing was sent. They are all still in the box.
not-saved = I can’t say that this was saved. Everything you wrote is still here. Please press again in a moment: it is not sent twice.
not-saved-title = Not done
not-done = I can’t say that this was done. Please look at it again in a moment, under “{ home-lines }”.
too-many-title = One moment
too-many = That was more than I take in a short time. You can go on after { $time }. In danger, call the emergency number or the set medic.
nothing-title = Nothing here
nothing-here = There is nothing to show here. It may be over, the page may be too old, or this can’t be done now. I say the same each time, so that this page tells nobody anything. Your own lines stand under “{ home-lines }”.

## Your own copy

copy-title = Your own copy
copy-made = Made on { $day } { $year } at { $time }. Production: { $production }. I keep no copy of this page. Copy its text, or take a picture of it, to have it later.
copy-not-formal = This is not a formal report and stops no legal deadline.

## What was typed into the chat, and what can’t be carried

typed-title = Your message
chat-keeper = { $platform ->
    [discord] Discord
   *[other] whoever owns this workspace
}
typed-in-chat = You wrote this in the chat, where { $keeper } may be able to keep it. From here it goes to nobody: only what you send with my form does, and that does not stand in this chat. You can delete your message here.
typed-put = Put it in the form
typed-text = You wrote this in the chat, where { $keeper } may be able to keep it. I have sent it to nobody. Here it stands in the form: what you write in my forms does not stand in this chat.
typed-edit = You changed a message in this chat. I carry nothing out of the chat, so nobody has either version from me. Both may be kept by { $keeper }.
typed-deletion = You deleted a message in this chat. I carry nothing out of the chat. It may still be seen by { $keeper }. Words you sent with my forms are not changed by it.
typed-file = I can’t carry files yet. This one went to nobody through me. It stands in this chat, where { $keeper } may be able to see it. You can say in the form what it shows.
typed-voice = I can’t carry voice notes. This one went to nobody through me. It stands in this chat, where { $keeper } may be able to hear it. You can write in the form instead.
typed-sticker = I can’t carry stickers. This one went to nobody through me. You can write in the form.
typed-forward = I can’t carry forwarded messages. This one went to nobody through me. It stands in this chat, where { $keeper } may be able to see it. You can write in the form what you want to say.
typed-other = I can’t carry this kind of message. It went to nobody through me. You can write in the form what you want to say.
