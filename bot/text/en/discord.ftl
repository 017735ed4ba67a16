# What stands around a surface on Discord: where it can't be drawn as it is elsewhere, and where Discord says no.
discord-submit = Discord’s own button below does this: “{ $label }”. Discord’s sentence there names this app, no person.
discord-box = Discord’s own button below takes what you write here and goes on with the whole form.
discord-write = Write
discord-change = Change
discord-go-on = Go on to the box
discord-again = Try again
discord-yours = Your words, to copy
discord-failed-title = Not done
discord-failed = That did not work, and it was not your doing. I can’t say that anything was saved.
discord-failed-typed = What you typed stands here, to copy. “{ discord-again }” does the same with it once more.
discord-gone = This is too old to be done again from here. Please start anew.
discord-which-title = Which server?
discord-which = You and I are in several servers together. Which one do you mean?

## The commands, as Discord lists them

discord-command-concern = Ask or say something, quietly
discord-command-light = Ask or say something, quietly
discord-command-inbox = What is yours here
discord-command-rights = Your rights, and help from outside
discord-command-join = Join, and get notes
discord-command-desk = The desk of those who read
discord-command-scene = Scenes and what is due before them
