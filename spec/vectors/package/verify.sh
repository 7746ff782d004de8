#!/bin/sh
# Checks a package by hand: sh verify.sh [-CAfile root.pem] [FOLDER]         (spec/package.md; licence: Apache-2.0)
# Needs: sh, sha256sum, openssl 3.0 or later, base64, and find, sort, awk, sed, od, tr, cut, head, tail, cmp, wc, grep.
# One line per check: ok | BAD | not-checked, check, subject, words. Exit 0: nothing bad. 4: something is. 2: wrong use.
# It goes on to the end whatever it finds, and writes nothing into the package.
LC_ALL=C; export LC_ALL; umask 077
CA=; [ "$1" = -CAfile ] && { CA=$2; shift 2; case $CA in /*) ;; *) CA=$PWD/$CA;; esac; }
[ $# = 0 ] && set -- "$(dirname -- "$0")"; [ $# = 1 ] && [ -d "$1" ] || { sed -n 2,5p "$0" >&2; exit 2; }
T=${TMPDIR:-/tmp}/amana-verify.$$; mkdir "$T" || exit 2
trap 'rm -rf "$T"' EXIT; trap 'exit 2' HUP INT TERM
cd "$1" || exit 2
P=data/proofs; TAB=$(printf '\t'); DASH=$(printf '\342\200\224'); : >"$T/bad"

ok()  { printf 'ok\t%s\t%s%s\n' "$1" "$2" "${3:+$TAB$3}"; }
bad() { printf 'BAD\t%s\t%s\t%s\n' "$1" "$2" "$3"; echo >>"$T/bad"; }
not() { printf 'not-checked\t%s\t%s\t%s\n' "$1" "$2" "$3"; }
judge() { if [ "$1" = 0 ]; then ok "$2" "$3"; else bad "$2" "$3" "$4"; fi; }
sha() { sha256sum <"$1" | cut -c1-64; }
text() { [ -z "$(tail -c1 "$1")" ] && [ "$(tr -d '\000' <"$1" | wc -c)" = "$(wc -c <"$1")" ]; } # ends with LF, no NUL
hex() { od -An -v -tx1 | tr -d ' \n'; }

# awk writes octal escapes, printf the bytes: works in every sh
unhex() {
  printf "$(awk '{ d = "0123456789abcdef"; for (i = 1; i < length($0); i += 2) printf "\\%03o", (index(d, substr($0, i, 1)) - 1) * 16 + index(d, substr($0, i + 1, 1)) - 1 }')"
}

# ---- what is there: regular files only, permitted names (PK-4)
find . ! -type d ! -type f | sed 's,^\./,,' | while IFS= read -r p; do bad name "$p" 'not a regular file (PK-4)'; done
find . -type d | sed 's,^\./,,' | sort | while IFS= read -r d; do [ -n "$(ls -A "./$d")" ] || bad name "$d" 'an empty folder (PK-4)'; done
find . -type f | sed 's,^\./,,' | sort >"$T/there"
awk '{ n = split($0, s, "/"); good = length($0) <= 200
  for (i = 1; i <= n; i++) if (s[i] !~ /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$/ || length(s[i]) > 100) good = 0
  if (!good) print }' "$T/there" >"$T/odd"
while IFS= read -r p; do bad name "$p" 'not a permitted path (PK-4)'; done <"$T/odd"

# ---- the bag (PK-1, PK-2, PK-3, PK-5)
printf 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n' | cmp -s - bagit.txt
judge $? bag bagit.txt 'not the two lines of PK-1'
bytes=$(grep '^data/' "$T/there" | while IFS= read -r p; do wc -c <"$p"; done | awk '{ s += $1 } END { printf "%.0f", s }')
count=$(grep -c '^data/' "$T/there")
[ -f bag-info.txt ] && [ -z "$(tail -c1 bag-info.txt)" ] && [ "$(sed 's/:.*//' bag-info.txt)" = "$(sed 's/:.*//' bag-info.txt | sort -u)" ] &&
  [ -z "$(sed '/^[^: ][^:]*: ./d' bag-info.txt)" ] && [ "$(sed -n 's/^Payload-Oxum: //p' bag-info.txt)" = "$bytes.$count" ] &&
  grep -q '^Bagging-Date: [0-9]\{4\}-[0-9][0-9]-[0-9][0-9]$' bag-info.txt && grep -q '^External-Identifier: ' bag-info.txt && grep -q '^Source-Organization: ' bag-info.txt
judge $? bag bag-info.txt 'labels, order or Payload-Oxum are wrong (PK-2)'

manifest() { # name, pattern of the paths it must list, pattern of those it must not
  m=$1; grep -E "$2" "$T/there" | grep -Ev "$3" >"$T/mine"; : >"$T/faults"
  [ -s "$m" ] && [ -n "$(tail -c1 "$m")" ] && echo 'no line feed at the end (PK-3)' >>"$T/faults"
  : >"$T/m"; [ -f "$m" ] && cat "$m" >"$T/m"
  awk -v in_="$2" -v out="$3" '{ h = substr($0, 1, 64); p = substr($0, 67); good = 1
    if (length(h) != 64 || h ~ /[^0-9a-f]/ || substr($0, 65, 2) != "  " || p == "" || p ~ /[^!-~]/) { print "line " NR ": not `hash  path` (PK-3)"; next }
    if (p <= last) print "line " NR ": out of order or listed twice: " p " (PK-3)"
    if (p !~ in_ || p ~ out) print "line " NR ": does not belong in this list: " p " (PK-3)"
    if (tolower(p) in seen) print "line " NR ": a path that differs in letter case alone: " p " (PK-3)"
    seen[tolower(p)]; last = p; print h " " p >list }' list="$T/list" "$T/m" >>"$T/faults"
  [ -f "$T/list" ] || : >"$T/list"
  if [ -s "$T/faults" ]; then while IFS= read -r f; do bad manifest "$m" "$f"; done <"$T/faults"; else ok manifest "$m"; fi
  cut -c66- "$T/list" | sort -u >"$T/listed"
  comm -23 "$T/listed" "$T/mine" >"$T/gone"; while IFS= read -r p; do bad missing "$p" 'listed, not there (PK-5)'; done <"$T/gone"
  comm -13 "$T/listed" "$T/mine" >"$T/more"; while IFS= read -r p; do bad extra "$p" 'there, not listed (PK-5)'; done <"$T/more"
  while IFS= read -r line; do
    p=${line#* }; [ -f "$p" ] && [ ! -L "$p" ] || continue
    [ "$(sha "$p")" = "${line%% *}" ]; judge $? hash "$p" 'is not the file that was listed (PK-5)'
  done <"$T/list"
  rm -f "$T/list"
}
manifest manifest-sha256.txt '^data/' '^$'
manifest tagmanifest-sha256.txt '.' '^data/|^tagmanifest-sha256[.]txt$'
TOP='bag-info.txt bagit.txt manifest-sha256.txt tagmanifest-sha256.txt VERIFY.md verify.py verify.sh verify_tables.py'
for p in $TOP data/conditions.md data/facts.csv data/items.csv data/withheld.csv; do [ -f "$p" ] || bad missing "$p" 'every package has it (PK-5)'; done
grep -v '^data/' "$T/there" | while IFS= read -r p; do case " $TOP " in *" $p "*) ;; *) bad extra "$p" 'not one of the eight at the top (PK-5)';; esac; done

