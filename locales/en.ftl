### Every word of Tessera in English: window, shell and command line read this one file.
###
### A message is a whole sentence, or a whole label, with its arguments and its plural rules inside; nothing is
### put together from parts outside this file. A message may lean on another one ({ problem-subject }, say):
### where the grammar of a language does not allow it, write the sentences out instead.
### $count and other numbers come as numbers. Names of files, apps and accounts come as they are.
### In ids, an underscore of a code is a hyphen: wrong_password is error-wrong-password.

## Buttons and words that every subject uses

button-cancel = Cancel
button-back = Back
button-close = Close
button-save = Save
button-undo = Undo
# Puts a notice above the list away for now.
button-not-now = Not now
# Leads from a notice above the list to what it is about.
button-look = Look
# Puts the line at the foot of the window away.
button-dismiss = Dismiss

password-label = Password
password-show = Show the password
password-caps-lock = Caps lock is on.
password-differ = The two passwords differ. Type the same one twice.

## How long a password would stand

password-prompt = Several unrelated words make a good one.
password-guess-instant = Time to guess: at once.
password-guess-second =
    { $count ->
        [one] Time to guess: { $count } second.
       *[other] Time to guess: { $count } seconds.
    }
password-guess-minute =
    { $count ->
        [one] Time to guess: a minute.
       *[other] Time to guess: { $count } minutes.
    }
password-guess-hour =
    { $count ->
        [one] Time to guess: an hour.
       *[other] Time to guess: { $count } hours.
    }
password-guess-day =
    { $count ->
        [one] Time to guess: a day.
       *[other] Time to guess: { $count } days.
    }
password-guess-month =
    { $count ->
        [one] Time to guess: a month.
       *[other] Time to guess: { $count } months.
    }
password-guess-year =
    { $count ->
        [one] Time to guess: a year.
       *[other] Time to guess: { $count } years.
    }
password-guess-century =
    { $count ->
        [one] Time to guess: a century.
       *[other] Time to guess: { $count } centuries.
    }
password-guess-ages = Time to guess: longer than anyone can wait.
# Under a new password, when its button was pressed.
password-at-once = This one is guessed at once. Take a longer one, or press the button again to keep it.
password-warning-common = This is among the first passwords that get tried.
password-warning-repeat = Repeated characters add little.
password-warning-sequence = Runs such as abc or 123 add little.
password-warning-date = Dates are easy to guess.
password-warning-names = Names are easy to guess.
password-warning-keyboard = Runs of neighbouring keys are easy to guess.
password-warning-guessable = A few unrelated words would be harder to guess.

## Times

# Less than a minute ago; stands where "3 hours ago" and "yesterday" stand.
time-just-now = just now

## The list of accounts

accounts-search = Search
accounts-search-in =
    { $count ->
        [one] Search { $count } account
       *[other] Search { $count } accounts
    }
accounts-add = Add an account
accounts-menu = Menu
accounts-list = Accounts
# The first of the tags above the list: no tag is chosen.
accounts-all = All
accounts-tags = Tags
accounts-tag-rename = Rename { $tag }
accounts-tag-rename-title = Rename the tag
accounts-tag-rename-lead =
    { $count ->
        [one] One account has it.
       *[other] { $count } accounts have it.
    } Without a name it is taken off.
accounts-tag-new = New tag
accounts-tag-new-title = New tag
accounts-tag-new-lead =
    { $count ->
        [one] One account gets it.
       *[other] { $count } accounts get it.
    }
accounts-tag-name = Name
accounts-tag-renamed = { $from } is now { $to }
accounts-tag-gone = Tag { $tag } taken off
# How the accounts are sorted; one of the four is chosen.
accounts-order = Order
accounts-order-own = My own order
accounts-order-issuer = By site
accounts-order-account = By account
accounts-order-last_used = Last used first
# Accounts that are selected together, for something that is done to all of them.
accounts-selected = { $count } selected
accounts-selected-end = End the selection
accounts-tag = Tag
accounts-export = Move to another app
accounts-found =
    { $count ->
        [one] { $count } account found
       *[other] { $count } accounts found
    }
accounts-nothing = No account matches “{ $query }”
accounts-nothing-tagged = No account has this tag.
accounts-clear = Clear the search
accounts-drop = Drop to add

# To a screen reader: who issued an account, and for whom.
accounts-label = { $issuer }, { $account }
# To a screen reader: the digits, each for itself.
accounts-code = Code { $code }
accounts-code-hidden = Code hidden
# Its time is over, and the one after it has not come.
accounts-code-over = Code { $code }, whose time is over
# Beside a code that is about to change: the one after it.
accounts-code-next = next { $code }
# An account whose codes go by a counter shows none until asked.
accounts-code-get = Get code
accounts-more = More for { $name }
# Beside an account that was kept twice.
accounts-rival = other copy
accounts-rival-hint = Two copies of the vault had changed this secret. Try both at the site, and remove the one that it refuses.
# An account that was added here, and of which no code was taken yet.
accounts-fresh = Not tried yet
accounts-fresh-hint = Not tried yet. Sign in once with a code before you rely on it.

accounts-copy = Copy the code
# The next code of a counter-based account; the one before is used up.
accounts-next-count = Next code
accounts-next-count-of = Next code of { $name }
accounts-has-note = Has a note
accounts-refused = The site refuses my code
accounts-reveal = Show the code
accounts-edit = Edit
accounts-pin = Pin to the top
accounts-unpin = Unpin
accounts-move-up = Move up
accounts-move-down = Move down
accounts-confirm = The site took the code
accounts-remove = Remove

# Where several accounts have the same issuer.
accounts-of = { $issuer } ({ $account })
accounts-copied = { $name } copied · clears in { $seconds } s
accounts-copied-next = { $name }: next code copied · clears in { $seconds } s
accounts-undone = Undone
# The vault was opened a moment ago: nothing was done in it since.
accounts-undo-none = Nothing was changed since the vault was opened
accounts-undo-older = Older versions
# Leaves a copied code on the clipboard.
accounts-keep = Keep
accounts-kept = The code stays on the clipboard.
accounts-added = { $name } added
accounts-removed = { $name } removed
accounts-removed-all =
    { $count ->
        [one] One account removed
       *[other] { $count } accounts removed
    }
accounts-moved = { $name } moved
accounts-pinned-all =
    { $count ->
        [one] One account pinned
       *[other] { $count } accounts pinned
    }
accounts-unpinned-all =
    { $count ->
        [one] One account unpinned
       *[other] { $count } accounts unpinned
    }
accounts-tagged =
    { $count ->
        [one] { $tag } put on one account
       *[other] { $tag } put on { $count } accounts
    }
accounts-untagged =
    { $count ->
        [one] { $tag } taken off one account
       *[other] { $tag } taken off { $count } accounts
    }
accounts-restored = { $name } is back

accounts-edit-title = Edit account
accounts-issuer = Site or app
accounts-issuer-hint = GitHub
accounts-account = Account
accounts-account-hint = you@example.org
accounts-secret = Secret
accounts-secret-hint = The letters and digits the site shows, or a whole otpauth:// address
accounts-advanced = Advanced
# How the codes of an account are made.
accounts-kind = Kind
accounts-kind-totp = By time
accounts-kind-hotp = By counter
accounts-kind-steam = Steam
accounts-kind-motp = mOTP
accounts-kind-yandex = Yandex
accounts-algorithm = Algorithm
accounts-digits = Digits
accounts-period = Seconds a code lasts
accounts-counter = Counter
# The count of a counter-based account's next code.
accounts-counter-hint = Of the next code. Change it where the site has lost step.
accounts-making = Details
accounts-created = Added
accounts-changed = Changed
accounts-used = Last used
accounts-used-unknown = not known
accounts-otp-open = Change the secret or its settings
accounts-otp-title = Change the secret
accounts-otp-lead = Do this only where the site shows a new secret or other settings. With wrong ones it refuses every code.
accounts-otp-secret = New secret
accounts-otp-secret-hint = The letters and digits the site shows. Empty: the secret stays.
accounts-otp-password = Password of this vault
accounts-otp-go = Change
accounts-otp-working = Changing
accounts-otp-changed = { $name } makes its codes anew

# What an account was before. Names, tags, notes and settings are there as they were.
earlier-open = What it was before
earlier-title = What it was before
earlier-none = Nothing of this account was changed yet.
earlier-labels = Name
earlier-tags = Tags
earlier-tags-none = No tags
earlier-note = Note
earlier-note-none = No note
earlier-note-show = Show the note
earlier-otp = Codes
# $settings is SHA-1, 6 digits, 30 seconds.
earlier-otp-secret = Another secret, { $settings }
# $at is a day and a time.
earlier-until = until { $at }
earlier-put-back = Put back
earlier-done = { $name } is as it was

# Recovery codes of a site, which some call backup codes: each lets its owner in once without the second factor.
codes-title = Recovery codes
codes-lead = Most sites give a list of codes for the day when you have no second factor. Each works once.
codes-paste = The codes, or the whole text around them
codes-keep = Keep the codes
# Lines of a pasted text in which there is no code, and what stands beside a code in its line.
codes-left-out =
    { $count ->
        [one] { $count } line or part of one is no code and was left out. Compare with the site.
       *[other] { $count } lines or parts of them are no codes and were left out. Compare with the site.
    }
codes-left = { $left } of { $of } left
codes-left-few =
    { $left ->
        [0] None of { $of } left. Get new ones from the site.
       *[other] { $left } of { $of } left. Get new ones from the site.
    }
codes-show = Show the codes
codes-hide = Hide the codes
# A code of the list, to a screen reader, while it is hidden.
codes-hidden = Code { $number }
codes-copy = Copy code { $number }
codes-copied =
    { $seconds ->
        [one] Recovery code copied · clears in { $seconds } second
       *[other] Recovery code copied · clears in { $seconds } seconds
    }
# A button beside the code that was copied last: the site took it.
codes-took = Mark as used
codes-tick = Code { $number } was used
# $at is a day.
codes-used = used { $at }
codes-replace = Enter new codes
codes-forget = Forget these codes
codes-forgotten = Recovery codes forgotten
codes-few =
    { $left ->
        [0] No recovery code left
        [one] { $left } recovery code left
       *[other] { $left } recovery codes left
    }
accounts-add-this = Add account
accounts-edit-tags = Tags
accounts-edit-tags-hint = Work, Home
accounts-note = Note
accounts-pinned = Keep at the top
accounts-confirmed = The site has taken a code
accounts-remove-this = Remove account

# What to try where a site does not take the code of an account.
refused-title = The site refuses my code
refused-around = Try the codes beside it
# Seconds before and after the code of now.
refused-before =
    { $seconds ->
        [one] { $seconds } second ago
       *[other] { $seconds } seconds ago
    }
refused-now = now
refused-after =
    { $seconds ->
        [one] in { $seconds } second
       *[other] in { $seconds } seconds
    }
# Of a counter-based account.
refused-count = count { $count }
refused-count-next = count { $count }, the next one
refused-around-clock = If the site takes one of the others, the clock of this computer is wrong.
refused-around-counter = If the site takes one of them, set the counter to the count after it under “Edit”.
refused-clock = Compare the clock
refused-clock-says = This computer says { $time }.
# What the system says of its clock.
refused-clock-kept = The system compares it over the network, so it should be right.
refused-clock-awaited = The system has not compared it over the network yet, so it may be wrong.
refused-clock-off = Nothing sets it over the network, so it may be wrong.
refused-clock-advice = Hold it against a clock that you trust. If it is off by more than a few seconds, have the system set it over the network.
refused-clock-compare = Compare with a time server
# Beside the button: what it does. Nothing else in the app asks anything of the network.
refused-clock-compare-hint = Asks time.cloudflare.com once, over the network.
# How the clock stands to that of a time server; $seconds with a tenth.
clock-right = The clock is right: it is off by less than a second.
clock-behind = The clock is { $seconds } seconds behind.
clock-ahead = The clock is { $seconds } seconds ahead.
refused-settings = Compare the settings
refused-settings-usual = { $settings }: what most sites use.
refused-settings-unusual = { $settings }: not what most sites use. Compare it with what this site has shown.
refused-settings-digits =
    { $count ->
        [one] { $count } digit
       *[other] { $count } digits
    }
