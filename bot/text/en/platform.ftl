# What Slack and Discord say themselves, around what Ghostlight says in them.

## A surface and its parts

chat-close = Close
chat-empty = (nothing)
chat-look = Please look at this
chat-part = Part { $part } of { $parts }. The rest stands behind the buttons at the end.
chat-part-next = Next part
chat-part-back = Part before

## While the answer is on its way, and where none came

chat-wait-title = One moment
chat-wait = I am on it. This page changes in a moment.
chat-failed-title = That did not work
chat-failed = I can’t say that this was done or saved. Please close this, wait a moment and look again from my home page or my last message.

## Where nothing could be shown, or nobody answered

chat-not-opened = That could not be opened, and nothing was done. Please press again.
chat-not-shown = I could not show you the answer. It may have been done: please look again from my home page or my last message.
chat-not-kept = I can’t say that this was taken. Nothing you typed here is lost: please send it again in a moment.
chat-page-gone = I don’t have the rest of this page any more. Please close it and open it again.
chat-home-failed = I can’t show this page now. Please leave it and come back in a moment.
chat-typed-failed = I could not answer what you wrote. It went to nobody. It stands in this chat, where you can delete it.
chat-elsewhere = This Ghostlight belongs to another workspace; here nobody would read you. Nothing was kept.

## On a reader's desk

chat-channel-lost = I can’t post in the readers’ channel any more: it was archived or deleted, or I was taken out of it. Until that is mended I ask each of you in your own messages, and nothing gets lost. To mend it: open the channel again and invite me, or ask whoever runs Ghostlight to name another one. I look again every morning and at every cover check.
