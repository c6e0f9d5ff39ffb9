/** MJML → HTML. Injected: `mjml` on Node, `mjml-browser` on Workers; both give the same octets. */
export type MjmlCompiler = (source: string) => Promise<{ html: string; errors: readonly string[] }>

export type Mjml2Html = (source: string, options: object) => MjmlAnswer | Promise<MjmlAnswer>
type MjmlAnswer = { html: string; errors: readonly { formattedMessage: string }[] }

/**
 * `mj-include` is off in MJML 5 by default and stays so. Left alone, MJML has a mail fetch Roboto or Ubuntu from Google
 * as soon as a font stack names them: every reader reported to a third party. MJML's own `minify` needs packages that
 * exist only on Node; `tighten` does as much for us and the same on both.
 */
const options = { validationLevel: 'soft', keepComments: false, minify: false, beautify: false, fonts: {} }

export function mjmlCompiler(mjml2html: Mjml2Html): MjmlCompiler {
  return async (source) => {
    const { html, errors } = await mjml2html(source, options)
    return { html: tighten(html), errors: errors.map((error) => error.formattedMessage) }
  }
}

/** MJML indents for people: a third of a mail is blanks. No line of ours means them, for there is no `<pre>`. */
function tighten(html: string): string {
  return html.replace(/[ \t]*\n\s*/g, '\n').trim()
}
