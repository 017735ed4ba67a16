# What stands in a chat. Nothing here may say more than that there is something.
note-for-you = Ghostlight: a note for you
note-open = Open
note-now = Now
door-notice = Ghostlight: ask or say something, quietly
door-what = A quiet line for everyone on { $production }. Press here to ask or tell something without your name.
door-private = Only you see what opens, and nobody in this channel sees that you pressed. Nothing you write stands here.
door-now = “{ note-now }” is for what can’t wait. In danger, call the emergency number; on a closed set say hold or raise a hand.
coordination = Ghostlight: coordination
coordination-urgent = Ghostlight: urgent
coordination-desk = Open the desk
card-urgency = How soon
card-due = To be taken on by
card-due-taken = Answer by
card-state = State
card-again = Note
card-again-after-restart = this card can stand here twice, after a restart
card-news = New
card-news-something = There is something new to read
card-open = Open
card-open-spoken = Open { $alias }
urgency-now = now
urgency-before-scene = before a scene
urgency-today = today
urgency-soon = in the next days
urgency-record = a dated note
card-state-released = nobody has it
card-state-opened = opened, no answer yet
card-state-taken = somebody has it
card-state-talking = talking
card-state-agreed = something is agreed
card-state-resting = resting
card-state-withdrawn = withdrawn
card-state-closed = closed
card-state-reopened = open again
choose-title = Which production?
choose-production = This Ghostlight serves more than one production. Which one do you mean?
choose-label = Production
choose-words = What you typed
choose-next = Go on
choose-none = { $platform ->
    [discord] I know of no production in this server, and I don’t know you from one elsewhere, so I can pass nothing on from here. If you belong to one, write to me in a server of its own. Whoever runs me can also let me work for it here. In danger, call the emergency number.
   *[other] I know of no production in this workspace, and I don’t know you from one elsewhere, so I can pass nothing on from here. If you belong to one, write to me in a workspace of its own. Whoever runs me can also let me work for it here. In danger, call the emergency number.
}
choose-none-copy = Not sent. Your words, to copy
