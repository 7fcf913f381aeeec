#!/bin/sh
# Uses Tessera as somebody who has just installed it. Runs as root in a system made for this alone.
set -eu
say() { printf '%s\n' "-- $*"; }

say "the command line makes a vault, takes an account and gives its code"
export HOME=/root/somebody TESSERA_VAULT=/root/somebody/.local/share/tessera/vault.tessera
mkdir -p "$HOME"
printf 'a password of nobody\n' > /root/password
tessera-cli --password-file /root/password init < /dev/null
printf 'otpauth://totp/Example:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example&digits=8' |
    tessera-cli --password-file /root/password import -
# RFC 6238, appendix B.
tessera-cli --password-file /root/password code Example --at 59 | grep --quiet '9428 \{0,1\}7082'

say "pictures are read by the program that lies beside it"
tessera-cli scan /usr/share/icons/hicolor/512x512/apps/io.github.tesseraauthenticator.Tessera.png && exit 1 || [ $? -eq 5 ]

say "files and links are known to the desktop"
grep --quiet 'vnd.tessera.vault:\*.tessera' /usr/share/mime/globs2
update-desktop-database /usr/share/applications
for kind in application/vnd.tessera.vault x-scheme-handler/otpauth; do
    grep --quiet "^$kind=.*Tessera.desktop" /usr/share/applications/mimeinfo.cache
done

say "there are manual pages and completions"
gunzip --stdout /usr/share/man/man1/tessera-cli-import.1.gz | grep --quiet '^\.SH NAME'
[ -s /usr/share/bash-completion/completions/tessera-cli ]

say "the window opens"
Xvfb :77 -screen 0 800x700x24 > /dev/null 2>&1 &
display=$!
export DISPLAY=:77
sleep 2
tessera > /root/window.log 2>&1 &
window=$!
seen=
for _ in $(seq 1 60); do
    seen=$(xdotool search --onlyvisible --name '^Tessera$' || true)
    [ -n "$seen" ] && break
    sleep 1
done
[ -n "$seen" ] || { say "no window after a minute"; cat /root/window.log; exit 1; }
sleep 3
import -window root /root/window.png
kill "$window"
wait "$window" || true
kill "$display"

say "what is removed leaves the user's data, and nothing else"
apt-get -qq remove tessera > /dev/null
left=$(find / -xdev -path /root -prune -o -path /proc -prune -o -iname '*tessera*' -print)
[ -z "$left" ] || { say "left: $left"; exit 1; }
[ -s "$TESSERA_VAULT" ]
say "all of it works"
