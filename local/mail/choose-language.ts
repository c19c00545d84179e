/** `{{ if eq .Data.language `de` }}…{{ else if … }}…{{ else }}…{{ end }}`, the one condition of our templates. */
const CHOICE = /\{\{ if (eq \.Data\.language `\w+` \}\}[\s\S]*?)\{\{ end \}\}/g
const BRANCH = /^eq \.Data\.language `(\w+)` \}\}([\s\S]*)$/

/** What Go's templates make of the choice of a language, which lite leaves as it stands. Without a language: the last branch. */
export function chooseLanguage(template: string, language: string | null): string {
  return template.replace(CHOICE, (_whole, choice: string) => {
    const [branches = '', otherwise = ''] = choice.split('{{ else }}')
    for (const branch of branches.split('{{ else if ')) {
      const [, name, words = ''] = BRANCH.exec(branch) ?? []
      if (name === language) return words
    }
    return otherwise
  })
}
