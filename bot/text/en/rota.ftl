# What readers read about themselves: cover check, closed set, the second way, who comes and goes. Buttons and titles
# have 24 characters at most, labels of fields 45. Nothing here is about what anybody wrote.

## The office's channel: constant sentences, the same whatever the cause

rota-office-unconfirmed = Cover on { $unit }: at { $time } nobody confirmed that a reader is there.
rota-office-nobody-today = Cover on { $unit }: no reader is on duty today.

## The cover check

rota-check = Cover check: are you there, so that somebody would read? Only this press counts, nothing else you do.
rota-press-here = I'm here
rota-done-here = Noted: you are here.

## A closed set

rota-press-cover = On a closed set
rota-press-out = I'm out
rota-press-in = I'm in
rota-cover-title = On a closed set
rota-cover-lead = Until then only what is marked "now" reaches you. Whoever waits for you reads that you are on a closed set, and the next reader is asked.
rota-label-until = In until
rota-until-hint = You can say that you are out at any time.
rota-open-end = until I say that I'm out
rota-problem-past = That time has passed. Here are the next ones.
rota-in-until = You are on a closed set until { $time }. Only "now" reaches you.
rota-in-open = You are on a closed set until you say that you are out. Only "now" reaches you.
rota-done-cover = Noted. Only "now" reaches you while you are in.
rota-done-out = Noted: you are out. You are asked again in your turn.

## The second way

rota-press-heard = I heard it
rota-press-ring = Test the ring now
rota-ring-title = A test
rota-rung = I rang your second way, the one outside this chat, as a test. Did you hear it?
rota-done-ring = It rings within a minute. It says nothing but that somebody is to look.
rota-done-heard = Noted: your second way works.
rota-heard-on = Your second way, which rings you outside this chat, was last heard on { $day }.
rota-never-heard = Nobody has said yet that your second way was heard: the one that rings you outside this chat.

## Somebody is to read concerns

rota-press-join = Open
rota-join-title = To read concerns
rota-join-limits = You are asked to read concerns on { $production }. Nothing is open to you here before you accept and before it is settled: no line, no number, no desk. Lines sent before that stay closed to you.
rota-join-see = You will see words and a random name, not who wrote, unless they tell you. There is no way to look that up. Each time you open a line, it stands in the record of whoever wrote.
rota-join-promise = I pass nothing on without the person's yes, save the three exceptions.
rota-label-promise = Your promise
rota-join-unticked = Nobody reads here without this promise. Tick it if you give it.
rota-join-exceptions = The three exceptions: a child at risk, someone about to be badly hurt, a court order.
rota-join-told = If you read, everybody who joined is told so, with your name.
rota-introduction = How you are introduced to everyone
rota-knows = How the other readers are known
rota-press-accept = I accept
rota-press-decline = No
rota-join-waits = You have accepted. Now somebody who reads already has to say yes to it; they are asked. Nothing is open to you here until then. As soon as there is a yes, I write to you.
rota-join-reads = You read concerns from now on. Everybody who joined is told. Lines sent before stay closed to you.
rota-join-declined = Noted: you don't read concerns here. Nothing is open to you.

## A yes to a newcomer

rota-new-waits = { $reader } is to read concerns and waits for a yes.
rota-press-new = Who is it
rota-spoken-new = Who is it: { $reader }
rota-new-title = Somebody new
rota-new-limits = { $reader } is to read concerns. I know the name from the production's file and can't tell who stands behind it. One yes is enough, so ask somebody you trust before you give it.
rota-new-after = With your yes { $reader } reads what is sent from then on, and nothing older. Everybody who joined is told. With your no nothing is open to them.
rota-press-say-yes = Say yes
rota-press-say-no = Say no
rota-spoken-say-yes = Say yes: { $reader }
rota-spoken-say-no = Say no: { $reader }
rota-done-yes = { $reader } reads concerns from now on. Everybody who joined is told.
rota-done-no = { $reader } stays outside. Nothing is open to them.
rota-new-gone = Nobody waits for a yes there any more: another reader has answered, or it was taken back. Who reads at present stands under “{ home-who }” in your own chat with me.

## Giving a line to another reader

rota-press-give = Give it to someone
rota-spoken-give = Give it to someone: { $alias }
rota-press-give-go = Give it
rota-label-give = To whom
rota-give-lead = They are asked at once. The person finds it in their record. Your promised time no longer counts.
rota-given = Given on. They are asked at once, and the person finds it in their record.
rota-give-asks = Whoever isn't a reader of this line yet can read it only with the person's yes. I ask for it, with their name and how they are introduced. Until then nothing changes: your promised time goes on.
rota-give-outside = { $reader } (the person is asked first)
rota-asked = The question is left for whoever wrote. Nothing is open to anybody new before their yes stands here. You still have it.
