# The local set's own labels: what stands around a chat, not what Ghostlight says in it.

## The stage

set-name = Ghostlight
set-title = Ghostlight, the set
set-language-name = English
set-languages = Language of the set
set-themes = Light or dark
set-theme-light = Light
set-theme-dark = Dark
set-clock-label = Time on the set
set-clock = { $day } { $time }
set-day-1 = Monday
set-day-2 = Tuesday
set-day-3 = Wednesday
set-day-4 = Thursday
set-day-5 = Friday
set-day-6 = Saturday
set-day-7 = Sunday
set-move-5min = +5 min
set-move-1h = +1 h
set-move-next = To the next thing
set-move-real = Real time
set-tabs = Whose eyes
set-tab-phone = Phone
set-tab-readers = Readers
set-tab-own = Desk
set-tab-office = Office
set-pane-phone = A person's phone
set-pane-readers = The readers' channel
set-pane-own = One reader's own messages and desk
set-pane-office = The office channel

## Whose eyes, and what they do not see. These lines must stay true.

set-phone = { $name }'s phone
set-own = { $name }'s own desk
set-channel-readers = Readers' channel
set-channel-office = Office channel
set-unseen-label = { "Not seen here: " }
set-unseen-person = { $name } sees only their own lines. Not anyone else's, and not whether anyone else wrote.
set-unseen-reader = { $name } does not see who wrote, unless that person gives their name, and finds no trace of a line they were left out of.
set-unseen-readers = Nobody here sees who wrote. No word of it stands here either: words open for one reader at a time, in private.
set-unseen-office = Nobody here sees a concern, nor how many, nor when. Not who wrote, not who was asked, not whether anyone did.
set-as = As { $name }
set-choose = Whose eyes
set-someone-else = Someone else
set-switch = Show
set-who-presses = Pressing as
set-members = In this channel: { $count }
set-let-in = Let in
set-let-in-who = Who to let in
set-let-go = Take out

## A chat

set-bot = Ghostlight
set-you = You
set-messages = Messages
set-no-messages = No messages yet.
set-menu = Ways in
set-home = Home
set-command-concern = /concern
set-command-light = /light
set-command-desk = Desk
set-command-scene = /scene
set-write-to = Write to Ghostlight
set-send = Send
set-drop = Send something else
set-drop-file = A file
set-drop-voice = A voice note
set-drop-sticker = A sticker
set-drop-forward = A forward
set-sent-file = A file. On this set nothing is uploaded.
set-sent-voice = A voice note. On this set nothing is recorded.
set-sent-sticker = A sticker.
set-sent-forward = A forwarded message.
set-change = Change
set-change-words = Your message
set-change-save = Save
set-change-delete = Delete

## A private page over a chat

set-close = Close
set-behind = A new message has arrived behind this page.
set-at-most = At most { $limit } characters.
set-count = { $used } of { $limit } characters

## When something did not work

set-problem = Not sent
set-failed = That did not work. Nothing you typed is lost: it is still here, and you can try again.
set-unreachable = The set can't be reached just now. What you typed is still here; try again in a moment.
set-too-much = That was too much to send at once, so nothing was sent. What you typed still stands in its box; go back if you don't see it.
set-refused-unknown = This was not something the page offered, so nothing was changed. Go back and try from there.
set-refused-missing = Something is still missing, so nothing was sent. What you typed is still here.
set-refused-long = These words are longer than the box takes, so nothing was sent. They are still here, in full.
set-refused-forged = This page was made for someone else or was changed on the way, so nothing was changed.
set-refused-gone = This button is no longer there, so nothing was changed. Look at the newest messages.
set-no-page = There is nothing at this address.
set-again = Try again
set-your-words = Your words
