import { describe, expect, it } from 'vitest'
import { Problems } from '../../src/core/error.ts'
import { readCopy } from '../../src/render/copy.ts'

const faults = (path: string, source: string): readonly string[] => {
  try {
    readCopy(path, source)
  } catch (error) {
    if (error instanceof Problems) return error.lines
    throw error
  }
  return []
}

const letter = '---\nsubject: Objet\npreheader: "Avant : goût"\nstatus: reviewed\n---\n\nBonjour\n'

describe('copy files', () => {
  it('are front matter and words, with the places of both', () => {
    expect(readCopy('c/appel.fr.md', letter)).toEqual({
      status: 'reviewed',
      subject: 'Objet',
      headline: '',
      preheader: 'Avant : goût',
      body: '\nBonjour\n',
      bodyLine: 6,
      places: {
        subject: { line: 2, column: 10 },
        preheader: { line: 3, column: 13 },
        status: { line: 4, column: 9 },
      },
    })
  })

  it('may come from Windows', () => {
    expect(readCopy('c/appel.fr.md', `\uFEFF${letter.replaceAll('\n', '\r\n')}`)).toEqual(
      readCopy('c/appel.fr.md', letter),
    )
  })

  it('are drafts unless they say otherwise', () => {
    expect(readCopy('c/appel.fr.md', '---\nsubject: Objet\n---\n').status).toBe('draft')
    expect(readCopy('c/billet.fr.txt', '---\n---\nMots').status).toBe('draft')
  })

  it('keep what looks like a number or a date as it was written', () => {
    expect(readCopy('c/appel.fr.md', '---\nsubject: 2026-12-03\n---\n').subject).toBe('2026-12-03')
    expect(readCopy('c/appel.fr.md', '---\nsubject: 0x10\n---\n').subject).toBe('0x10')
  })

  it('call title and description by the names every content has', () => {
    const copy = readCopy('c/landing.fr.md', '---\ntitle: Titre\ndescription: Résumé\n---\nCorps')
    expect(copy).toMatchObject({ subject: 'Titre', preheader: 'Résumé', body: 'Corps', bodyLine: 5 })
  })

  it('may hold a line --- in their words', () => {
    expect(readCopy('c/appel.fr.md', `${letter}\n---\n\nFin`).body).toBe('\nBonjour\n\n---\n\nFin')
  })

  const cases: [why: string, path: string, source: string, line: RegExp][] = [
    ['no front matter', 'c/a.fr.md', 'Bonjour', /^c\/a\.fr\.md:1: must begin with its front matter/],
    ['front matter without end', 'c/a.fr.md', '---\nsubject: x\n', /^c\/a\.fr\.md:1: .*no second line ---$/],
    [
      'an unknown key',
      'c/a.fr.md',
      '---\nsubject: x\nsujet: y\n---\n',
      /^c\/a\.fr\.md:3: "sujet" is not known here; known are subject, preheader, status$/,
    ],
    ['a title in a mail', 'c/a.fr.md', '---\ntitle: x\n---\n', /^c\/a\.fr\.md:2: "title" is not known/],
    [
      'a subject in a landing page',
      'c/landing.fr.md',
      '---\nsubject: x\n---\n',
      /^c\/landing\.fr\.md:2: "subject" is not known here; known are title, description, headline, status$/,
    ],
    [
      'a subject in a post',
      'c/billet.fr.txt',
      '---\nsubject: x\n---\n',
      /^c\/billet\.fr\.txt:2: "subject" is not known here; known are status$/,
    ],
    [
      'an unknown status',
      'c/a.fr.md',
      '---\nsubject: x\nstatus: fini\n---\n',
      /^c\/a\.fr\.md:3: status is "fini"; it can be draft, machine, reviewed$/,
    ],
    [
      'a colon in unquoted words',
      'c/a.fr.md',
      '---\nsubject: Réponse : oui\npreheader: a: b\n---\n',
      /^c\/a\.fr\.md:\d: .*must stand in quotes/,
    ],
    [
      'a value that begins with a brace',
      'c/a.fr.md',
      '---\nsubject: {{contact.firstName}}\n---\n',
      /^c\/a\.fr\.md:2: .*quotes/,
    ],
    ['the same key twice', 'c/a.fr.md', '---\nsubject: x\nsubject: y\n---\n', /^c\/a\.fr\.md:3: .*unique/],
    ['a list', 'c/a.fr.md', '---\n- x\n---\n', /^c\/a\.fr\.md:2: the front matter must be lines/],
  ]
  it.each(cases)('refuse %s', (_, path, source, line) => {
    const found = faults(path, source)
    expect(found[0]).toMatch(line)
  })
})