# ---- notebooks: the id is made from the key, pem and line 0 hold the same key (PK-9)
base32() { # of 20 bytes in hex
  awk '{ d = "0123456789abcdef"; a = "abcdefghijklmnopqrstuvwxyz234567"; bits = 0; v = 0
    for (i = 1; i <= 40; i++) { v = v * 16 + index(d, substr($0, i, 1)) - 1; bits += 4
      if (bits >= 5) { bits -= 5; q = int(v / 2 ^ bits); printf "%s", substr(a, q + 1, 1); v -= q * 2 ^ bits } } }'
}
NB=$P/notebooks; H='\([0-9a-f]*\)'; R='\([a-z0-9_]*\)'
grep "^$NB/" "$T/there" | sed "s,^$NB/,,; s,[.].*,," | sort -u >"$T/ids"
while IFS= read -r id; do
  n=amana.example/n/$id; v=$(head -n 1 "$NB/$id.vkey" 2>/dev/null); code=${v#*+*+}
  printf %s "$code" | base64 -d >"$T/raw" 2>/dev/null; tail -c +2 "$T/raw" >"$T/key"
  keyid=$({ printf '%s\n' "$n"; cat "$T/raw"; } | sha256sum | cut -c1-8)
  [ "$(wc -c <"$T/key")" = 32 ] && [ "$(head -c1 "$T/raw" | hex)" = 01 ] && text "$NB/$id.vkey" && [ "$v" = "$n+$keyid+$(base64 <"$T/raw" | tr -d '\n')" ] &&
    [ "$(sha "$T/key" | cut -c1-40 | base32)" = "$id" ] && openssl pkey -pubin -in "$NB/$id.pem" -outform DER -out "$T/der" 2>/dev/null &&
    [ "$(hex <"$T/der")" = "302a300506032b6570032100$(hex <"$T/key")" ] && grep -q '^{"e":"[a-z0-9_]*","k":"notebook.opened"' "$NB/$id.opened.json" 2>/dev/null &&
    { cat "$NB/$id.opened.json"; echo; } | sed -n "s/.*,\"v\":1,\"x\":{\"certificate\":\"$H\",\"compartment\":\"$R\",\"device\":\"$R\",\"device_key\":\"$H\",\"notebook\":\"$H\"}}\$/\1 \2 \3 \4 \5 none/p
      s/.*,\"v\":1,\"x\":{\"certificate\":\"$H\",\"compartment\":\"$R\",\"device\":\"$R\",\"device_key\":\"$H\",\"notebook\":\"$H\",\"seal_key\":\"$H\"}}\$/\1 \2 \3 \4 \5 \6/p" >"$T/title" &&
    read -r certificate compartment device dkey nkey skey <"$T/title" && [ "$nkey" = "$(hex <"$T/key")" ] &&
    [ "$(wc -l <"$NB/$id.vkey" | tr -d ' ')" = "$([ "$skey" = none ] && echo 1 || echo 2)" ] &&
    printf 'amana.example/notebook-certificate@v1\nnotebook %s\ncompartment %s\ndevice %s\ndevice_key %s\nseal_key %s\n' "$nkey" "$compartment" "$device" "$dkey" "$skey" >"$T/text" &&
    { printf '302a300506032b6570032100%s' "$dkey" | unhex >"$T/dkey"; printf %s "$certificate" | unhex >"$T/sig"; } &&
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$T/dkey" -rawin -in "$T/text" -sigfile "$T/sig" >/dev/null 2>&1
  if [ $? = 0 ]; then cp "$T/der" "$T/key.$id"; echo "$keyid" >"$T/keyid.$id"; sha "$NB/$id.opened.json" >"$T/opened.$id"
  else bad notebook "$id" 'id, vkey, pem, line 0 and certificate do not fit together (PK-9)'; fi
done <"$T/ids"

# ---- checkpoints: each different note is judged once (PK-7, PK-8)
check_note() { # file; sets id, size, h (digest of the note), good
  h=$(sha "$1"); id=$(sed -n '1s,^amana[.]example/n/,,p' "$1"); size=$(sed -n 2p "$1"); good=1
  [ -f "$T/note.$h" ] && { good=$(cat "$T/good.$h"); return; }
  cp "$1" "$T/note.$h"; head -n 3 "$1" >"$T/text"; root=$(sed -n 3p "$1")
  form=$(awk -v dash="$DASH" 'NR == 1 { g = /^amana[.]example\/n\/[a-z2-7]+$/ && length($0) == 48 } NR == 2 { g = g && /^(0|[1-9][0-9]*)$/ && length($0) < 17 }
    NR == 3 { g = g && length($0) == 44 } NR == 4 { g = g && $0 == "" } NR > 4 { g = g && split($0, w, " ") == 3 && w[1] == dash } END { print (g && NR > 4) }' "$1")
  [ "$(printf %s "$root" | base64 -d 2>/dev/null | base64 2>/dev/null)" = "$root" ] && text "$1" || form=0
  if [ "$form" != 1 ]; then bad checkpoint "$h" 'not a checkpoint (PK-7)'; echo 1 >"$T/good.$h"; return; fi
  words='no good Ed25519 signature of this notebook (PK-8)'; own=0; wrong=0
  sed -n '5,$p' "$1" | cut -d' ' -f2,3 >"$T/signatures"
  while read -r signer code; do
    printf %s "$code" | base64 -d >"$T/s" 2>/dev/null; tail -c +5 "$T/s" >"$T/sig"
    [ "$(base64 <"$T/s" | tr -d '\n')" = "$code" ] || wrong=1
    if [ "$signer" = "amana.example/n/$id" ] && [ -f "$T/keyid.$id" ] && [ "$(head -c4 "$T/s" | hex)" = "$(cat "$T/keyid.$id")" ]; then
      own=1; openssl pkeyutl -verify -pubin -keyform DER -inkey "$T/key.$id" -rawin -in "$T/text" -sigfile "$T/sig" >/dev/null 2>&1 || wrong=1
    else not checkpoint "$id@$size" 'another signature of another kind or key'; fi
  done <"$T/signatures"
  [ $own = 1 ] && [ $wrong = 0 ] && good=0
  if [ -f "$T/root.$id.$size" ] && [ "$(cat "$T/root.$id.$size")" != "$root" ]; then good=1; words='two roots for one size: a fork (PK-8)'; fi
  [ -f "$T/root.$id.$size" ] || echo "$root" >"$T/root.$id.$size"
  echo $good >"$T/good.$h"; judge $good checkpoint "$id@$size" "$words"
  [ $good = 0 ] && printf '%s %s %s %s\n' "$id" "$size" "$h" "$(printf %s "$root" | base64 -d | hex)" >>"$T/notes"
}
: >"$T/notes"

# ---- lines and proofs: hashes are joined on the way up as RFC 9162 2.1.3.2 says (PK-6, PK-7)
check_proof() { # digest; sets good and, from its checkpoint, id, size, h, index
  f=$P/$1.tlog-proof; good=1; index=
  [ -f "$f" ] || { bad proof "$1" 'no proof (PK-6)'; return; }
  sed '1,/^$/d' "$f" >"$T/note"; sed '/^$/,$d' "$f" >"$T/head"; sed -n '3,$p' "$T/head" >"$T/path"
  index=$(sed -n '2s/^index //p' "$T/head"); size=$(sed -n 2p "$T/note")
  case "x$index x$size" in *x|*'x '*|*[!0-9x\ ]*) bad proof "$1" 'not a proof (PK-7)'; return;; esac
  [ "$(sed -n 1p "$T/head")" = c2sp.org/tlog-proof@v1 ] && text "$f" && [ ${#index} -lt 16 ] && [ ${#size} -lt 16 ] && [ "$index" -lt "$size" ] || { bad proof "$1" 'not a proof (PK-7)'; return; }
  { printf '\000'; printf %s "$1" | unhex; } | openssl dgst -sha256 -binary >"$T/h"
  fn=$index; sn=$((size - 1)); good=0
  while IFS= read -r step; do
    [ $sn != 0 ] && [ "$(printf %s "$step" | base64 -d 2>/dev/null | base64 2>/dev/null)" = "$step" ] && [ ${#step} = 44 ] || { good=1; break; }
    if [ $((fn % 2)) = 1 ] || [ $fn = $sn ]; then
      { printf '\001'; printf %s "$step" | base64 -d; cat "$T/h"; } | openssl dgst -sha256 -binary >"$T/h2"
      while [ $((fn % 2)) = 0 ] && [ $fn != 0 ]; do fn=$((fn / 2)); sn=$((sn / 2)); done
    else { printf '\001'; cat "$T/h"; printf %s "$step" | base64 -d; } | openssl dgst -sha256 -binary >"$T/h2"; fi
    mv "$T/h2" "$T/h"; fn=$((fn / 2)); sn=$((sn / 2))
  done <"$T/path"
  [ $good = 0 ] && [ $sn = 0 ] && [ "$(base64 <"$T/h")" = "$(sed -n 3p "$T/note")" ] || good=1
  [ $good = 0 ] && check_note "$T/note"
  judge $good proof "$1" 'does not lead to the root of a signed checkpoint (PK-7)'
}
: >"$T/lines"; : >"$T/sourced"; : >"$T/seals"
grep "^$P/lines/" "$T/there" >"$T/todo"
while IFS= read -r p; do
  d=$(sha "$p"); n=${p#"$P/lines/"}; n=${n%.json}
  [ "$p" = "$P/lines/$d.json" ]; judge $? line "$n" 'its name is not its SHA-256 (PK-6)'
  [ "$p" = "$P/lines/$d.json" ] || continue
  echo "$d" >>"$T/lines"; check_proof "$d" </dev/null
  [ $good = 0 ] || continue
  grep -q '^{"e":"[a-z0-9_]*","k":"source.received"' "$p" && { cat "$p"; echo; } | awk -v d="$d" '{ f = substr($0, index($0, "\"file\":{")); match(f, /"bytes":[0-9]+/)
    b = substr(f, RSTART, RLENGTH); match(f, /"sha256":"[0-9a-f]+"/); print d, b, substr(f, RSTART, RLENGTH) }' >>"$T/sourced"
  grep -q '^{"e":"[a-z0-9_]*","k":"seal"' "$p" && echo "$h $p" >>"$T/seals"
done <"$T/todo"
while IFS= read -r id; do
  [ -f "$T/opened.$id" ] || continue
  d=$(cat "$T/opened.$id"); wanted=$id; grep -qx "$d" "$T/lines" || { echo "$d" >>"$T/lines"; }
  check_proof "$d" </dev/null; [ $good = 0 ] && [ "$index" = 0 ] && [ "$id" = "$wanted" ]; judge $? notebook "$wanted" 'line 0 is not proven as such (PK-9)'
  id=$wanted
done <"$T/ids"
grep "^$P/[^/]*$" "$T/there" | while IFS= read -r p; do
  n=${p#"$P/"}; d=${n%.tlog-proof}; [ "$n" != "$d" ] && grep -qx -e "$d" "$T/lines" || bad proof "$d" 'belongs to no line (PK-6)'
done
while IFS= read -r wanted; do
  good=1; [ -f "$NB/$wanted.checkpoint" ] && check_note "$NB/$wanted.checkpoint"
  [ $good = 0 ] && [ "$id" = "$wanted" ] && [ "$size" = "$(awk -v i="$wanted" '$1 == i && $2 > m { m = $2 } END { printf "%.0f", m }' "$T/notes")" ]
  judge $? checkpoint "$wanted" 'its checkpoint is not its newest (PK-8)'
done <"$T/ids"

# ---- every file as received stands in a proven line (PK-14, PK-15)
grep '^data/sources/' "$T/there" >"$T/todo"
while IFS= read -r p; do
  grep -aF ",\"$p\",\"" data/items.csv 2>/dev/null | sed -n 's/^"[A-Z]*-[0-9]*","[^"]*","\([0-9a-f]*\)".*/\1/p' >"$T/rows" # the line its item names
  [ "$(grep -c . "$T/rows")" = 1 ] && grep -qxF "$(cat "$T/rows") \"bytes\":$(wc -c <"$p" | tr -d ' ') \"sha256\":\"$(sha "$p")\"" "$T/sourced"
  judge $? source "$p" 'its item names no proven source.received line that states this file (PK-14)'
done <"$T/todo"

# ---- time (PK-10, PK-11)
: >"$T/when"
epoch() { # of yyyymmddhhmmss, in UTC
  awk '{ y = substr($0, 1, 4); m = substr($0, 5, 2) + 0; d = substr($0, 7, 2); if (m < 3) { y--; m += 12 }
    printf "%.0f", ((365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * m - 457) / 5) + d - 719469) * 24 + substr($0, 9, 2)) * 3600 + substr($0, 11, 2) * 60 + substr($0, 13, 2) }'
}
grep "^$P/anchors/" "$T/there" >"$T/todo"
while IFS= read -r p; do
  n=${p#"$P/anchors/"}; stem=${n%.*}; d=${stem%-[2-9]}
  case $n in *.tsr|*.pem) ;; *) d=x;; esac
  [ -f "$T/note.$d" ] && [ -f "${p%.*}.tsr" ] || { bad anchor "$p" 'is about no checkpoint in this package (PK-10)'; continue; }
  case $n in *.pem) continue;; esac
  rm -f "$T/token" "$T/info"; openssl ts -reply -in "$p" -token_out -out "$T/token" >/dev/null 2>&1 &&
    openssl cms -verify -noverify -binary -inform DER -in "$T/token" -out "$T/info" >/dev/null 2>&1
  seen=; [ -s "$T/info" ] && seen=$(hex <"$T/info" | sed -n "s/.*3031300d060960864801650304020105000420$d.*180f\(\(3[0-9]\)\{14\}\)5a.*/\1/p;s/.*3031300d060960864801650304020105000420$d.*181[0-9]\(\(3[0-9]\)\{14\}\)2e.*/\1/p" | sed 's/3\(.\)/\1/g')
  [ -n "$seen" ] || { bad anchor "$p" 'not a granted reply with a good signature about this checkpoint (PK-10)'; continue; }
  iso=$(echo "$seen" | sed 's/\(....\)\(..\)\(..\)\(..\)\(..\)\(..\)/\1-\2-\3T\4:\5:\6Z/')
  if [ -z "$CA" ]; then not anchor "$p" "time-stamped $iso; whether to trust the authority is yours to judge: -CAfile"
  elif openssl ts -verify -data "$T/note.$d" -in "$p" -CAfile "$CA" -attime "$(echo "$seen" | epoch)" >/dev/null 2>&1; then ok anchor "$p" "time-stamped $iso"
  else bad anchor "$p" 'openssl ts -verify refuses it (PK-10)'; continue; fi
  echo "$d $iso" >>"$T/when"
done <"$T/todo"
while read -r h p; do # a seal covers the heads it quotes
  iso=$(grep "^$h " "$T/when" | cut -d' ' -f2 | sort | head -n 1); [ -n "$iso" ] || continue
  while read -r id size d root; do grep -qF "{\"notebook\":\"$id\",\"root\":\"$root\",\"size\":$size}" "$p" && echo "$d $iso" >>"$T/when"; done <"$T/notes"
done <"$T/seals"
while read -r id size d root; do
  iso=$(grep "^$d " "$T/when" | cut -d' ' -f2 | sort | head -n 1)
  if [ -n "$iso" ] && [ -n "$CA" ]; then ok time "$id@$size" "existed by $iso"
  elif [ -n "$iso" ]; then not time "$id@$size" "existed by $iso, if the authority is to be trusted"; else not time "$id@$size" 'no time-stamp reaches this checkpoint'; fi
done <"$T/notes"

not items tables 'whether items.csv and facts.csv repeat the lines: verify.py compares them'
printf 'package digest\t%s\ncompare it with the covering letter\n' "$(sha tagmanifest-sha256.txt)"
n=$(wc -l <"$T/bad" | tr -d ' ')
if [ "$n" = 0 ]; then echo 'nothing is BAD'; exit 0; else echo "$n checks are BAD"; exit 4; fi
