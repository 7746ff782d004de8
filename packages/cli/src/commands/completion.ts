/** amana completion bash|zsh|fish: a script for the shell, made from the commands there are. */
import type { Command } from "commander";

export const shells = ["bash", "zsh", "fish"] as const;

export function completionScript(program: Command, shell: (typeof shells)[number]): string {
  const words = wordsOf(program);
  if (shell === "fish")
    return [...words]
      .map(
        ([path, next]) =>
          `complete -c amana -n '__fish_seen_subcommand_from ${path || "amana"}' -f -a '${next.join(" ")}'`,
      )
      .join("\n");
  const cases = [...words].map(([path, next]) => `    "${path}") words="${next.join(" ")}" ;;`).join("\n");
  const body = `_amana() {
  local path="" words="" each
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do case "$each" in -*) ;; *) [ -z "$path" ] && path="$each" ;; esac; done
  case "$path" in
${cases}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [ \${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _amana amana`;
  return shell === "zsh" ? `autoload -U +X bashcompinit && bashcompinit\n${body}` : body;
}

function wordsOf(program: Command): Map<string, string[]> {
  const options = (command: Command) =>
    command.options.map((option) => option.long ?? option.short ?? "").filter((each) => each !== "");
  const words = new Map<string, string[]>([
    ["", [...program.commands.map((command) => command.name()), ...options(program)]],
  ]);
  for (const command of program.commands)
    words.set(command.name(), [...command.commands.map((each) => each.name()), ...options(command)]);
  return words;
}