refused-settings-period =
    { $count ->
        [one] every second
       *[other] every { $count } seconds
    }
refused-twins = Same secret
refused-twins-note = These accounts have the same secret and give the same codes. One of them may have been set up with the secret of the other:
refused-namesakes = Same names
refused-namesakes-note =
    { $count ->
        [one] Another account has these names and another secret. Try its code.
       *[other] { $count } other accounts have these names and other secrets. Try their codes.
    }
refused-last = If nothing helps
refused-last-note = Sign in with a recovery code of the site, switch its two-step sign-in off and on, and add the new code here. Keep this account until the site takes a code of the new one.

accounts-trash = Recently removed
accounts-trash-empty = Nothing was removed lately.
# $far is yes where $when is a date, else $when is "3 hours ago" or "yesterday".
accounts-trash-removed =
    { $far ->
        [yes] removed on { $when }
       *[no] removed { $when }
    }
accounts-trash-restore = Restore
accounts-trash-delete = Delete for good
accounts-trash-sure = Delete { $name } for good? Its secret cannot be brought back.
accounts-trash-keep = Keep it

## The picker: the small window over any app
picker-title = Tessera picker
picker-search = Search
# At the end of the row whose code Enter copies.
picker-enter = Enter copies
# Leads to the main window.
picker-open = Open Tessera
picker-absent = There is no vault yet. Make one in Tessera.
picker-empty = There are no accounts yet. Add one in Tessera.

## The menu of the window

menu-import = Import files
menu-backup = Save a backup
menu-backups = Backups
menu-export = Move to another app
menu-trash = Recently removed
menu-health = Is everything in order?
menu-settings = Settings
menu-keys = Keys
menu-lock = Lock

## Keys

keys-title = Keys
keys-any-letter = Any letter
keys-search = search
keys-search-again = back to the search
keys-choose = choose an account
keys-copy = copy the code
keys-copy-too = the same
keys-copy-nth = copy the first to ninth code
keys-reveal = show a hidden code
keys-clear = clear the search, close a sheet
keys-type = type an account in
keys-paste = add what the clipboard holds
keys-scan = scan the screen for QR codes
keys-edit = edit the chosen account
keys-remove = remove the chosen account
keys-move = move the chosen account up or down
keys-mark = select several
keys-mark-all = select all
keys-undo = undo what was done last
keys-actions = all actions for the chosen account
keys-lock = lock
keys-zoom = larger, smaller, the usual size
keys-settings = settings
keys-help = this list
# As they are printed on a keyboard.
keys-name-ctrl = Ctrl
keys-name-alt = Alt
keys-name-shift = Shift
keys-name-super = Super
keys-name-enter = Enter
keys-name-return = Return
keys-name-space = Space
keys-name-escape = Esc
keys-name-delete = Delete
keys-name-delete-short = Del

## Accounts on their way in

import-drop = Drop a screenshot of the QR code here
# Goes on from "Drop a screenshot of the QR code here".
import-lead = or a text, or the file of another app
import-field = Address or secret
import-field-hint = or type an address or secret
import-read = Read it
import-paste = Paste
import-files = Choose files
import-folder = Choose a folder
import-screen = Scan the screen
import-screen-asks = Your desktop asks first
import-type = Type it in
import-reading = Reading
import-progress =
    { $total ->
        [one] Reading the pictures of the file
       *[other] { $done } of { $total } pictures
    }
import-stop = Cancel
import-nothing-on-screen = No QR code was seen on the screens. Make it larger, show all of it, or take a screenshot and drop it here.
import-nothing-new = No other code was seen on the screens. Show the next part and scan again.
# $trashed of the $count accounts came into the list of what was recently removed.
import-added =
    { $trashed ->
        [0]
            { $count ->
                [one] { $count } account added
               *[other] { $count } accounts added
            }
       *[other]
            { $count ->
                [one] { $count } account added, to the trash
               *[other] { $count } accounts added, { $trashed } of them to the trash
            }
    }

## What an import found, before any of it is stored

review-found =
    { $count ->
        [0] No account found
        [one] { $count } account found
       *[other] { $count } accounts found
    }
# Everything that was found is in the vault.
review-nothing-new =
    { $count ->
        [one] Nothing new: this account is already here
       *[other] Nothing new: all { $count } are already here
    }
# How many there are of each, where not all are new: "176 new · 24 already here".
review-count-new = { $count } new
review-count-conflict =
    { $count ->
        [one] { $count } differs
       *[other] { $count } differ
    }
review-count-unusable = { $count } cannot be used
review-count-duplicate = { $count } already here
review-search = Search in what was found
review-search-nothing = None of them matches “{ $query }”.
review-select-none = Select none
review-select-new = Select all new
review-sealed =
    { $count ->
        [one] The file is encrypted
       *[other] { $count } files are encrypted
    }
review-seal =
    { $app ->
        [KeePass] KeePass database: enter its password
        [Tessera] Tessera vault: enter its password
       *[other] { $app } backup: enter its password
    }
review-seal-guess = Not a picture. If it is an encrypted { $app } backup, enter its password
review-password = Password of { $name }
review-open = Open
review-open-name = Open { $name }
review-opening = Opening it. This may take a while.
review-stop = Stop
review-costly-cancel = Cancel
review-costly-cancel-name = Do not open { $name }
review-stop-opening = Stop opening { $name }
review-key-file = Choose a key file
review-key-file-of = Choose a key file for { $name }
review-key-file-chosen = Key file: { $file }
review-key-file-other = Choose another
review-key-file-remove = Remove
review-key-file-remove-of = Remove the key file of { $name }
review-not-opened-guess = This password does not open it, or it is no { $app } backup.
review-not-opened-with-key-file = Wrong password or key file. Check both and try again.
review-not-opened-without-key-file = Wrong password, or a key file is missing. Try again.
# A sentence that is about one of several files.
review-remark = { $name }: { $remark }
review-in-file = in { $name }
review-in-files =
    { $count ->
        [one] in { $count } file
       *[other] in { $count } files
    }
# Google Authenticator hands its accounts on as several QR codes.
review-batch-part = Google transfer, part { $part } of { $of }
review-batch-parts = Google transfer, { $have } of { $of } parts
review-transfer = Google transfer: { $have } of { $of } parts
review-transfer-other = Part of another transfer: { $have } of { $of }
# $parts is a list of numbers.
review-missing =
    { $count ->
        [one] Part { $parts } is missing.
       *[other] Parts { $parts } are missing.
    }
review-next = Show the next part, and drop or paste its picture.
review-next-or-scan = Show the next part and scan the screen again, or drop its picture.
review-others =
    { $sources ->
        [one] Other codes in the picture
       *[other] Other codes in the pictures
    }
review-gave-up = Not all of { $name } could be searched in time. Crop it to the code and try again.
review-gave-up-unnamed = Not all of the picture could be searched in time. Crop it to the code and try again.
# In the place of a file's name.
review-unnamed = What was pasted or dropped
# In the place of an account's name.
review-nameless = No name
review-stay-sealed =
    { $count ->
        [one] One file is not open yet. What is in it is not added.
       *[other] { $count } files are not open yet. What is in them is not added.
    }
review-plain-files =
    { $count ->
        [one] The file still holds these secrets; delete it when you are done.
       *[other] The files still hold these secrets; delete them when you are done.
    }
review-status-new = new
review-status-duplicate = already here
review-status-conflict = differs
review-status-invalid = cannot be used
review-status-unsupported = cannot be used
# One of several accounts with the same names.
review-namesake = { $number } of { $of } with these names
review-namesake-nameless = { $number } of { $of } without a name
# This account was in the trash of its app, and comes into ours.
review-trashed = goes to the trash
review-digits =
    { $count ->
        [one] { $count } digit
       *[other] { $count } digits
    }
review-period =
    { $count ->
        [one] changes every second
       *[other] changes every { $count } seconds
    }
review-add =
    { $count ->
        [0] Add
        [one] Add { $count } account
       *[other] Add { $count } accounts
    }

# A code that is no account, by what it is for.
review-other-link = Link
review-other-link-to = Link to { $host }
review-other-wifi = Wi‑Fi network
review-other-wifi-named = Wi‑Fi network “{ $network }”
review-other-passkey = Passkey sign-in
review-other-passkey-note = Scan it with the phone that holds the passkey.
review-other-sign-in = Device link
review-other-sign-in-note = It signs another device in to an app.
review-other-sign-in-of = { $app } device link
review-other-sign-in-of-note = It signs another device in. Scan it with { $app } on your phone.
review-other-authenticator = Other authenticator set-up
review-other-authenticator-note = Only that app can use this code. Choose “a different authenticator app” on that site, and scan the code that it shows then.
review-other-authenticator-of = { $app } set-up
review-other-authenticator-of-note = Only { $app } can use this code. Choose “a different authenticator app” on that site, and scan the code that it shows then.
review-other-contact = Contact card
review-other-message = E-mail, message or phone number
review-other-payment = Payment
review-other-place = Place on a map
review-other-event = Calendar event
review-other-bytes = Bytes that are no text
review-other-text = Plain text
review-other-barcode = Code of another kind
review-other-barcode-of = { $kind } code
review-other-barcode-note = Authenticators are set up with QR codes. Look for the QR code on that page.

## What is wrong with a file or a picture
## problem- is said of one, problems- of several, which are then counted.

# What a sentence below is about. $source is file where there is a $name.
problem-subject =
    { $source ->
        [clipboard] The clipboard
        [screen] The screen
        [typed] What you typed
        [unnamed] What was pasted or dropped
       *[file] { $name }
    }
problem-not-readable = { problem-subject } could not be read.
problem-too-large = { problem-subject } is too large.
problem-long-text = { problem-subject } is a text of more than 16 MiB, the most that is read.
problem-not-a-picture = { problem-subject } is not a picture that can be read.
problem-other-picture = { problem-subject } is a picture of a kind that is not read: HEIC, AVIF or JPEG XL. Save it as PNG or JPEG.
problem-no-code = { problem-subject } shows no QR code.
# “Type it in” is the button import-type.
problem-no-account =
    { $source ->
        [clipboard] The clipboard holds no authenticator account. For a secret alone, choose Type it in.
       *[other] { problem-subject } holds no authenticator account.
    }
problem-empty = { problem-subject } is empty.
problem-on-a-page = { problem-subject } is on a web page. Copy the picture there and paste it here, or scan the screen.
problem-empty-folder = { problem-subject } holds no pictures or texts.
problem-too-many-files = { problem-subject } holds more than is read at once, or lies too deep. Choose smaller folders for the rest.
problem-damaged = { problem-subject } is damaged.
problem-vault = { problem-subject } is a Tessera vault. It opens with its password.
problem-too-new = { problem-subject } was made by a newer Tessera. Update Tessera to open it.
problem-newer = { problem-subject } was made by a newer version of its app than Tessera knows.
problem-account-restricted = { problem-subject } can be opened by one Bitwarden account only. Export it again with a password.
problem-device-key = { problem-subject } is encrypted with a key that stays on its device.
problem-pgp = { problem-subject } is encrypted with OpenPGP. Decrypt it first.
problem-cipher = { problem-subject } is encrypted in a way that Tessera does not know.
problem-keepass-1 = { problem-subject } is a database of KeePass 1. Open it in KeePassXC and save it there.
problem-packing = { problem-subject } is packed in a way that Tessera does not know. Unpack it first.
problem-push-only = { problem-subject } holds accounts without codes only.
problem-steam-manifest = { problem-subject } is an encrypted account of Steam. Put its manifest.json into the same folder.
problem-too-costly = { problem-subject } would cost more memory or time than is safe.
problem-wrong-password = { problem-subject } does not open with this password.
problem-other-format = { problem-subject } is not a file of the format that was named.
problem-needs-password = { problem-subject } is encrypted, and too many files wait for their passwords. Import it once those are open.
problem-unreadable =
    { $source ->
        [screen] The screens could not be read safely. Take a screenshot of the code alone, and drop it here.
       *[other] { problem-subject } could not be read safely. Take a screenshot of the code instead.
    }
