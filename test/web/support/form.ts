/** What a browser would send if somebody pressed the button of a form without touching anything. */
export function untouched(html: string, action: string): Record<string, string> {
  const form = [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(
    (match) => match[1] === action,
  )
  if (!form) throw new Error(`no form to ${action}`)
  const inputs = [...form[2]!.matchAll(/<input([^>]*)\/?>/g)].map((match) => match[1]!)
  const sent = inputs.filter((it) => !/type="(radio|checkbox)"/.test(it) || /\schecked(=|\s|$|\/)/.test(it))
  const selects = [...form[2]!.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)]
  return Object.fromEntries([
    ...sent.map((it) => [attribute(it, 'name'), attribute(it, 'value')]),
    ...selects.map(([, name, options]) => {
      const chosen = /<option([^>]*\sselected[^>]*)>/.exec(options!) ?? /<option([^>]*)>/.exec(options!)
      return [name, attribute(chosen![1]!, 'value')]
    }),
  ])
}

const attribute = (tag: string, name: string) =>
  (new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
