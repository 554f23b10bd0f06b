# Presses Tab behind a line in a zsh that has a completion script; prints the candidates. Arguments:
# the script, the line. The inner zsh, which has a terminal of its own, reads this file too.
if [[ -n $ZONE_MX_COMPLETION ]]; then
  PROMPT=
  autoload -Uz compinit
  compinit -D
  source $ZONE_MX_COMPLETION
  compadd() {
    local -a found
    builtin compadd -O found "$@"
    (($#found)) && print -rl -- '<'$^found'>'
    builtin compadd "$@"
  }
  report() { print -r -- '<END>' }
  zle -N report
  bindkey '^X' report
  print -r -- '<READY>'
  return
fi

zmodload zsh/zpty
local text= part
zpty inner "ZONE_MX_COMPLETION=${(q)1} zsh -f -i"
zpty -w inner "source ${(q)0:A}"
zpty -r inner part '*<READY>*'
zpty -w -n inner "$2"$'\t\x18'
while [[ $text != *'<END>'* ]] && zpty -r inner part; do text+=$part; done
zpty -d inner
print -r -- "$text" | grep -o '<[^<>]*>' | tr -d '<>' | grep -vx 'END' | sort -u