problem-too-slow =
    { $source ->
        [screen] The screens could not be searched in time. Take a screenshot of the code alone, and drop it here.
       *[other] { problem-subject } could not be searched in time. Crop it to the code and try again.
    }
problem-no-reader = { problem-subject } could not be read, as a part of Tessera is missing. Install Tessera again.
problem-unknown = { problem-subject } could not be used ({ $code }).

problems-not-readable =
    { $count ->
        [one] { $count } file could not be read.
       *[other] { $count } files could not be read.
    }
problems-long-text =
    { $count ->
        [one] { $count } file is a text of more than 16 MiB, the most that is read.
       *[other] { $count } files are texts of more than 16 MiB, the most that is read.
    }
problems-too-large =
    { $count ->
        [one] { $count } file is too large.
       *[other] { $count } files are too large.
    }
problems-not-a-picture =
    { $count ->
        [one] { $count } file is not a picture that can be read.
       *[other] { $count } files are not pictures that can be read.
    }
problems-other-picture =
    { $count ->
        [one] { $count } file is a picture of a kind that is not read: HEIC, AVIF or JPEG XL. Save it as PNG or JPEG.
       *[other] { $count } files are pictures of a kind that is not read: HEIC, AVIF or JPEG XL. Save them as PNG or JPEG.
    }
problems-no-code =
    { $count ->
        [one] { $count } file shows no QR code.
       *[other] { $count } files show no QR code.
    }
problems-no-account =
    { $count ->
        [one] { $count } file holds no authenticator account.
       *[other] { $count } files hold no authenticator account.
    }
problems-empty =
    { $count ->
        [one] { $count } file is empty.
       *[other] { $count } files are empty.
    }
problems-on-a-page =
    { $count ->
        [one] { $count } file is on a web page. Copy the picture there and paste it here, or scan the screen.
       *[other] { $count } files are on web pages. Copy each picture there and paste it here, or scan the screen.
    }
problems-empty-folder =
    { $count ->
        [one] { $count } folder holds no pictures or texts.
       *[other] { $count } folders hold no pictures or texts.
    }
problems-too-many-files =
    { $count ->
        [one] { $count } folder holds more than is read at once, or lies too deep. Choose smaller folders for the rest.
       *[other] { $count } folders hold more than is read at once, or lie too deep. Choose smaller folders for the rest.
    }
problems-damaged =
    { $count ->
        [one] { $count } file is damaged.
       *[other] { $count } files are damaged.
    }
problems-vault =
    { $count ->
        [one] { $count } file is a Tessera vault. It opens with its password.
       *[other] { $count } files are Tessera vaults. They open with their passwords.
    }
problems-too-new =
    { $count ->
        [one] { $count } file was made by a newer Tessera. Update Tessera to open it.
       *[other] { $count } files were made by a newer Tessera. Update Tessera to open them.
    }
problems-newer =
    { $count ->
        [one] { $count } file was made by a newer version of its app than Tessera knows.
       *[other] { $count } files were made by newer versions of their apps than Tessera knows.
    }
problems-account-restricted =
    { $count ->
        [one] { $count } file can be opened by one Bitwarden account only. Export it again with a password.
       *[other] { $count } files can be opened by one Bitwarden account only. Export them again with a password.
    }
problems-device-key =
    { $count ->
        [one] { $count } file is encrypted with a key that stays on its device.
       *[other] { $count } files are encrypted with keys that stay on their devices.
    }
problems-pgp =
    { $count ->
        [one] { $count } file is encrypted with OpenPGP. Decrypt it first.
       *[other] { $count } files are encrypted with OpenPGP. Decrypt them first.
    }
problems-cipher =
    { $count ->
        [one] { $count } file is encrypted in a way that Tessera does not know.
       *[other] { $count } files are encrypted in a way that Tessera does not know.
    }
problems-keepass-1 =
    { $count ->
        [one] { $count } file is a database of KeePass 1. Open it in KeePassXC and save it there.
       *[other] { $count } files are databases of KeePass 1. Open them in KeePassXC and save them there.
    }
problems-packing =
    { $count ->
        [one] { $count } file is packed in a way that Tessera does not know. Unpack it first.
       *[other] { $count } files are packed in a way that Tessera does not know. Unpack them first.
    }
problems-push-only =
    { $count ->
        [one] { $count } file holds accounts without codes only.
       *[other] { $count } files hold accounts without codes only.
    }
problems-steam-manifest =
    { $count ->
        [one] { $count } file is an encrypted account of Steam. Put its manifest.json into the same folder.
       *[other] { $count } files are encrypted accounts of Steam. Put their manifest.json into the same folder.
    }
problems-too-costly =
    { $count ->
        [one] { $count } file would cost more memory or time than is safe.
       *[other] { $count } files would cost more memory or time than is safe.
    }
problems-wrong-password =
    { $count ->
        [one] { $count } file does not open with this password.
       *[other] { $count } files do not open with this password.
    }
problems-other-format =
    { $count ->
        [one] { $count } file is not of the format that was named.
       *[other] { $count } files are not of the format that was named.
    }
problems-needs-password =
    { $count ->
        [one] { $count } file is encrypted, and too many files wait for their passwords. Import it once those are open.
       *[other] { $count } files are encrypted, and too many files wait for their passwords. Import them once those are open.
    }
problems-unreadable =
    { $count ->
        [one] { $count } file could not be read safely. Take a screenshot of the code instead.
       *[other] { $count } files could not be read safely. Take screenshots of the codes instead.
    }
problems-too-slow =
    { $count ->
        [one] { $count } file could not be searched in time. Crop it to the code and try again.
       *[other] { $count } files could not be searched in time. Crop them to the code and try again.
    }
problems-no-reader =
    { $count ->
        [one] { $count } file could not be read, as a part of Tessera is missing. Install Tessera again.
       *[other] { $count } files could not be read, as a part of Tessera is missing. Install Tessera again.
    }
problems-unknown =
    { $count ->
        [one] { $count } file could not be used ({ $code }).
       *[other] { $count } files could not be used ({ $code }).
    }

## What else there is to know of a file that was read

# What the files of an app leave out, so that codes may be wrong.
remark-lost =
    { $field ->
        [algorithm]
            { $count ->
                [one] { $app } files do not carry the algorithm: { $count } account may give wrong codes.
               *[other] { $app } files do not carry the algorithm: { $count } accounts may give wrong codes.
            }
       *[other]
            { $count ->
                [one] { $app } files do not carry the parameters: { $count } account may give wrong codes.
               *[other] { $app } files do not carry the parameters: { $count } accounts may give wrong codes.
            }
    }
remark-code-unread =
    { $count ->
        [one] The QR code of { $count } account is missing or cannot be read. Its code is wrong if its period is not 30 seconds.
       *[other] The QR codes of { $count } accounts are missing or cannot be read. A code is wrong if its period is not 30 seconds.
    }
remark-without-code =
    { $count ->
        [one] { $count } item without a code was left out.
       *[other] { $count } items without a code were left out.
    }
# $lines is a list of their numbers.
remark-lines =
    { $count ->
        [one] { $count } line was not understood: line { $lines }.
       *[other] { $count } lines were not understood, the first of them: { $lines }.
    }
remark-damaged = The file is damaged, and accounts may be missing. If one is, export it again in the other app.
remark-encoding-guessed = The file is not UTF-8 and does not say which encoding it has, so Tessera has guessed it. Check the names.
remark-links-in-notes =
    { $count ->
        [one] A link with a secret was taken out of { $count } note. If it was an account of its own, add it.
       *[other] Links with secrets were taken out of { $count } notes. If they were accounts of their own, add them.
    }
# $missing is a list of numbers.
remark-missing-parts = This is a Google transfer in { $of } parts, and not all are here. Missing: { $missing }.
remark-nameless =
    { $count ->
        [one] { $count } entry cannot be read and has no name.
       *[other] { $count } entries cannot be read and have no names.
    }
remark-left-behind =
    { $count ->
        [one] { $count } account cannot be read by this Tessera and stays behind.
       *[other] { $count } accounts cannot be read by this Tessera and stay behind.
    }

## Accounts on their way out, to another app or to a phone

export-title = Move to another app
export-lead = Your accounts stay in Tessera as well.
export-lead-some =
    { $count ->
        [one] { $count } account. It stays in Tessera as well.
       *[other] { $count } accounts. They stay in Tessera as well.
    }
export-encrypted = Encrypted, recommended
export-encrypted-hint = The file opens with a password that you choose.
export-phone = Without a file
export-phone-go = Show QR codes for a phone
export-phone-hint = Google Authenticator scans them from this screen
export-plain = Not encrypted
export-plain-hint = Whoever reads such a file has your accounts. Choose one only where the app takes nothing else.
export-plain-better = It takes the encrypted file as well
# Formats that are more than the file of one app.
export-name-uris = Text file
export-name-google = Google Authenticator, as text
export-name-google-qr = Google Authenticator, as pictures
export-name-sheet = Sheet to print
export-hint-uris = One otpauth:// address a line
export-hint-google = Its transfer addresses, one a line
export-hint-google-qr = QR codes of up to ten accounts each
export-hint-sheet = A page with a QR code for each account
export-to = Move to { $app }

# Who takes the accounts, at the beginning of a sentence; $format is the word for the format.
export-taker =
    { $format ->
        [uris] This file
        [sheet] The sheet
       *[other] { $app }
    }
# The same within a sentence.
export-taker-within =
    { $format ->
        [uris] this file
        [sheet] the sheet
       *[other] { $app }
    }
# $left accounts of $total stay behind.
export-carried =
    { $left ->
        [0]
            { $count ->
                [one] { export-taker } takes { $count } account.
               *[other] { export-taker } takes all { $count } accounts.
            }
       *[other]
            { $total ->
                [one] { export-taker } takes { $count } of { $total } account.
               *[other] { export-taker } takes { $count } of { $total } accounts.
            }
    }
# The same where nothing of the accounts is lost either.
export-carried-whole =
    { $count ->
        [one] { export-taker } takes { $count } account. Nothing is lost.
       *[other] { export-taker } takes all { $count } accounts. Nothing is lost.
    }
# Said after export-carried.
export-nothing-else-lost = Nothing is lost.
export-none = { export-taker } can take none of your accounts. Choose another app.
export-password = Password of this vault
export-seal = New password for the file
export-seal-repeat = Repeat the new one
export-bare = The file is not encrypted. Whoever reads it has your accounts.
# $word is typed as it stands, in every language.
export-confirm = Type “{ $word }” to go on
export-not-confirmed = Type the word { $word }, or go back and choose an encrypted file.
export-go = Choose a place
export-working = Saving

# Where the accounts are now: the first file's name, and how many $more there are.
export-saved-as =
    { $more ->
        [0]
            { $count ->
                [one] Saved as { $file }: { $count } account
               *[other] Saved as { $file }: { $count } accounts
            }
       *[other]
            { $count ->
                [one] Saved as { $file } and { $more } more: { $count } account
               *[other] Saved as { $file } and { $more } more: { $count } accounts
            }
    }
