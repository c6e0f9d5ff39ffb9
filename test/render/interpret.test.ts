import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problems } from '../../src/core/error.ts'
import { type Mode, parseTemplate, readTemplate, render, variablesIn } from '../../src/render/interpret.ts'
import { oracle, outcome } from './oracle.ts'

const run = (source: string, context: unknown, mode: Mode = 'html') =>
  render(parseTemplate(source, { mode }), context)

const names = [
  'a',
  'b',
  'c',
  'list',
  'map',
  'zero',
  'text',
  'nothing',
  'length',
  'constructor',
  '__proto__',
  'foothis',
]
const name = fc.constantFrom(...names)
const path = fc.oneof(
  { weight: 4, arbitrary: name },
  fc.tuple(name, name).map(([a, b]) => `${a}.${b}`),
  fc.tuple(name, fc.nat(2)).map(([a, n]) => `${a}.[${n}]`),
  name.map((a) => `../${a}`),
  name.map((a) => `../../${a}`),
  name.map((a) => `this.${a}`),
  name.map((a) => `./${a}`),
  name.map((a) => `@root.${a}`),
  fc.constantFrom(
    'this',
    '.',
    '..',
    '../..',
    '@index',
    '@key',
    '@first',
    '@last',
    '@../index',
    'x',
    'y',
    'x.a',
  ),
)
const literal = fc.constantFrom('"q"', "'s <'", '12', '0', 'true', 'false', 'null', 'undefined', '""')
const value = fc.oneof(
  { weight: 3, arbitrary: path },
  literal,
  fc.tuple(path, path).map(([a, b]) => `(eq ${a} ${b})`),
  path.map((a) => `(ltr ${a})`),
)
const text = fc.constantFrom(
  '',
  ' ',
  '\n',
  '  \n',
  'word',
  '<b>"\'`=&</b>',
  'é',
  '\n  ',
  'مرحبا',
  '\\{{no}}',
  '{ ',
  '}',
)
const tilde = fc.constantFrom('', '', '', '~')
const { template } = fc.letrec<{ template: string; part: string }>((tie) => ({
  template: fc.array(tie('part'), { maxLength: 5, depthIdentifier: 'nest' }).map((parts) => parts.join('')),
  part: fc.oneof(
    { depthSize: 'small', depthIdentifier: 'nest' },
    text,
    fc.tuple(tilde, value, tilde).map(([l, v, r]) => `{{${l}${v.startsWith('(') ? `ltr ${v}` : v}${r}}}`),
    fc.tuple(path, literal).map(([v, l]) => `{{plural ${v} one="# one" few="# few" other=${l}}}`),
    path.map((v) => `{{number ${v} digits=1}}`),
    fc.constant('{{! note }}'),
    fc
      .tuple(
        fc.constantFrom('if', 'unless', 'each', 'with'),
        value,
        fc.constantFrom('', '', ' as |x|', ' as |x y|'),
        tilde,
        tie('template'),
        fc.option(fc.tuple(fc.constantFrom('{{else}}', '{{~^~}}', '\n{{else}}\n'), tie('template'))),
      )
      .map(([block, v, as, t, body, other]) => {
        const names = block === 'each' || block === 'with' ? as : ''
        const zero = block === 'if' && v === 'zero' ? ' includeZero=true' : ''
        return `{{#${block} ${v}${zero}${names}${t}}}${body}${other ? other.join('') : ''}{{${t}/${block}}}`
      }),
    fc
      .tuple(value, tie('template'), value, tie('template'), tie('template'))
      .map(([a, p, b, q, r]) => `{{#if ${a}}}${p}{{else each ${b}}}${q}{{else}}${r}{{/if}}`),
    fc.tuple(value, tie('template')).map(([v, body]) => `{{^if ${v}}}${body}{{/if}}`),
  ),
}))

