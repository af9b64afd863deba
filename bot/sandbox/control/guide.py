"""What `help` says."""

HELP = """\
Everybody has an account on each chat. WHO is a name and where: mo@slack, mo@discord. A name alone means the first chat,
which holds the moderators' channel.

People do things ({act} WHO VERB …):
  WHO report LINK "what you see"           report a listing; --file PICTURE adds an image
  WHO react 💬 [--case N]                  put a reaction under the newest message that offers it
  WHO unreact 💬 [--case N]                take it away again
  WHO notice [N] "what you noticed"        fill in “What did you notice?” on the card of case N
  WHO write "words" [--reply] [--file F]   write to the bot; --in CHANNEL writes there; --reply answers its last message
  WHO click "LABEL" ["FIELD=VALUE" …]      press a button; a form that opens is filled in, or shown
  WHO fill "FIELD=VALUE" …                 fill in the form that is open
  WHO choose "OPTION" …                    choose from a menu
  WHO command "/case show" 1 [--dm]        use a slash command, with what stands behind it; Discord takes NAME=VALUE too
  WHO use "Report listing" [--message N]   use a command from a message's own menu
  WHO home                                 open the bot's own page (Slack)
  WHO leave | join                         leave the chat, come back as a member
  WHO close-dms | open-dms                 take no direct messages, take them again (Discord)

--message N picks a message by the number that `look` shows, --case N the newest one about that case.

Everything else:
  look WHO                                 what somebody sees
  wait WHO                                 until somebody gets a direct message, and show it
  wait WHO 🆗 [--case N]                   until somebody sees a message that offers this reaction
  wait bot                                 until a bot is connected, to every chat
  list                                     who is here
  gallery list                             what hangs in the gallery
  gallery add WHO "TITLE" [WORKS]          hang a listing
  gallery replace LISTING [A] [--file F]   hang another picture in its place
  gallery remove | restore LISTING         take a listing down, put it back
  env                                      the settings of a bot that is to live here
  help"""
