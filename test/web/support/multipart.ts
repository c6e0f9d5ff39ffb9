import type { Door } from './visit.ts'

/** What a browser does with the lines of a form it sends. */
const asBrowser = (value: string) => value.replace(/\r\n?|\n/g, '\r\n')

/** Sends a form as the editor's pages do, text with the line ends that browsers give it. */
export function sendForm(
  door: Door,
  path: string,
  fields: Record<string, string | Blob>,
  headers: Record<string, string>,
): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields))
    body.set(name, typeof value === 'string' ? asBrowser(value) : value)
  const own = { origin: 'https://mawja.example', 'sec-fetch-site': 'same-origin', ...headers }
  return Promise.resolve(
    door.app.request(`https://mawja.example${path}`, { method: 'POST', body, headers: own }),
  )
}

/** The words of a textarea as a browser reads them: the first line end is left out. */
export function textareaIn(html: string, name: string): string {
  const found = new RegExp(`<textarea[^>]* name="${name}"[^>]*>([\\s\\S]*?)</textarea>`).exec(html)
  if (!found) throw new Error(`no textarea ${name}`)
  return found[1]!
    .replace(/^\n/, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
