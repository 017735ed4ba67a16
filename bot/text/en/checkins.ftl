# What a person reads of a check-in: what they are asked, the three answers, what they wish not to be asked.
#
# Short: it is read on a phone, between two things, perhaps with somebody near. No flag and no part is named here.
# Every sentence must be true of the code. A title or a button has at most 24 characters, the label of a field 45, an
# option and what is only heard 75.

## What is asked

check-day-today = Today, { $day }
check-day-tomorrow = Tomorrow, { $day }
check-day-yesterday = Yesterday, { $day }
check-before = Before { $scenes }: do you have what you need?
check-after = After { $scenes }: do you have what you need?
check-alone = You are the only one I can ask about { $name }. What you say about it is as good as said with your name.
check-few = There are { $count } people I can ask about { $name }, you among them. What you say about it points to one of { $count }. When you write, you can choose “{ check-just-day }” instead.
check-everyone = Everyone I ask about it is asked at the same minute.
check-nothing-kept = You never have to answer. Of “{ check-fine }” I keep nothing: here it is the same as closing this page, and as silence.

## Three answers

check-fine = I have what I need
check-fine-aloud = I have what I need: { $day }
check-say = Ask or say something
check-say-aloud = Ask or say something: { $day }
check-hold = Ask for a hold
check-hold-aloud = Ask for a hold: { $day }
check-else = Something else
check-thanks-title = Thank you
check-thanks = Thank you. Nothing was sent, and nothing is kept. If something changes, “{ note-open }” on my newest note leads you back.

## Saying something about it

check-about = What it is about
check-choose-one = Please choose
check-just-day = No scene, just the day
check-option = { $people ->
    [one] { $name } (you are the only one I can ask)
   *[other] { $name } ({ $people } people I can ask)
}
check-choose = Choose which one you mean, or “{ check-just-day }”. Nothing was sent.
check-day-words = (About { $day }. No scene is named.)
check-urgency-before = Before the scene
check-start = You can begin with
check-start-own = My own words, in the box
check-start-no-paperwork = I haven’t seen the paperwork
check-start-not-rehearsed = It isn’t what we rehearsed
check-start-coordinator-there = I’d like the coordinator there
check-start-not-in-meeting = I was not in the meeting
check-start-action-changed = The action changed
check-start-hurt = I’m hurt
check-start-no-briefing = There was no briefing
check-start-not-close = I’d rather not be close
check-start-too-tired = Too tired to do this safely
check-start-worried = Something worries me
check-start-sit-out = I’d like to sit this one out
check-start-understudy = An understudy goes on

## Asking for a hold

check-hold-means = I ask { $readers } at once; they ask the set. I can’t stop a scene myself. You can say no, out loud, up to the moment of filming.
check-hold-goes = It leaves without a wait, so someone watching may connect it with you. Your name is not part of it.
check-hold-yes = Yes, ask now
check-hold-write = Write first
check-hold-words = I ask for a hold.
check-no-briefing = Say it aloud to the armorer or the 1st AD. You may refuse. What you send here leaves at once, to everyone ticked below.

## Whose number it is

check-unsure = In the schedule you are noted as number { $cast }. Is that so? Until you say yes, I ask you nothing about its scenes.
check-yes = Yes, that’s me
check-no = No
check-noted-title = Noted
check-linked = Noted. From now on I ask you about scenes of number { $cast }, as I ask everyone in them.
check-linked-join = Noted: you are number { $cast }. To be asked about its scenes, press “{ home-join }” below.
check-unlinked = Noted. You are not number { $cast } here any more, and I ask you nothing about its scenes. To the office that number needs a visit again.

## What they wish

check-wishes-title = What I’m asked
check-wishes-lead = Neither the office nor the readers can see what you choose here. Whoever can see this chat can see which notes come.
check-wishes-nobody = You stand in no scene that I know of, so there is nothing I ask you.
check-wish-asked = May I ask you about your scenes?
check-wish-yes = Yes
check-wish-nothing = No, ask me nothing
check-wish-kinds = Don’t ask me about any of these
check-wish-occasions = Leave out this one, ask about others
check-wish-again = Ask me once more, a week after
check-kind-scene = Scenes
check-kind-rehearsal = Rehearsals
check-kind-fitting = Fittings
check-kind-scan = Scans
check-kind-stills = Stills
check-kind-adr = Voice recordings afterwards
check-kind-reading = Readings
check-kind-audition = Auditions
check-kind-performance = Performances
check-kind-other = Anything else
check-wishes-kept = Kept. It counts from now on, and you can change it here whenever you like.
