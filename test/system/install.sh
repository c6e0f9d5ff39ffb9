#!/bin/sh
# Debian's packages for the system tests: a real mail server and a DKIM verifier that is not ours. Run again at will.
set -eu

packages='postfix postgrey dovecot-imapd python3-dkim wrk'
as_root=''
[ "$(id -u)" = 0 ] || as_root='sudo'

missing=''
for package in $packages; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

# no configuration: the tests start a Postfix of their own, the system's stays off
echo 'postfix postfix/main_mailer_type select No configuration' | $as_root debconf-set-selections
$as_root apt-get update -q
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