export-saved-encrypted = { export-saved-as }. Open it in { export-taker-within } with the password for the file.
export-saved-plain =
    { $more ->
        [0] { export-saved-as }, not encrypted. Delete the file once the other app has the accounts.
       *[other] { export-saved-as }, not encrypted. Delete the files once the other app has the accounts.
    }
export-saved-sheet = { export-saved-as }, not encrypted. Print it, then delete the file.

# What of the accounts does not come along; $count of them, each time. Their names stand below.
loss-account =
    { $count ->
        [one] { $count } account stays behind: { export-taker-within } has no codes of its kind.
       *[other] { $count } accounts stay behind: { export-taker-within } has no codes of their kind.
    }
loss-trash =
    { $count ->
        [one] { $count } removed account stays behind.
       *[other] { $count } removed accounts stay behind.
    }
loss-labels =
    { $count ->
        [one] { $count } account may arrive under another name.
       *[other] { $count } accounts may arrive under another name.
    }
loss-tags =
    { $count ->
        [one] Tags of { $count } account stay behind.
       *[other] Tags of { $count } accounts stay behind.
    }
loss-note =
    { $count ->
        [one] The note of { $count } account stays behind.
       *[other] The notes of { $count } accounts stay behind.
    }
loss-recovery-codes =
    { $count ->
        [one] The recovery codes of { $count } account stay behind.
       *[other] The recovery codes of { $count } accounts stay behind.
    }
loss-pin =
    { $count ->
        [one] { $count } account is no longer pinned.
       *[other] { $count } accounts are no longer pinned.
    }
loss-shared =
    { $count ->
        [one] { $count } account has the secret of another: { export-taker-within } keeps only one of those.
       *[other] { $count } accounts have the secret of another: { export-taker-within } keeps only one of those.
    }
loss-iphone =
    { $count ->
        [one] { export-taker } on the iPhone refuses { $count } account; on Android it takes it.
       *[other] { export-taker } on the iPhone refuses { $count } accounts; on Android it takes them.
    }
# Below the names of some of the accounts: so many are not named.
export-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
loss-unknown =
    { $count ->
        [one] Something of { $count } account stays behind.
       *[other] Something of { $count } accounts stays behind.
    }

export-transfer = QR codes for a phone
export-transfer-lead = Whoever photographs them has your accounts. Make sure that nobody looks on.
export-transfer-go = Show the codes
export-transfer-working = Drawing the codes
export-transfer-part =
    { $of ->
        [1] QR code
       *[other] Part { $number } of { $of }
    }
# To a screen reader, in the place of the picture.
export-transfer-picture =
    { $of ->
        [1] QR code
       *[other] QR code, part { $number } of { $of }
    }
export-transfer-back = Back
export-transfer-next = Next
export-transfer-done = Done

## Copies of the vault

backups-title = Backups
# $far is yes where $when is a date, else $when is "3 hours ago" or "yesterday".
backups-last =
    { $far ->
        [yes]
            { $count ->
                [0] Last automatic backup on { $when }. The vault was empty before the last change.
                [one] Last automatic backup on { $when }: { $count } account, as it was before the last change.
               *[other] Last automatic backup on { $when }: { $count } accounts, as they were before the last change.
            }
       *[no]
            { $count ->
                [0] Last automatic backup { $when }. The vault was empty before the last change.
                [one] Last automatic backup { $when }: { $count } account, as it was before the last change.
               *[other] Last automatic backup { $when }: { $count } accounts, as they were before the last change.
            }
    }
backups-none = No automatic backup yet. One is kept at every save.
backups-none-short = No automatic backup yet.
backups-files = By hand
backups-save = Save a backup
backups-open-file = Restore from a file

# Above the list, in a few words.
backups-bar-backup-failed = The last backup failed.
backups-bar-second-backup-failed = The copy in the second folder failed.
backups-bar-backup-stale =
    { $days ->
        [one] No copy in the second folder for { $days } day.
       *[other] No copy in the second folder for { $days } days.
    }

backups-second = Second folder
backups-second-none = A copy on another disk or in a synced folder outlives this one.
backups-second-in = A copy goes to “{ $folder }” as well.
backups-choose = Choose a folder
backups-change = Change
backups-forget = Forget it
backups-beside = Beside the vault
backups-in-folder = In “{ $folder }”

backups-count =
    { $count ->
        [0] no account
        [one] { $count } account
       *[other] { $count } accounts
    }
backups-size = { $kib } KiB
backups-state-verified = verified
backups-state-empty = empty
backups-state-damaged = damaged
backups-state-locked = needs its password
# It opens with the same password as the vault.
backups-state-same = same password
# A password was tried on it in vain.
backups-state-other = another password
# $at is a date and a time.
backups-copy = Copy of { $at }
backups-copy-password = Type the password that the vault had when this copy was saved. It may be the one of today.
backups-look = See what it holds
backups-looking = Opening the copy

# What restoring all of a copy would do: $added accounts come back, $changed change, $removed go.
backups-compare =
    { $added ->
        [0]
            { $changed ->
                [0]
                    { $removed ->
                        [0] It holds what the vault holds. There is nothing to restore.
                       *[other] Restoring all would move { $removed } to the trash. { backups-compare-same }
                    }
               *[other]
                    { $removed ->
                        [0] Restoring all would change { $changed }. { backups-compare-same }
                       *[other] Restoring all would change { $changed } and move { $removed } to the trash. { backups-compare-same }
                    }
            }
       *[other]
            { $changed ->
                [0]
                    { $removed ->
                        [0] Restoring all would bring back { $added }. { backups-compare-same }
                       *[other] Restoring all would bring back { $added } and move { $removed } to the trash. { backups-compare-same }
                    }
               *[other]
                    { $removed ->
                        [0] Restoring all would bring back { $added } and change { $changed }. { backups-compare-same }
                       *[other] Restoring all would bring back { $added }, change { $changed }, and move { $removed } to the trash. { backups-compare-same }
                    }
            }
    }
backups-compare-same =
    { $same ->
        [one] { $same } account stays as it is.
       *[other] { $same } accounts stay as they are.
    }
# What would become of one account.
backups-change-added = comes back
backups-change-changed = changes
backups-change-removed = to the trash
# What of one account would change; several of these stand in a list.
backups-part-otp = secret or kind of code
backups-part-labels = name
backups-part-tags = tags
backups-part-note = note
backups-part-pin = pin
backups-part-recovery-codes = recovery codes
backups-all = All
backups-restore-all = Restore all
backups-restore-some = Restore selected
backups-restoring = Restoring
backups-set-back =
    { $count ->
        [one] { $count } account set back
       *[other] { $count } accounts set back
    }

backups-save-lead = The copy is encrypted with your vault’s password. Keep it on another disk or device.
backups-save-go = Choose a place
backups-saving = Saving the backup
backups-saved =
    { $count ->
        [one] Backup saved and checked: { $file }, { $count } account
       *[other] Backup saved and checked: { $file }, { $count } accounts
    }

backups-restore = Restore from a backup
backups-restore-lead = Type the password that { $file } was saved with.
backups-restore-go = Restore
backups-restore-working = Opening the backup
backups-restored =
    { $count ->
        [one] { $count } account restored
       *[other] { $count } accounts restored
    }

backups-damaged = The vault file is damaged
backups-damaged-length = It ends too early or holds more than it should.
backups-damaged-header = Its first part, which says how to open it, cannot be read.
backups-damaged-payload = The part that holds the accounts cannot be read.
backups-damaged-lead = Choose an earlier copy to go back to. The damaged file is kept.
backups-damaged-none = No earlier copy was found. If you saved a backup elsewhere, restore from that file. The damaged file is kept.
backups-damaged-look = See what each copy holds
backups-damaged-look-lead = Type your password. It is tried on every copy, and changes none.
backups-damaged-look-go = Look
backups-damaged-looking = Looking at what each copy holds
backups-damaged-go = Go back to this copy
# $at is a date and a time.
backups-damaged-copy = Saved on { $at }. Type the password it had then.

backups-conflicts = Copies left by a sync program
backups-conflicts-lead = Two computers saved the vault at the same time. Merging takes what each of them has; nothing is lost.
backups-conflicts-bar =
    { $count ->
        [one] { $count } copy left by a sync program.
       *[other] { $count } copies left by a sync program.
    }
backups-conflicts-saved =
    { $far ->
        [yes] saved on { $when }
       *[no] saved { $when }
    }
backups-conflicts-undated = no date
backups-merge = Merge
backups-merging = Merging
# Two copies became one: $added accounts came, $changed took something, $removed went, $kept_both are there twice.
backups-merged =
    { $added ->
        [0]
            { $changed ->
                [0]
                    { $removed ->
                        [0]
                            { $kept_both ->
                                [0] Two copies were merged; both held the same.
                               *[other] Two copies were merged.{ backups-merged-counts }
                            }
                       *[other] Two copies were merged.{ backups-merged-counts }
                    }
               *[other] Two copies were merged.{ backups-merged-counts }
            }
       *[other] Two copies were merged.{ backups-merged-counts }
    }
# One sentence for each number that is not 0, a space before each.
backups-merged-counts =
    { $added ->
        [0] { "" }
        [one] { " " }{ $added } account was added.
       *[other] { " " }{ $added } accounts were added.
    }{ $changed ->
        [0] { "" }
        [one] { " " }{ $changed } account was changed.
       *[other] { " " }{ $changed } accounts were changed.
    }{ $removed ->
        [0] { "" }
        [one] { " " }{ $removed } account was removed.
       *[other] { " " }{ $removed } accounts were removed.
    }{ $kept_both ->
        [0] { "" }
        [one] { " " }{ $kept_both } account was kept twice, as the secrets differ.
       *[other] { " " }{ $kept_both } accounts were kept twice, as the secrets differ.
    }
backups-conflicts-done = All copies are merged. The files are kept among the backups.

backups-quarantine =
    { $count ->
        [one] { $count } account cannot be read
       *[other] { $count } accounts cannot be read
    }
backups-quarantine-lead = Kept exactly as found, through every save. A newer Tessera may read what this one cannot.
backups-quarantine-bar =
    { $count ->
        [one] { $count } account cannot be read. It is kept.
       *[other] { $count } accounts cannot be read. They are kept.
    }
backups-quarantine-nameless = Its name cannot be read
backups-quarantine-bytes =
    { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }
backups-quarantine-save = Save to a file
backups-quarantine-save-title = Save what cannot be read
backups-quarantine-save-lead = The file is not encrypted and holds secrets. Keep it safe, and delete it when you are done.
backups-quarantine-go = Choose a place
backups-quarantine-saving = Saving
backups-quarantine-saved = Saved as { $file }. It holds secrets; keep it safe.

## The ways into the vault: password, this computer, recovery sheet

ways-first-title = Make your vault
ways-first-lead = Your accounts stay on this computer, locked with a password that only you know.
ways-first-password = Choose a password
ways-first-repeat = Repeat it
ways-first-remember = Nobody can reset it. Write it down and keep it somewhere safe.
ways-first-create = Create the vault
ways-first-creating = Creating the vault

ways-unlock-title = Tessera is locked
ways-locked-idle =
    { $minutes ->
        [one] Locked after { $minutes } minute without use.
       *[other] Locked after { $minutes } minutes without use.
    }
