# The office's door: what ADs, unit managers, producers and stage managers read. Nothing here may depend on a concern.

office-title = Office
office-what = This is Ghostlight's side for the office of { $production }.
office-now = Nothing stands here for you at present: no scene and no duty of yours.
office-never = What never stands here: a concern, its words, a number of them, a time, who wrote, who was asked, or whether anyone did. There is no way to it from this side.
office-you-too = You can write yourself, like everyone on the production: in your own chat with me, not here.
office-press-who = Who complained?
office-press-home = What stands here
office-who-title = Who complained?
office-by-design = That is not available to anyone, by design.
office-same = I can't look it up, and nobody can from here. This answer is the same on every day and for everyone who asks, so it says nothing about anybody. What you type here is not kept by me and goes to nobody.
office-can-have = What you can have
office-ask = Ask { $coordinators } what the set needs. They tell you what to do, not who said what.
office-ask-nobody = Ask the coordinator what the set needs. They tell you what to do, not who said what.
office-effect = The effect, when there is one: what changes on the day, set by the coordinator by hand and never by counting.
office-outside-too = Help from outside is open to the office too.
office-emergency = Emergency
office-medic = Set medic
office-outside = Help from outside
