# The bar that tells a story above the set. What happens in each story stands beside this folder, in stories/*.toml.

story-bar = A story, step by step
story-count = { $steps ->
    [one] One step
   *[other] { $steps } steps
}
story-step = Step { $step } of { $steps }
story-end = That was the story.
story-next = Next step
story-play = Play
story-pause = Pause
story-again = From the beginning
story-again-how = What has happened on this set can’t be undone. Close the demo with Ctrl+C and start it again: { $command }
story-interrupted = This page was opened anew in the middle of the story, and a story isn’t taken up again. Close the demo with Ctrl+C and start it again.
story-needs-script = A story plays by itself and needs scripts to be allowed on this page. The set works without them.
story-proved = { $count ->
    [one] One thing was checked in this step, and it is so.
   *[other] { $count } things were checked in this step, and they are so.
}
story-lost = The set can’t be reached. Start the demo again.

## When a step doesn’t come true. They name the step, the pane and what was looked for.

story-fault = Step { $step } has not come true. { $what }
story-fault-act = Pane “{ $pane }” doesn’t offer this: “{ $what }”
story-fault-seen = Pane “{ $pane }” doesn’t say this: “{ $what }”
story-fault-unseen = Pane “{ $pane }” says this, and it must not: “{ $what }”
story-fault-same = This has changed, and it must not: “{ $what }”
story-fault-time = The time on the set could not be moved: “{ $what }”