ways-nothing-typed = Type the password of the vault.
ways-locked-failed = Locked because something went wrong inside. Your vault is safe on the disk.
ways-locked-suspend = Locked because the computer went to sleep.
ways-locked-screen = Locked together with the screen.
ways-locked-hidden = Locked because the window was hidden.
ways-locked-elsewhere = Locked from the command line.
ways-locked-replaced = Locked because another vault was put in the place of yours. What was open is kept among its backups.
# The window stays open; the vault's file has other keys now.
ways-changed-bar = The password, or another way in, was changed elsewhere. Nothing is saved until you type it.
ways-changed-type = Type it
ways-changed-title = The password was changed
ways-changed-lead = The password, or another way in, was changed on another computer or by tessera-cli. Type the password that the vault has now. Nothing you have typed here is lost.
ways-changed-go = Go on
ways-changed-working = Opening the vault
ways-waiting =
    { $count ->
        [one] Unlock to add the account from the link.
       *[other] Unlock to add the accounts from { $count } links.
    }
ways-unlock = Unlock
ways-unlocking = Unlocking
ways-unlock-device = Unlock with this computer’s keyring
ways-asking-keyring = Asking the keyring
ways-forgot = Forgot the password?
ways-last-backup =
    { $far ->
        [yes]
            { $count ->
                [one] Last backup on { $when }: verified, { $count } account
               *[other] Last backup on { $when }: verified, { $count } accounts
            }
       *[no]
            { $count ->
                [one] Last backup { $when }: verified, { $count } account
               *[other] Last backup { $when }: verified, { $count } accounts
            }
    }
# What the keyring said, to someone who stands before the password field.
ways-keyring-password-due = Type the password this once, so that you do not forget it.
ways-keyring-keyring-locked = This computer’s keyring is locked. Type the password, or unlock the keyring and try again.
ways-keyring-keyring-missing = No keyring answers on this computer. Type the password.
ways-keyring-keyring-emptied = The keyring no longer holds this vault’s key. Type the password, then switch it on again in the settings.
ways-keyring-keyring-changed = The key in the keyring does not open this vault. Type the password, then switch it on again in the settings.
ways-keyring-keyring-slow = The keyring did not answer in time. Type the password, or try again.
ways-keyring-keyring-refused = The keyring refused. Type the password, or allow Tessera to use the keyring and try again.
ways-keyring-device-off = Unlocking with the keyring is switched off. Type the password.

ways-recover-title = Use the recovery sheet
ways-recover-lead = Type the code from the sheet. Capitals, spaces and hyphens do not matter.
ways-recover-code = Recovery code
ways-recover-missing =
    { $count ->
        [one] { $count } character to go
       *[other] { $count } characters to go
    }
ways-recover-whole = All seven groups are there.
ways-recover-next = Continue
ways-recover-none = Without the password or the sheet nobody can open this vault.
ways-recover-password = Choose a new password
ways-recover-password-lead = You also get a new recovery sheet. The one in your hand works until that is finished.
ways-recover-go = Open the vault
ways-recover-working = Opening the vault

ways-offer = Make a recovery sheet
ways-offer-lead = A sheet of paper that opens this vault if you ever forget the password.
ways-offer-point-groups = It holds a code of seven short groups.
ways-offer-point-once = You see it once, to print it or to write it down.
ways-offer-point-place = It belongs where your passport is, not beside this computer.
ways-offer-make = Make the sheet
ways-offer-making = Making the sheet
ways-offer-later = Later
ways-no-sheet = You have no recovery sheet yet.
ways-no-sheet-make = Make one
ways-unfinished = The new recovery sheet was not finished. The old one still works.
ways-unfinished-first = The recovery sheet was not finished, and opens nothing yet.

ways-sheet-title = Your recovery sheet
ways-sheet-lead = Print it or write it down now. It is not shown again.
ways-sheet-new-title = Your new recovery sheet
ways-sheet-new-lead = Print it or write it down now. It is not shown again. Your old sheet works until this one is finished.
ways-sheet-device-off = The keyring could not take the new key, so it no longer unlocks this vault. Switch it on again in the settings.
ways-sheet-keep = Keep it with your passport, not beside the computer.
ways-sheet-no-file = A file is no paper: do not print into a PDF.
ways-sheet-print = Print
ways-sheet-done = I have printed or written it down
ways-sheet-leave-title = Leave the sheet unfinished?
ways-sheet-leave-new = The new code opens nothing yet, and is not shown again. Your old recovery sheet still opens the vault.
ways-sheet-leave-first = The code opens nothing yet, and is not shown again.
ways-sheet-leave = Leave it
ways-sheet-stay = Go back
ways-confirm-title = Check the paper
ways-confirm-lead = Type these two groups from it. Then the new sheet opens the vault, and the old one no longer does.
ways-confirm-lead-first = Type these two groups from it. Then the sheet opens the vault.
ways-confirm-group = Group { $number }
# What was typed is not the group of the code; perhaps the paper is wrong.
ways-confirm-wrong = This is not group { $number }. If the paper says so, show the code and correct the paper.
ways-confirm-back = Show the code
ways-confirm-go = Done
ways-confirm-working = Finishing the sheet
ways-confirmed = Your recovery sheet opens the vault.
ways-confirmed-new = Your new recovery sheet opens the vault. Destroy the old one.
# To a screen reader: a group of the recovery code, each character for itself.
ways-sheet-group = Group { $number }: { $characters }
# $vault is the vault's number, $day a date.
ways-sheet-of = Vault { $vault }, made on { $day }
# On paper, seen by someone who has forgotten the password.
ways-paper-title = Tessera recovery sheet
ways-paper-use = If the password is forgotten
# “Forgot the password?” is the button ways-forgot.
ways-paper-use-open = Open Tessera and choose “Forgot the password?”.
ways-paper-use-type = Type the seven groups. Capitals, spaces and hyphens do not matter.
ways-paper-use-choose = Choose a new password. Tessera shows a new sheet; destroy this one once that is finished.
ways-paper-keep = Where to keep it
ways-paper-keep-safe = With your passport, or with someone you trust; not beside the computer.
ways-paper-keep-apart = Whoever has this sheet and the vault file can open the vault.
ways-paper-keep-backups = The sheet alone brings nothing back. Keep backups of the vault too.

ways-password-changed = Password changed. Older backups keep the old one.
ways-recovery-removed = Recovery sheet switched off. The paper opens nothing any more; throw it away.
ways-device-on = This computer’s keyring now unlocks the vault.
ways-device-off = The keyring no longer unlocks the vault.
ways-strengthened = The vault is guarded as well as a new one.

## Settings

