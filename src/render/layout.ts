import { Problems } from '../core/error.ts'
import { escapeHtml, parseTemplate, render, type Template } from './interpret.ts'
import type { Letter } from './letter.ts'
import type { MjmlCompiler } from './mjml.ts'
import { hold, restore, type Tags } from './tags.ts'
import { flowOf, padding, type Theme } from './theme.ts'
import { arcs } from './wave-arcs.ts'

export type Templates = Readonly<Record<string, string>>

/** What the copy gives to the layout; `body` is MJML, the others are words. Tags are held back in all. */
export type Sheet = { title: string; preheader: string; heading: string | null; body: string; tags: Tags }

/**
 * Puts a letter into its layout. Layouts are templates twice: `{{name}}` is filled in here, `\{{name}}` when the mail is
 * sent.
 *
 * @returns the HTML, a Handlebars template
 * @throws Problems `template` when the layout is missing or wrong
 */
export async function layOut(
  compile: MjmlCompiler,
  templates: Templates,
  name: string,
  it: { letter: Letter; sheet: Sheet; theme: Theme },
): Promise<string> {
  const layout = layoutOf(templates, name)
  const { html, errors } = await compile(render(layout, contextOf(it)))
  if (errors.length)
    throw new Problems(
      'template',
      errors.map((error) => `templates/${name}.mjml: ${error}`),
    )
  return restore(html, it.sheet.tags, 'html')
}

const parsed = new WeakMap<Templates, Map<string, Template>>()

function layoutOf(templates: Templates, name: string): Template {
  const known = parsed.get(templates) ?? new Map<string, Template>()
  parsed.set(templates, known)
  const path = `${name}.mjml`
  const source = templates[path]
  if (source === undefined)
    throw new Problems('template', [`templates/${path} is missing: there is no layout "${name}"`])
  const layout =
    known.get(name) ??
    parseTemplate(source, { mode: 'html', path: `templates/${path}`, partials: partialsOf(templates) })
  known.set(name, layout)
  return layout
}

/** `partials/header.mjml` → `header`. */
function partialsOf(templates: Templates): Record<string, string> {
  const partials = Object.entries(templates).flatMap(([path, source]) => {
    const [, name] = /^partials\/(.+)\.mjml$/.exec(path) ?? []
    return name ? [[name, source]] : []
  })
  return Object.fromEntries(partials)
}

function contextOf({ letter, sheet, theme }: { letter: Letter; sheet: Sheet; theme: Theme }) {
  const { tags } = sheet
  return {
    ...letter,
    dir: theme.direction,
    start: theme.start,
    end: theme.end,
    flow: flowOf(theme),
    font: theme.font,
    lineHeight: theme.lineHeight,
    headingHeight: theme.direction === 'rtl' ? '1.5' : '1.3',
    quotePadding: padding(theme, 4, 0, 4, 20),
    light: theme.light,
    dark: theme.dark,
    mark: `<div style="font-size:0;line-height:0;">${arcs(theme, 3)}</div>`,
    title: sheet.title,
    preheader: sheet.preheader,
    filler,
    heading: sheet.heading,
    body: sheet.body,
    share: letter.share && {
      text: letter.share.text && lineBreaks(letter.share.text),
      linkLabel: letter.share.linkLabel,
      chainLabel: letter.share.chainLabel,
      buttons: letter.share.buttons.map(({ button, label, title }) => ({
        label,
        title,
        href: hold(tags, `{{share.${button}}}`),
      })),
    },
  }
}

const lineBreaks = (text: string) => escapeHtml(text).replaceAll('\n', '<br>')

/** Keeps the inbox from filling the preview up with the first words of the letter: marks without width, and blanks. */
const filler = ' \u034f\u200c\u00a0'.repeat(50)
