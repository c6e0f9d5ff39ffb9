/**
 * The folder of a campaign of one letter with nothing written yet. It is no campaign that could be published: its
 * words are missing, and the linter says which.
 *
 * @param language  of the first text, and the one that others fall back to
 */
export function emptyFolder(it: {
  name: string
  language: string
  institution: { slug: string; name: string }
}): Record<string, string> {
  const { language, institution } = it
  const text = (words: string) => `{${language}: ${JSON.stringify(words)}}`
  return {
    'campaign.yaml': `name: ${text(it.name)}
institution: ${institution.slug}
fallback: ${language}
audience: {consent: "receive:email"}
sender:
  name: ${text(institution.name)}
list:
  id: letter
  name: ${text(institution.name)}
steps:
  - id: invitation
    channel: email
`,
    [`invitation.${language}.md`]: emptyCopy(`invitation.${language}.md`),
  }
}

/** A copy file before its first word. */
export function emptyCopy(path: string): string {
  const keys = path.startsWith('landing.') ? ['title', 'description'] : ['subject', 'preheader']
  const front = path.endsWith('.txt') ? '' : keys.map((key) => `${key}:\n`).join('')
  return `---\n${front}status: draft\n---\n`
}