settings-title = Settings
# The first part of the settings: how the window looks and behaves.
settings-window = Window
settings-theme = Theme
settings-theme-system = As the system
settings-theme-light = Light
settings-theme-dark = Dark
settings-zoom = Size
settings-zoom-percent = { $percent } %
# How much room an account takes in the list.
settings-density = Rows
settings-density-comfortable = Roomy
settings-density-compact = Compact
settings-hide = Hide codes
settings-hide-hint = Space shows the selected one. Copying works without showing.
# A duration follows, which is chosen from a list.
settings-clear = Clear the clipboard after
settings-clear-after =
    { $seconds ->
        [120] 2 minutes
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }
settings-locking = Locking
# A duration or “Never” follows, which is chosen from a list.
settings-lock = Lock after
settings-lock-after =
    { $minutes ->
        [60] 1 hour
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
settings-lock-never = Never
settings-other-windows = Work in other windows keeps it open
settings-other-windows-hint = Where the desktop tells Tessera of it.
settings-lock-with-screen = Lock with the screen
settings-lock-on-suspend = Lock when the computer sleeps
settings-unheard = The desktop does not tell Tessera of it now.
settings-lock-on-hide = Lock when the window is hidden
# The desktop's row of small icons.
settings-picker = Picker
settings-picker-on = Open the picker with a key, over any app
settings-picker-on-hint = A small window: type three letters, press Enter, and the code is on the clipboard.
settings-picker-key = Key: { $key }
settings-picker-change = Change
settings-picker-listening = Press it now
settings-picker-press = Press the new key with Ctrl, Alt or Super, or press Esc to keep this one.
settings-picker-taken = Another program has this key, or no keyboard here does. Choose another one.
settings-picker-none = This desktop gives apps no key of their own. In its settings for keyboard shortcuts, let a key run “tessera --pick”.

settings-tray = Tray
settings-tray-icon = Show an icon in the tray
settings-tray-icon-hint = Its menu copies codes of pinned and lately used accounts; the desktop reads their names while the vault is open.
settings-tray-none = This desktop shows no tray icons, so closing the window quits Tessera.
settings-tray-close = Keep running in the tray when the window is closed
settings-tray-close-hint = The vault stays open until something locks it.
settings-tray-login = Start at login
settings-tray-login-hint = In the tray, and locked.

settings-ways = Ways in
settings-weak = This vault is guarded less well than a new one would be.
settings-strengthen = Strengthen
settings-strengthen-title = Strengthen the vault
settings-strengthen-lead = Guessing your password will cost an attacker more. Unlocking may take a little longer.
settings-strengthening = Strengthening
settings-password = Password
settings-password-change-title = Change the password
settings-password-change-short = Change
settings-password-change = Change the password
settings-password-changing = Changing the password
settings-password-old = Password now
settings-password-new = New password
settings-password-repeat = Repeat the new one
settings-recovery = Recovery sheet
settings-recovery-made = Made. It opens the vault if you forget the password.
settings-recovery-unfinished = Not finished. If you forget the password, nothing else opens the vault.
settings-recovery-none = Not made. If you forget the password, nothing else opens the vault.
settings-recovery-make = Make the sheet
settings-recovery-renew = Make a new one
settings-recovery-renew-title = Make a new recovery sheet
settings-recovery-renew-lead = The sheet you have works until the new one is finished.
settings-recovery-remove = Remove
settings-recovery-remove-title = Remove the recovery sheet
settings-recovery-remove-lead = The paper will open nothing any more. If you then forget the password, nothing else opens the vault.
settings-recovery-removing = Removing
settings-device = Unlock with this computer’s keyring
settings-device-hint = No typing at start. Whoever can use your account on this computer can then open the vault.
settings-device-on-lead = A key is put into the keyring of this computer, and tried at once.
settings-device-on-go = Switch on
settings-device-off-title = Stop using the keyring
settings-device-off-lead = The key is taken out of the keyring. The password opens the vault as before.
settings-device-off-go = Switch off
settings-device-switching = Asking the keyring
settings-new-sheet = You also get a new recovery sheet. The one you have works until that is finished.
# How often; a duration or “Never” is chosen from a list.
settings-ask-password = Ask for the password
settings-ask-every =
    { $days ->
        [one] Every { $days } day
       *[other] Every { $days } days
    }
settings-ask-never = Never

settings-backups = Backups
settings-health = Is everything in order?
settings-health-hint = Accounts, backups, ways in, and what this computer protects.
settings-health-open = Look through
settings-backups-open = Open Backups
settings-export = Your accounts can also go to another app, or to a phone.
settings-export-open = Move to another app

## Whether everything is in order

health-title = Is everything in order?
# Above what there is to look at, and above what is so on this computer and cannot be mended here.
health-concerns = To look at
health-facts = On this computer
# Nothing is to be looked at.
health-fine = Nothing needs a look.
# $what names what is in order, one after the other: the lines health-order-… below.
health-in-order = In order: { $what }.
health-order-no-twins = no secret twice
health-order-strong-secrets = no weak secret
health-order-all-confirmed = all accounts confirmed
# $at is a date.
health-order-backup =
    { $count ->
        [one] automatic backup of { $at } with { $count } account
       *[other] automatic backup of { $at } with { $count } accounts
    }
health-order-second-folder = second folder
health-order-saved-backup =
    { $count ->
        [one] backup saved on { $at } with { $count } account
       *[other] backup saved on { $at } with { $count } accounts
    }
health-order-recovery = recovery sheet
health-order-derivation = cost of guessing the password
health-order-clock = clock
health-order-no-core-dumps = no memory left behind by a crash
health-order-swap = swap space

health-show = Show them
# Asks the system once more.
health-again = Look again
health-no-backup = No automatic backup yet.
health-no-backup-hint = One is kept at every save.
health-one-disk = All backups lie beside the vault.
health-one-disk-hint = A copy on another disk or in a synced folder outlives this one.
# $at is a date.
health-one-disk-old = The last backup saved elsewhere is of { $at }. A fresh copy on another disk or in a synced folder outlives this one.
health-no-recovery = There is no recovery sheet.
health-no-recovery-hint = If you forget the password, nothing else opens the vault.
health-clock-awaited = The clock of this computer was not compared over the network yet.
health-clock-off = Nothing sets the clock of this computer over the network.
health-clock-awaited-hint = If it is wrong, sites refuse the codes.
health-clock-off-hint = If it is wrong, sites refuse the codes. Switch on automatic date and time in the settings of the system.
health-same-secret =
    { $count ->
        [one] { $count } secret is there more than once.
       *[other] { $count } secrets are there more than once.
    }
health-same-secret-merge = Merge them
twins-title = Accounts with the same codes
twins-lead = Choose the name that stays. It keeps the tags, notes and recovery codes of all; the others go to the trash.
twins-keep = Keep
twins-merge = Make one account
twins-merged = The accounts are one
health-same-secret-hint = These accounts give the same codes. Keep one of each, unless one was set up with the secret of another.
health-weak-secret =
    { $count ->
        [one] { $count } account has a secret that can be guessed.
       *[other] { $count } accounts have a secret that can be guessed.
    }
health-weak-secret-hint = It is shorter than 80 bits, or an example of a manual. Set up two-step sign-in anew at the site.
health-unconfirmed =
    { $count ->
        [one] { $count } account was not tried yet.
       *[other] { $count } accounts were not tried yet.
    }
health-unconfirmed-hint = Sign in once with a code before you rely on it, then say so in the account’s menu.
health-few-recovery-codes =
    { $count ->
        [one] { $count } account has two recovery codes left or fewer.
       *[other] { $count } accounts have two recovery codes left or fewer.
    }
health-few-recovery-codes-hint = Get new ones from the site and keep them here.
health-unused =
    { $count ->
        [one] { $count } account was not used for a year.
       *[other] { $count } accounts were not used for a year.
    }
health-unused-hint = Remove what you no longer need.
# Behind the first names of accounts.
health-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
# $kind is what the system calls its keyring.
health-keyring = The keyring ({ $kind }) opens the vault without the password.
health-screen-pictures = Other programs can take pictures of the window and of the codes in it.
health-core-dumps = A crash may leave an image of the memory on the disk.
health-plain-swap = The swap space is not encrypted. Keys and secrets are kept out of it; what the window shows is not.
health-clipboard-history = Copied codes are marked, so that clipboard histories leave them out. Not every history does.
health-clock-unknown = The system does not say whether its clock is right.
# Above the list, while the clock is in doubt.
health-clock-bar = The clock may be wrong. If it is, sites refuse the codes.
# Above the list, while it shows only the accounts of one line.
health-only =
    { $count ->
        [one] Only { $count } account is shown.
       *[other] Only { $count } accounts are shown.
    }
health-only-end = Show all

## What went wrong and what to do next, for every code

error-unknown = Something went wrong ({ $code }). Try again; if it stays, restart Tessera.
error-internal = Something went wrong inside Tessera. Try again; if it stays, restart Tessera.
error-counter-end = The counter of this account has reached its end. Set the account up anew at its site.
# $file_name: what the old file is called now.
error-settings-set-aside = The settings could not be understood and begin anew. The old file is kept as { $file_name }.
error-wrong-password = Wrong password. Check caps lock and try again.
error-password-changed = This is not the password. It, or another way in, was changed on another computer or by tessera-cli since the vault was last open here.
error-weak-password = A vault needs a password. Type one.
error-damaged = The vault file is damaged. Choose an earlier copy to go back to.
error-damaged-copy = This copy is damaged. Choose another one.
error-too-new = This vault was made by a newer Tessera. Update Tessera to open it.
error-not-a-vault = This file is not a Tessera vault. Choose another one.
error-locked = The vault is locked. Unlock it first.
error-absent = There is no vault yet. Create one first.
error-exists = There is a vault already. Unlock it instead.
error-changed-on-disk = The vault file was changed by another program. It has been read again; repeat what you did.
error-key-changed = Nothing was saved: the password, or another way in, was changed elsewhere. Type the password that the vault has now, then do this again.
error-replaced = Another vault was put in the place of this one. Nothing was saved in it. What was open is kept among its backups.
error-io =
    { $what ->
        [write] The file could not be written. Check that the folder exists and may be written to.
       *[read] The file could not be read. Check that it exists and may be opened.
    }
error-no-space = The disk is full. Make room and try again.
error-busy = Another Tessera is saving this vault. Try again in a moment.
error-lock-not-a-file = Nothing was saved: beside the vault, what is called like it with .lock at the end is no ordinary file. Remove it, then do this again.
# The file lies beside the vault and is listed under Backups as a copy left by a sync program.
error-displaced = Another program wrote the vault file while it was being saved. What it wrote is kept beside the vault as { $file_name }. Merge it under Backups.
error-own-file = That is a file of Tessera itself. Choose another place.
error-too-large = This is larger than a vault can be. Choose another file, or remove some accounts.
error-out-of-memory = There is not enough memory to open the vault. Close other programs and try again.
# $mebibytes of 0 is little; of 1,024 it is as much as a file may take.
error-costly =
    { $mebibytes ->
        [0] Opening this file takes about { $seconds } s.
        [1024] Opening this file takes about { $seconds } s and 1 GiB of memory.
       *[other] Opening this file takes about { $seconds } s and { $mebibytes } MiB of memory.
    }
error-key-out-of-memory = Tessera could not make the key of this file: there is not enough memory. Close other programs and try again.
error-key-not-made = Tessera could not make the key of this file, as a part of Tessera is missing or failed. Try again, or install Tessera again.
error-reader-unconfined = This system lets Tessera set no walls around what reads pictures, only limits on memory and time. Read pictures of people you trust.
error-nameless = Name the site or the account.
error-unheard =
    { $sign ->
        [screen] Tessera cannot hear when the screen locks. Lock the vault before you leave.
        [sleep] Tessera cannot hear when the computer sleeps. Lock the vault before you leave.
       *[both] Tessera cannot hear when the screen locks or the computer sleeps. Lock the vault before you leave.
    }
error-name-too-long = A name may have 1,000 characters. Shorten this one.
error-tags-too-long = An account may have 100 tags of 100 characters each. Take some away, or shorten them.
error-note-too-long = A note may be 64 KiB long. Shorten this one.
error-no-twins = No other account gives the same codes. Accounts with other settings are left alone.
error-no-time-server = No time server answers. Look whether this computer is online.
error-no-recovery-codes = There is no recovery code in this text. Copy the list from the site.
error-too-many-recovery-codes = At most 100 recovery codes are kept, each of at most 100 characters.
error-not-found = This account is no longer in the vault.
error-invalid-secret = The secret is not valid. Copy it again from the site.
error-secret-missing = There is no secret. Copy it from the site.
error-secret-character = The secret holds a character other than A–Z and 2–7. Copy it again from the site.
error-invalid-uri = The address is not an authenticator address. It should begin with otpauth://
error-invalid-digits = A code cannot have { $given } digits. Use 1 to 10.
error-invalid-period = A code cannot change every { $given } seconds. Use 1 to 86,400.
error-invalid-counter = The counter is not a whole number from 0 up.
error-invalid-algorithm = The algorithm { $given } is not known. Use SHA-1, SHA-256 or SHA-512.
error-unclear-field = The field { $given } is not known, or contradicts another one, and the codes may depend on it. Take it out of the file, or type this account in by hand.
error-link-broken = The link of this account is broken, and a part of it may be missing. Put it on one line of its own.
error-unsupported-type = Codes of the type { $given } cannot be made by Tessera.
error-counter-missing = There is no counter in the file. Type this account in by hand, with the counter of the old app.
error-pin-missing = There is no PIN, and codes of this kind need one.
error-yandex-secret = The secret is not one of Yandex. Set the account up again there.
error-entry-unreadable = This entry cannot be read.
error-nothing-on-clipboard = The clipboard holds no picture or text. Copy the QR code or the secret first.
error-clipboard = The clipboard could not be used. Try again.
error-screen-refused = Tessera may not look at the screen. Allow it in the system’s settings, or take a screenshot and drop it here.
error-screen-unsupported = This desktop lets no app look at the screen. Take a screenshot, and drop or paste it here.
error-screen-failed = The screen could not be scanned. Take a screenshot, and drop or paste it here.
error-expired = That can no longer be done.
error-transfer = The Google transfer code cannot be read. Show it again and take a new picture.
error-already-here = The same account is in the vault.
error-differs =
    { $field ->
        [kind] An account of this name is in the vault with another kind of code.
        [algorithm] An account of this name is in the vault with another algorithm.
        [digits] An account of this name is in the vault with another number of digits.
        [period] An account of this name is in the vault with another period.
        [counter] An account of this name is in the vault with another counter.
        [pin] An account of this name is in the vault with another PIN.
       *[secret] An account of this name is in the vault with another secret.
    }
error-password-due = Type the password, so that you do not forget it.
error-keyring-locked = This computer’s keyring is locked. Unlock it and try again.
error-keyring-missing = No keyring answers on this computer. Start one, such as GNOME Keyring or KWallet, and try again.
error-keyring-emptied = The keyring did not keep the key. Try again; if it stays so, go on with the password.
error-keyring-changed = The keyring gave back another key. Try again; if it stays so, go on with the password.
error-keyring-slow = The keyring did not answer in time. Try again.
error-keyring-refused = The keyring refused. Allow Tessera to use it and try again, or go on with the password.
error-too-many-devices = Too many computers unlock this vault with their keyring. Change the password, and they all ask for it again.
error-device-off = Unlocking with the keyring is switched off. Use the password.
error-recovery-typo = Group { $group } has a typo. Compare it with the sheet.
# $extra characters too many; where there are none, $missing too few.
error-recovery-length =
    { $extra ->
        [one] { $extra } character too many. Type the seven groups and nothing else.
        [other] { $extra } characters too many. Type the seven groups and nothing else.
       *[none]
            { $missing ->
                [one] { $missing } character is missing. Type all seven groups.
               *[other] { $missing } characters are missing. Type all seven groups.
            }
    }
error-ways-changed = The ways into the vault were changed elsewhere meanwhile. Make the recovery sheet again.
error-wrong-recovery = This code does not open this vault. Use the newest sheet; older ones no longer work.
error-no-recovery = This vault has no recovery sheet. Only the password opens it.
error-password-needed = This copy has another password. Type the one it was saved with.
error-other-vault = This is a copy of another vault and cannot be merged. Leave it, or move it to another folder.
error-seal-missing = The file needs a password. Type one.
# “plaintext” is typed as it stands, in every language.
error-not-confirmed = Type the word plaintext to have the file written without encryption.
error-nothing-to-export = This app can take none of your accounts. Choose another one.
error-export-too-large = The file would be too large. Choose another app.
error-file-exists = A file of this name is there already. Choose another name or another folder.
# Another program saved: $added accounts came, $changed took something, $removed went, $kept_both are there twice.
error-merged = Changed elsewhere:{ error-merged-counts }
# One sentence for each number that is not 0, a space before each.
error-merged-counts =
    { $added ->
        [0] { "" }
        [one] { " " }{ $added } account added.
       *[other] { " " }{ $added } accounts added.
    }{ $changed ->
        [0] { "" }
        [one] { " " }{ $changed } account changed.
       *[other] { " " }{ $changed } accounts changed.
    }{ $removed ->
        [0] { "" }
        [one] { " " }{ $removed } account removed.
       *[other] { " " }{ $removed } accounts removed.
    }{ $kept_both ->
        [0] { "" }
        [one] { " " }{ $kept_both } account kept twice, as the secrets differ.
       *[other] { " " }{ $kept_both } accounts kept twice, as the secrets differ.
    }
error-backup-failed = The automatic backup could not be written. Make room on the disk, or save a backup by hand.
error-second-backup-failed = The copy in the second folder could not be written. Check that its disk is there and not full.
error-second-folder-relative = The second folder is named without the folders that it is in, so no copy is kept there. Choose it again under Backups.
error-backup-stale =
    { $days ->
        [one] No copy reached the second folder for { $days } day. Check that its disk is there and not full.
       *[other] No copy reached the second folder for { $days } days. Check that its disk is there and not full.
    }
# Every save of a vault has a number.
error-older-file = The vault file is older than the one seen here last (save { $found }, not { $seen }). If something is missing, look at Backups.
error-repaired = The vault file was damaged by something else. It was written anew from what is open here, and the damaged one is kept.
error-quarantined =
    { $count ->
        [one] { $count } account cannot be read. It is kept as it is.
       *[other] { $count } accounts cannot be read. They are kept as they are.
    }

## The system's file dialogs

dialog-import-title = Import accounts
dialog-import-folder-title = Import a folder of pictures
dialog-backup-title = Choose a Tessera backup
dialog-key-file-title = Choose a key file
dialog-second-folder-title = Choose a second folder for backups
dialog-save-backup-title = Save a backup
dialog-export-title = Save accounts for another app
dialog-quarantine-title = Save what cannot be read
# Which files the dialog shows.
dialog-all-files = All files
dialog-readable-files = Pictures, texts and files of other apps
dialog-vaults = Tessera vaults
# Asked by the system before something is done that no page may do by itself: the question, what it means, the button.
dialog-transfer-ask = Show every secret as QR codes?
dialog-transfer-ask-meaning = Whoever sees them can make your codes.
dialog-transfer-ask-yes = Show the QR codes
dialog-recovery-ask = Make a recovery sheet?
dialog-recovery-ask-meaning = Its code opens the vault without the password.
dialog-recovery-ask-yes = Make the sheet
dialog-password-ask = Change the password?
dialog-password-ask-meaning = What is saved from now on opens with the new password only.
dialog-password-ask-yes = Change the password
dialog-keyring-ask = Let the keyring open the vault?
dialog-keyring-ask-meaning = Whoever can use your session on this computer can open the vault without the password.
dialog-keyring-ask-yes = Let the keyring open it
dialog-recover-ask = Open the vault with the recovery code?
dialog-recover-ask-meaning = The new password takes the place of the one that was forgotten, and a new sheet that of this one.
dialog-recover-ask-yes = Open the vault
dialog-recovery-remove-ask = Remove the recovery sheet?
dialog-recovery-remove-ask-meaning = A forgotten password cannot be got round then.
dialog-recovery-remove-ask-yes = Remove the sheet
dialog-ask-no = Cancel

## Notifications of the desktop

notification-copied-title = { $name } copied
notification-copied =
    { $seconds ->
        [one] Clears in { $seconds } second.
       *[other] Clears in { $seconds } seconds.
    }
notification-backup-failed-title = The last backup failed
notification-backup-failed = Your change is saved, but the version before it could not be kept. Check the space and the rights of the vault’s folder.
notification-second-backup-failed-title = The second backup failed
notification-second-backup-failed = Your change is saved, but the second folder for backups could not take the copy. See Backups in the menu of Tessera.

## What the window says where it was started from; $why is what the system said

shell-not-started = Tessera cannot start: { $why }
# $vault is the path of the vault that was asked for.
shell-other-vault = Tessera is open with another vault. Quit it, then start it with { $vault }.
shell-no-answer = Tessera runs already and does not answer: { $why }
shell-no-window = The window does not open: { $why }
shell-tray-open = Open Tessera
shell-tray-lock = Lock
shell-tray-quit = Quit Tessera
shell-no-folder = The system names no folder for data and settings. Set TESSERA_VAULT and HOME.
shell-unheard =
    { $sign ->
        [screen] Tessera cannot hear when the screen locks: the vault does not lock with it.
        [sleep] Tessera cannot hear when the computer sleeps: the vault does not lock then.
       *[both] Tessera cannot hear when the screen locks or the computer sleeps: the vault does not lock then.
    }
shell-heard-again = Tessera hears again when the screen locks and the computer sleeps.
shell-no-control = tessera-cli lock will not reach this window: { $why }
# What the system is told, which may show it: why a sleep has to wait for a moment.
shell-why-sleep-waits = Locks the vault
shell-keyring-not-tested = The keyring is not tested at this start: { $why }

## The command line
## Commands, options and what is typed stay as they are, in every language. $path and $file name a file.

# In the place of a file's name.
cli-standard-input = Standard input
cli-screen = Screen
cli-screen-named = Screen { $name }
# An account by its site and its account name; and one that has neither.
cli-account = { $issuer } ({ $account })
cli-nameless = (no name)
# In a table: how codes are made, and for how long one lasts.
cli-counter = counter { $counter }
cli-seconds = { $seconds } s
# What a vault or a copy of it holds: one sentence for each number that is not 0, but always the first.
cli-held =
    { $count ->
        [one] It holds { $count } account.
       *[other] It holds { $count } accounts.
    }{ $trashed ->
        [0] { "" }
        [one] { " " }{ $trashed } more is in the trash.
       *[other] { " " }{ $trashed } more are in the trash.
    }{ $unreadable ->
        [0] { "" }
        [one] { " " }{ $unreadable } more cannot be read by this Tessera.
       *[other] { " " }{ $unreadable } more cannot be read by this Tessera.
    }
cli-empty-vault = The vault is empty. Bring accounts in with: tessera-cli import PICTURE
cli-nothing-written = Nothing was written.
cli-nothing-changed = Nothing was changed.

# Before anything is done.
cli-too-many-arguments = There is an argument too many. It is not repeated here, because it may be a secret. Secrets, URIs and passwords do not go into arguments, where other programs can read them: put them into a file and name that. tessera-cli help says how.
cli-no-data-folder = There is no folder for data here. Name the vault with --vault FILE.
cli-no-settings-folder = There is no folder for settings here. Set HOME to your own folder.
cli-no-thread = The system gives no thread or timer: { $why }
cli-output-failed = The output cannot be written: { $why }
cli-stdin-twice = Standard input can be read only once. Name a file instead of one of the two -.
cli-not-utf8 = { $file } is not UTF-8 text.
cli-kdf-no-unit = write the size with its unit, such as 128MiB or 1GiB
cli-kdf-no-number = write a whole number before the unit
cli-kdf-too-much = at most 1GiB can be used
cli-kdf-range = What a try at the password may cost: 19 MiB to 1 GiB of memory, 2 to 32 passes, 1 to 8 lanes, and 4 GiB over all passes.
cli-algorithms = it is SHA1, SHA256 or SHA512

# Passwords. Prompts end with a colon; what is typed follows.
cli-ask-vault = Password of the vault:
cli-ask-backup = Password of the backup:
cli-ask-file = Password of { $file }:
cli-ask-copy = Password that the copy was saved with:
cli-ask-check = Password of the vault (Enter to check without it):
cli-ask-new = New password for the vault:
cli-ask-new-for = New password for the file ({ $app }):
cli-ask-again = The same again:
cli-ask-secret = Secret, in base32:
cli-ask-recovery = Recovery code:
cli-ask-group = Group { $number } of the new code:
cli-passwords-differ = The two passwords differ. Nothing was changed.
cli-passwords-differ-unwritten = The two passwords differ. Nothing was written.
cli-password-both = Give { $file_option } or { $command_option }, not both.
cli-password-no-terminal = A password is needed, and there is no terminal to ask at. Give { $file_option } FILE.
cli-password-no-terminal-or-command = A password is needed, and there is no terminal to ask at. Give { $file_option } FILE or { $command_option } CMD.
cli-password-empty = The password is empty.
cli-password-too-long = The password is longer than { $bytes } bytes.
cli-password-control = The password holds a control character, such as a line break.
cli-password-no-shell = The shell cannot be run: { $why }
cli-password-command-failed = The password command failed: { $why }
cli-password-not-utf8 = What the password command printed is not UTF-8 text.
cli-no-typing = Nothing could be read from the terminal: { $why }
cli-secret-no-terminal = The secret is missing, and there is no terminal to ask at. Give --secret-file FILE.
cli-recovery-no-terminal = The recovery code is needed, and there is no terminal to ask at. Give --code-file FILE.

# QUERY: which accounts are meant.
cli-query-none = No account matches “{ $query }”. tessera-cli list shows all.
cli-query-near = No account matches “{ $query }”. These come near:
cli-query-several =
    { $count ->
        [one] { $count } account matches “{ $query }”. Give more words, or an id:
       *[other] { $count } accounts match “{ $query }”. Give more words, or an id:
    }

# Where a code means something else to the command line than to the window: see error- and problem-.
cli-error-absent = There is no vault at { $path }. Make one with tessera-cli init, or name another one with --vault FILE.
cli-error-exists = There is a file at { $path } already. Name another one with --vault FILE.
cli-error-changed-on-disk = Nothing was saved: another program has changed the vault file. Run the command again.
cli-error-clipboard = There is no clipboard: this is not a desktop session. Leave out --copy.
cli-error-damaged =
    { $part ->
        [length] The vault is damaged: its length is wrong.
        [header] The vault is damaged: its header cannot be read.
       *[payload] The vault is damaged: its content was changed or cut.
    }
cli-error-digits = The number of digits is not a whole number.
cli-error-period = The period is not a whole number of seconds.
cli-error-internal = Something went wrong inside Tessera. Run the command again.
cli-error-key-changed = Nothing was saved: the password, or another way in, was changed elsewhere. Run the command again, with the password that the vault has now.
cli-error-no-recovery = This vault has no recovery code: only the password opens it. An older version of it may have one: see tessera-cli check.
cli-error-older-file = The vault file is older than the one that was here last: its revision is { $found }, not { $seen }. If something is missing, see tessera-cli check and tessera-cli restore.
cli-error-password-needed = The copy needs the password that it was saved with. It is asked for at a terminal.
cli-error-recovery-short =
    { $missing ->
        [one] { $missing } character of the recovery code is missing.
       *[other] { $missing } characters of the recovery code are missing.
    }
cli-error-recovery-long =
    { $extra ->
        [one] The recovery code has { $extra } character too many.
       *[other] The recovery code has { $extra } characters too many.
    }
cli-error-screen-failed = The system gave no picture of the screen. Take a screenshot and name its file.
cli-error-screen-refused = Tessera may not look at the screen. Allow it in the system’s settings, or take a screenshot and name its file.
cli-error-screen-unsupported = There is no way to look at a screen here. Take a screenshot and name its file.
cli-error-secret-character = Character { $position } of the secret is not base32 (A to Z and 2 to 7).
cli-error-weak-password = This cannot be a password: it is empty, too long or holds a line break.
cli-error-wrong-password = The password does not open { $path }.
cli-problem-not-readable = There is no file { $name }, or it cannot be read.
cli-problem-other-format = { $name } looks like a file of another format. Leave out --from.

# A code that is no account, said of its picture.
cli-other-link = The code is a link to { $host }, and no account.
cli-other-wifi = The code is for the Wi‑Fi network { $network }, and no account.
cli-other-passkey = The code is for a passkey on a phone, and no account.
cli-other-sign-in = The code signs another device in to { $app }, and is no account.
cli-other-sign-in-unnamed = The code signs another device in to an app, and is no account.
cli-other-authenticator = Only { $app } can use the code. Choose “a different authenticator app” on that site, and take the code that it shows then.
cli-other-authenticator-unnamed = Only another app can use the code. Choose “a different authenticator app” on that site, and take the code that it shows then.
cli-other-contact = The code is a contact card, and no account.
cli-other-message = The code is an address or a message, and no account.
cli-other-payment = The code is a payment, and no account.
cli-other-place = The code is a place on a map, and no account.
cli-other-event = The code is a date for a calendar, and no account.
cli-other-bytes = The code holds bytes that are no text, and no account.
cli-other-text = The code is plain text, and no account.
cli-other-barcode = This is a { $kind } code, and no account. Authenticators are set up with QR codes. Look for the QR code on that page.

# init
cli-init-made = Made an empty vault: { $path }
cli-init-keep = Nobody can open it without the password, and nobody can reset that. Keep it safe.

# A damaged vault, and what to go back to.
cli-damaged-kept = The file as it was until { $until } is kept. Put it back with: tessera-cli restore { $path }
cli-damaged-none = No older version of it that opens is kept beside it. Restore a backup with: tessera-cli restore FILE

# add, edit, note, remove; $account is an account, as cli-account names it.
cli-add-nameless = Name the account: give --issuer, --account or both, or --uri-file FILE.
cli-add-misplaced = { $option } does not go with this kind of code.
cli-add-uri-for-secret = This is a URI, not a secret. Give it with --uri-file.
cli-add-several-lines =
    { $count ->
        [one] { $file } has { $count } line. For more than one account there is: tessera-cli import
       *[other] { $file } has { $count } lines. For more than one account there is: tessera-cli import
    }
cli-add-added = Added { $account }.
cli-add-both-kept = Both are kept.
cli-edit-no-counter = Only a counter-based account (HOTP) has a counter.
cli-edit-changed = Changed { $account }.
cli-history-no-number = Nothing in the list has the number { $number }.
cli-clock-unknown = The system does not say whether its clock is right.
cli-export-only-others = --only goes with the formats of other apps. A vault of its own holds all accounts.
cli-codes-none = { $account } has no recovery codes.
cli-note-changed = Changed the note of { $account }.
cli-note-none = { $account } has no note.
cli-remove-moved = Moved { $account } to the trash.
cli-remove-undo = To take it back: tessera-cli remove --undo { $id }
cli-remove-undone = { $account } is back from the trash.
cli-remove-deleted = Deleted { $account } for good.
cli-remove-deleted-copies = Older versions of the vault and backups still hold it.
cli-trash-empty = The trash is empty.

# code --copy
cli-clock-awaited = The clock of this computer was not compared over the network yet. If it is wrong, sites refuse these codes.
cli-clock-off = Nothing sets the clock of this computer over the network. If it is wrong, sites refuse these codes.
cli-copy-no-signals = Signals cannot be caught, so nothing was copied.
cli-copy-copied =
    { $seconds ->
        [one] Copied the code of { $account }. It is cleared in { $seconds } second; Ctrl+C clears it now.
       *[other] Copied the code of { $account }. It is cleared in { $seconds } seconds; Ctrl+C clears it now.
    }
cli-copy-cleared = The clipboard is cleared.
cli-copy-replaced = The clipboard holds something else by now, which stays.
cli-copy-not-cleared = The clipboard could not be cleared: do it by hand.

# import and scan
cli-import-no-format = There is no such format. tessera-cli formats lists all.
cli-import-sealed = { $file } is encrypted ({ $app }). Give its password with --source-password-file FILE.
cli-import-sealed-vault = { $file } is a Tessera vault. Give its password with --source-password-file FILE.
# $cost is error-costly.
cli-import-costly = { $file }: { $cost }
cli-import-costly-ask = { $file }: { $cost } Open it? [y/N]
cli-import-not-opened = It was not opened.
# In a table: what became of an account. The others are review-status-.
cli-import-status-added = added
cli-import-status-would-add = would add
# One of several accounts with the same names.
cli-import-namesake = { $account } ({ $number } of { $of })
cli-import-differs = { error-differs } Add it with --add-conflicts.
cli-import-nothing = Nothing to add.
cli-import-added =
    { $count ->
        [one] { $count } account added.
       *[other] { $count } accounts added.
    }
cli-import-would-add =
    { $count ->
        [one] { $count } account would be added. Nothing was changed.
       *[other] { $count } accounts would be added. Nothing was changed.
    }
# $count transfers of Google Authenticator are mixed.
cli-import-transfers =
    { $count ->
        [one] These pictures are parts of { $count } transfer.
       *[other] These pictures are parts of { $count } transfers.
    }
# $missing is a list of numbers.
cli-import-unfinished = This is a transfer in { $of } parts; { $have } read, missing: { $missing }. Import those pictures as well.

# export, convert and backup
cli-export-plain = Such a file is not encrypted: whoever reads the file has the accounts. If that is what you want, add --plaintext.
cli-export-plain-unreadable = Accounts that cannot be read may hold secrets without encryption. If that is what you want, add --plaintext.
# $word is typed as it stands, in every language.
cli-export-confirm = The file will not be encrypted: whoever reads it has the accounts. Type { $word } to go on:
cli-export-no-stdout = An encrypted export is read back after it is written. Name a file.
cli-export-several =
    { $count ->
        [one] This is { $count } file. Name a file.
       *[other] These are { $count } files. Name a file; the others are named after it.
    }
cli-export-not-here =
    { $count ->
        [one] { $count } account is left out: it is in the trash, or cannot be read by this Tessera.
       *[other] { $count } accounts are left out: they are in the trash, or cannot be read by this Tessera.
    }
cli-export-none-unreadable = There is no account that cannot be read.
# $files is a list of names.
cli-export-wrote =
    { $count ->
        [one] Wrote { $files }: { $count } account, encrypted.
       *[other] Wrote { $files }: { $count } accounts, encrypted.
    }
cli-export-wrote-plain =
    { $count ->
        [one] Wrote { $files }: { $count } account, not encrypted.
       *[other] Wrote { $files }: { $count } accounts, not encrypted.
    }
cli-export-no-format = This format is not written.
cli-export-exists = There is a file { $path } already. Nothing was written. Name another file, or give --force to replace this one.
cli-export-no-folder = { $path } cannot be written: there is no such folder.
cli-convert-nothing = There is no account to write.
cli-backup-no-stdout = A backup is read back after it is written. Name a file.
cli-backup-exists = There is a file { $path } already. Nothing was written. Name another file.
cli-backup-wrote = Wrote { $path } and checked it. { cli-held }
# formats: what is read and written, in a table.
cli-formats-reads = reads
cli-formats-writes = writes
cli-formats-auto = All of these, Tessera vaults and backups, pictures of QR codes, Google transfer codes
cli-formats-tessera = Tessera vault

# restore
cli-restore-exists = There is a vault at { $path } already. To restore into it, give --yes; it is kept among its older versions.
cli-restore-not-single = Single accounts (“{ $query }”) can be restored only into the vault that the backup is of, opened with the backup’s password.
cli-restore-nothing = The vault holds all of that already. Nothing was changed.
# y is typed as it stands, in every language.
cli-restore-sure = Do this? The vault as it is now is kept among its older versions. [y/N]
cli-restore-restored =
    { $restored ->
        [one] Restored { $restored } account in { $path }. { cli-held }
       *[other] Restored { $restored } accounts in { $path }. { cli-held }
    }
cli-restore-would-replace = The backup, saved { $saved }, would take the place of { $path }.
cli-restore-other = There is a vault at { $path } already. The backup was saved { $saved }.
cli-restore-replace-sure = Replace the vault by the backup? It is kept among its older versions. [y/N]
cli-restore-replaced = Restored { $path }. { cli-held }
cli-restore-kept = The vault that was there is kept as { $path }.

# check
cli-check-verdict =
    { $verdict ->
        [whole] { $path } is whole.
        [problems] { $path } opens, but there are problems.
        [damaged] { $path } is damaged, or no vault.
        [sealed] { $path } looks whole, but only the password can tell for sure.
       *[unknown] { $path } could not be checked.
    }
cli-check-saved = Saved { $when }, as revision { $revision }.
# $ways is a list of the following.
cli-check-ways = Ways in: { $ways }.
cli-check-way-password = password
cli-check-way-recovery = recovery code
cli-check-way-device = keyring
cli-check-older =
    { $count ->
        [0] No older version is kept.
        [one] { $count } older version is kept.
       *[other] { $count } older versions are kept.
    }
# $open of the $count older versions open with the password that was typed.
cli-check-older-open =
    { $count ->
        [0] No older version is kept.
        [one]
            { $open ->
                [0] { $count } older version is kept. It does not open with this password.
               *[other] { $count } older version is kept. It opens with this password.
            }
       *[other]
            { $open ->
                [one] { $count } older versions are kept. { $open } of them opens with this password.
               *[other] { $count } older versions are kept. { $open } of them open with this password.
            }
    }
# $sentence is one of the following, or of error-.
cli-check-problem = Problem: { $sentence }
cli-check-note = Note: { $sentence }
cli-check-unreadable =
    { $count ->
        [one] { $count } account cannot be read by this Tessera. It is kept: a newer Tessera may read it.
       *[other] { $count } accounts cannot be read by this Tessera. They are kept: a newer Tessera may read them.
    }
cli-check-not-listed = The older versions cannot be listed. { $sentence }
cli-check-older-bad = The version until { $until } cannot be used. { $sentence }
cli-check-wrong-password = The password is wrong, or the password slot is damaged: the two look alike.
cli-check-opens-older = The password opens older versions: the vault’s own was changed since, or its password slot is damaged.
cli-check-other-password =
    { $count ->
        [one] { $count } older version opens with another password. The password was changed since, or its password slot is damaged.
       *[other] { $count } older versions open with another password. The password was changed since, or their password slots are damaged.
    }
cli-check-weak = Guessing the password costs less than Tessera recommends: see tessera-cli help passwd.

# merge
cli-merge-none = No sync program has left a copy beside the vault. To join another one, name it.

# lock
cli-lock-locked = Locked.
cli-lock-already = It is locked already.
cli-lock-not-running = Tessera is not running for this vault.
cli-lock-no-answer = Tessera did not answer. Lock it in its window.

# passwd, recovery and recover
cli-passwd-changed = Changed the password.
cli-passwd-older = Backups and older versions made before still open with the old one.
cli-passwd-weak = Guessing this password costs less than Tessera recommends. To change that, run passwd again with --kdf-memory 128MiB --kdf-iterations 3.
cli-recovery-new = This is the new recovery code:
cli-recovery-old-over = The old recovery code no longer works.
cli-recovery-back = Then type two of its groups from the paper. Until that is done, the old code opens the vault, and this one does not. An empty line leaves it so.
cli-recovery-back-first = Then type two of its groups from the paper. Until that is done, it does not open the vault. An empty line leaves it so.
cli-recovery-unfinished = The new recovery code was not typed back, so it opens nothing. The old one still opens the vault. For another new one, run tessera-cli recovery make.
cli-recovery-unfinished-first = The recovery code was not typed back, so it opens nothing. For another one, run tessera-cli recovery make.
cli-recovery-removed = The recovery code no longer opens the vault.
cli-recovery-none = The vault has no recovery code.
cli-recovery-keep = Write it on paper and keep it where nobody else gets at it: it opens the vault without the password. If the password is ever forgotten, run tessera-cli recover.
cli-recovery-devices-off = Unlocking with a keyring is off, on every computer. Switch it on again in the settings of the window.
cli-recover-recovered = The new password opens the vault.