const leaf = fc.constantFrom(
  0,
  1,
  -1.5,
  '',
  'x',
  '<&>"',
  true,
  false,
  null,
  undefined,
  12345.678,
  'naïve 🌊',
  '=`',
)
const { thing } = fc.letrec<{ thing: unknown }>((tie) => ({
  thing: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('thing'), { maxLength: 3 }),
    fc.dictionary(
      name.filter((one) => one !== '__proto__'),
      tie('thing'),
      { maxKeys: 5, noNullPrototype: true },
    ),
  ),
}))
const context = fc.oneof(
  { weight: 6, arbitrary: fc.dictionary(name, thing, { minKeys: 3, noNullPrototype: true }) },
  thing,
)

describe('the interpreter beside Handlebars.compile', () => {
  for (const mode of ['html', 'text'] as const) {
    it(`gives the same ${mode} for every template and every data`, () => {
      let accepted = 0
      fc.assert(
        fc.property(template, context, (source, data) => {
          const { template: ours, faults } = readTemplate(source, { mode })
          if (!ours) {
            expect(faults.length).toBeGreaterThan(0)
            return
          }
          accepted++
          const theirs = oracle(source, mode)
          expect(outcome(() => render(ours, data))).toBe(outcome(() => theirs(data)))
        }),
        {
          numRuns: 1500,
          examples: [['{{#each list}}{{#if a}}{{../b}}{{/if}}{{/each}}', { b: 1, list: [{ a: 1 }] }]],
        },
      )
      // A property over refused templates would say nothing.
      expect(accepted).toBeGreaterThan(1000)
    })
  }
})

const lines = (source: string, partials?: Record<string, string>): readonly string[] => {
  try {
    parseTemplate(source, { mode: 'html', path: 'c/a.fr.md', ...(partials ? { partials } : {}) })
  } catch (error) {
    if (error instanceof Problems) return error.lines
    throw error
  }
  return []
}

describe('the closed language', () => {
  it('fills in values, escaped in HTML, as they are in text', () => {
    expect(run('{{a}}', { a: '<b a="c">' })).toBe('&lt;b a&#x3D;&quot;c&quot;&gt;')
    expect(run('{{a}}', { a: '<b>' }, 'text')).toBe('<b>')
  })

  it('never reaches prototypes, and never calls', () => {
    const data = { a: 'x', call: () => 'called' }
    expect(run('[{{constructor.name}}{{a.constructor.name}}{{__proto__.a}}{{call}}{{a.length}}]', data)).toBe(
      '[1]',
    )
  })

  it('says which values a template reads, as paths from the root', () => {
    const source =
      '{{a}}{{#with contact}}{{firstName}}{{../b}}{{/with}}{{#each list as |x i|}}{{x.y}}{{@root.c}}{{/each}}'
    const paths = variablesIn(parseTemplate(source, { mode: 'text' })).map(({ path }) => path)
    expect(paths).toEqual(['a', 'contact', 'contact.firstName', 'b', 'list', 'list.[].y', 'c'])
  })

  const faults: [source: string, line: RegExp][] = [
    ['a\n {{{b}}}', /^c\/a\.fr\.md:2:2: write \{\{name\}\} with two braces/],
    ['{{> b}}', /:1:1: partials are not allowed$/],
    ['{{lookup a "b"}}', /:1:1: there is no helper "lookup"; helpers are eq, plural, date, number, ltr$/],
    ['{{#repeat a}}{{/repeat}}', /:1:1: there is no \{\{#repeat\}\}; blocks are if, unless, each, with$/],
    ['{{#if a}}', /:1:\d+: cannot be read as a template/],
    ['{{@secret}}', /:1:3: there is no \{\{@secret\}\}/],
    ['{{date a zon="x"}}', /:1:1: "date" does not know "zon="; it knows style, zone, lang$/],
    ['{{eq a}}', /:1:1: "eq" takes 2 values, not 1$/],
  ]
  it.each(faults)('refuses %s', (source, line) => expect(lines(source)[0]).toMatch(line))

  it('names the partial a fault is in', () => {
    expect(lines('{{> top}}', { top: '\n{{nope 1}}' })[0]).toMatch(/^top:2:1: there is no helper "nope"/)
  })
})
