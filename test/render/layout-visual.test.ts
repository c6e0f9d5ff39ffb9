import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppError } from '../../src/core/error.ts'
import { type EditedNode, toSource } from '../../src/render/visual-close.ts'
import { toVisual, type VisualNode } from '../../src/render/visual-open.ts'

const plain = {
  name: (tag: string) => `[${tag}]`,
  fill: (text: string) => text.replace(/\{\{[^}]*\}\}/g, 'x'),
}
const open = (source: string) => toVisual(source, plain).nodes

/** What the editor gives back when somebody opened every text and changed nothing. */
const untouched = (node: VisualNode): EditedNode => ({
  mark: node.mark,
  type: node.type,
  children: node.children?.map(untouched),
  content: node.closed || node.children ? undefined : node.content,
})
const all = (nodes: readonly VisualNode[]): VisualNode[] =>
  nodes.flatMap((node) => [node, ...all(node.children ?? [])])
const file = (name: string) => readFileSync(`templates/${name}.mjml`, 'utf8')

describe('a layout in the visual editor', () => {
  it.each([
    'letter',
    'partials/footer',
    'partials/header',
    'partials/share',
    'partials/funders',
    'partials/view-online',
  ])('%s comes back octet by octet', (name) => {
    const source = file(name)
    expect(toSource(source, open(source).map(untouched))).toBe(source)
  })

  it('any layout that can be shown comes back octet by octet', () => {
    fc.assert(
      fc.property(layouts, (source) => {
        expect(toSource(source, open(source).map(untouched))).toBe(source)
      }),
    )
  })

  it('a changed attribute changes nothing else', () => {
    fc.assert(
      fc.property(layouts, fc.nat(), fc.constantFrom('color', 'padding', 'css-class'), (source, at, name) => {
        const elements = all(open(source)).filter(({ type }) => type !== 'mawja-part')
        const chosen = elements[at % elements.length]!
        const put = (node: VisualNode): EditedNode => ({
          ...untouched(node),
          children: node.children?.map(put),
          ...(node === chosen || node.mark === chosen.mark ? { set: { [name]: 'new' } } : {}),
        })
        const edited = toSource(source, open(source).map(put))
        const again = all(open(edited))
        expect(
          again.map(({ type, label, content }) => [type, label, content?.replace(/="\d+"/g, '')]),
        ).toEqual(
          all(open(source)).map(({ type, label, content }) => [type, label, content?.replace(/="\d+"/g, '')]),
        )
        expect(edited.split(`${name}="new"`).length).toBe(2)
      }),
    )
  })

  it('names what stands between elements, and keeps what a letter needs', () => {
    const nodes = all(open(file('letter')))
    expect(nodes.filter(({ type }) => type === 'mawja-part').map(({ label }) => label)).toEqual([
      '[{{> view-online}}]',
      '[{{> header}}]',
      '[{{#if heading}}]',
      '[{{/if}}]',
      '[{{{body}}}]',
      '[{{#if share}}{{> share}}{{/if}}]',
      '[{{#if funders}}{{> funders}}{{/if}}]',
      '[{{> footer}}]',
      '[{{#if measurable}}{{> pixel}}{{/if}}]',
    ])
    expect(nodes.every(({ fixed }) => fixed)).toBe(true)
  })

  it('takes new elements, values and parts', () => {
    const source = file('letter')
    const nodes: EditedNode[] = open(source).map(untouched)
    const card = nodes.find(({ type }) => type === 'mj-section')!
    const text = {
      type: 'mj-text',
      set: { color: '#b00020' },
      content:
        'Bonjour <span data-mawja-value="contact.firstName">x</span> <span data-mawja-value="none">y</span>',
    }
    const column = { ...card.children![0]!, children: [...card.children![0]!.children!, text] }
    const edited = toSource(
      source,
      nodes
        .map((node) => (node === card ? { ...card, children: [column] } : node))
        .concat({ type: 'mawja-part', part: 'extra' }),
    )
    expect(edited).toBe(
      source
        .replace(
          '{{{body}}}',
          '{{{body}}}\n        <mj-text color="#b00020">Bonjour \\{{contact.firstName}} </mj-text>',
        )
        .replace('{{> pixel}}{{/if}}', '{{> pixel}}{{/if}}\n    {{> extra}}'),
    )
  })

  it.each([
    [
      'a block from one element into another',
      '<mj-section>{{#if a}}</mj-section><mj-section>{{/if}}</mj-section>',
      'visual-crossing',
    ],
    ['a tag among attributes', '<mj-section {{a}}></mj-section>', 'visual-attribute'],
    ['an element that is not closed', '<mj-section><mj-column></mj-section>', 'visual-elements'],
    ['styles alone', '<mj-raw><meta></mj-raw>', 'visual-nothing'],
  ])('says that %s is for the source alone', (_, source, key) => {
    const refused = (): string => {
      try {
        open(source)
        return 'shown'
      } catch (error) {
        return (error as AppError).key
      }
    }
    expect(refused()).toBe(key)
  })

  it('keeps what was written inside of a mark', () => {
    const source = '<mj-section><mj-column><mj-text>{{title}}</mj-text></mj-column></mj-section>'
    const text = (nodes: readonly VisualNode[]): EditedNode[] =>
      nodes.map((node) => ({
        ...untouched(node),
        children: node.children && text(node.children),
        content: node.content?.replace('[{{title}}]</span>', 'one [{{title}}] two</span>'),
      }))
    expect(toSource(source, text(open(source)))).toBe(source.replace('{{title}}', 'one {{title}} two'))
  })

  it('refuses what lost a part', () => {
    const source = file('letter')
    const nodes = open(source).map(untouched)
    expect(() => toSource(source, nodes.slice(1))).toThrow(/a part is missing/)
    expect(() => toSource(source, [...nodes, nodes[0]!])).toThrow(/a part is missing/)
  })
})

