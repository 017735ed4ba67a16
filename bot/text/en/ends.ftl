# What a person reads about ends: what is erased and when, what they can change about it, and that nobody answered.
#
# Limits first, then what happens next and when. { $day } is a day, never a time: what ends by itself ends at night.

## What ends when

ends-announced = On { $day } { $alias } will be erased.
ends-way = The way back from { $alias } to you ends on { $day }. From then on nobody, including me, can answer you here.
ends-closed = The words of { $alias }, and the line itself, are erased on { $day }.
ends-keep = Keep 90 days
ends-keep-spoken = Keep { $alias } for 90 days from today
ends-kept = { $alias } is kept until { $day } at least. A week before its end I tell you.
ends-erase = Erase now
ends-erase-spoken = Erase { $alias } now

## Erasing now

ends-erase-title = Erase now
ends-erase-before = This erases { $alias }: your words, the answers and the way back to you. Nobody can bring it back, and six words open it no more.
ends-erase-taken = Someone has taken it. For you it ends at this press, for its readers in the coming night.
ends-erase-press = Erase it
ends-erased = For you, { $alias } is erased: your words, the answers and the way back to you.
ends-erased-readers = For its readers it ends in the night before the morning of { $day }.
ends-copies = A copy of its key in our backup ends by { $day }.
ends-copies-host = A copy of its key stands in the database’s logs and backups up to { $day }. It ends when those are gone; whoever runs this line can say when.
ends-elsewhere = Not erased: what people remember or wrote down elsewhere, anything you typed in this chat, your own copy.

## Forget me now

ends-forget-title = Forget me now
ends-forget-ways = This forgets the way back from each of your lines to you, at once. Nobody, including me, can answer you there, and you can’t open them again. Their six words open nothing any more.
ends-forget-keys = I can’t find a line that only six words open. Open it with them first, if you want to erase it.
ends-forget-words = What you sent stays with its readers, and what still waits to leave goes to them. To take words back or erase them, do that first.
ends-forget-drafts = Drafts are erased.
ends-forget-joined = You are taken off the list of those who joined, so I write to you no more. If the production’s own list names you, that entry stays.
ends-forget-copies = A backup of my keys can hold the ways back for up to 7 days more. What stands in this chat stays there.
ends-forget-press = Forget me
ends-forget-done = Done. No line leads to you any more, your drafts are erased, and I write to you no more.

## Nobody answered

ends-office = May I tell the office that nobody on this line answers? No words, no name; but they could guess that someone wrote.
ends-office-tell = Tell the office
ends-office-tell-spoken = Tell the office that nobody answers on { $alias }
ends-office-leave = Don’t tell
ends-office-leave-spoken = Don’t tell the office about { $alias }
record-office-told = You let me tell the office that nobody answers. It hears it at the next check whether readers are there. No words, no name.
record-office-not-told = You asked me not to tell the office that nobody answers.
record-prolonged = You asked me to keep it for 90 days more.

## What everybody is told

ends-news-reader-joins = From { $day } { $reader } reads concerns too. What was sent before stays closed to them.
ends-news-reader-first = From { $day } { $reader } reads concerns.
ends-news-reader-leaves = From { $day } { $reader } reads concerns no more.
ends-news-no-reader-today = Nobody who reads here is on duty today, { $day }. What you send waits for the next one on duty; “Now” still rings everyone.

## Nobody reads yet

nobody-reads = Nobody reads here yet, so I can send your words to nobody. “{ write-keep }” keeps them for you alone. Help from outside stands below.
nobody-reads-not-sent = Nobody reads here yet, so I have sent nothing. Your words are still here, to copy or to keep.