const blank = fc.constantFrom('', ' ', '\n  ', '\n<!-- a note -->\n')
const word = fc.constantFrom(
  'Bonjour',
  'é &nbsp; ·',
  'مرحبا',
  '{{title}}',
  '\\{{contact.firstName}}',
  '{{{mark}}}',
  '"',
  "'",
)
const tag = fc.constantFrom('{{> footer}}', '{{{body}}}', '{{!-- a > b --}}', '{{title}}')
const value = fc.constantFrom('{{light.ink}}', '#fff', 'a &amp; b', '8px {{start}}')
const attributes = fc
  .uniqueArray(fc.tuple(fc.constantFrom('color', 'padding', 'href'), value), {
    selector: ([name]) => name,
    maxLength: 3,
  })
  .map((all) => all.map(([name, value]) => ` ${name}="${value}"`).join(''))
const html = fc.oneof(
  word,
  fc
    .tuple(attributes, word)
    .map(([attributes, text]) => `<p style="{{flow}}margin:0"${attributes}>${text}</p>`),
  word.map((text) => `{{#if notice}}<b>${text}</b>{{/if}}`),
)
const leaf = fc.oneof(
  fc
    .tuple(attributes, fc.array(html, { maxLength: 3 }))
    .map(([a, all]) => `<mj-text${a}>${all.join('')}</mj-text>`),
  attributes.map((a) => `<mj-image${a} src='x' />`),
  word.map((text) => `<mj-raw>${text}</mj-raw>`),
  word.map((text) => `<mj-table><tr><td>${text}</td></tr></mj-table>`),
  tag,
)
const block = (inside: fc.Arbitrary<string>) =>
  fc.oneof(
    inside,
    fc.tuple(inside, blank).map(([text, gap]) => `{{#if share}}${gap}${text}{{else}}${gap}{{/if}}`),
    inside.map((text) => `\\{{#if viewUrl}}${text}\\{{/if}}`),
  )
const list = (inside: fc.Arbitrary<string>) =>
  fc
    .array(fc.tuple(blank, block(inside)), { maxLength: 4 })
    .map((all) => all.map((one) => one.join('')).join(''))
const column = fc
  .tuple(attributes, list(leaf), blank)
  .map(([a, text, gap]) => `<mj-column${a}>${text}${gap}</mj-column>`)
const section = fc
  .tuple(attributes, list(column), blank)
  .map(([a, text, gap]) => `<mj-section${a}>${text}${gap}</mj-section>`)
const layouts = fc
  .tuple(list(section), section, blank, fc.boolean())
  .map(([before, one, after, whole]) =>
    whole
      ? `<mjml>\n<mj-head>{{> styles}}</mj-head><mj-body width="640px">${before}${one}${after}</mj-body>\n</mjml>`
      : before + one + after,
  )
