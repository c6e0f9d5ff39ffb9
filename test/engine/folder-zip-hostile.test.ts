import { describe, expect, it } from 'vitest'
import { unzipFolder } from '../../src/engine/folder-zip.ts'
import { type Part, zip } from '../support/zip.ts'

const first: Part = { name: 'campaign.yaml', body: 'name: x' }
const letter = 'invitation.fr.md'
const refused = (archive: Uint8Array) =>
  expect(unzipFolder(archive)).rejects.toMatchObject({ code: 'invalid', key: 'zip' })

/** Changes the entry at `place` of the archive's own list: `offset` counts from the head of its record. */
function bent(archive: Uint8Array, place: number, offset: number, value: number, bytes: 2 | 4): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const heads = [...archive.keys()].filter(
    (at) => at + 46 <= archive.length && view.getUint32(at, true) === 0x02014b50,
  )
  if (bytes === 2) view.setUint16(heads[place]! + offset, value, true)
  else view.setUint32(heads[place]! + offset, value >>> 0, true)
  return archive
}

describe('an archive of somebody hostile', () => {
  it.each([
    ['climbs', '../a.fr.md'],
    ['climbs inside', 'x/../../a.fr.md'],
    ['is absolute', '/a.fr.md'],
    ['climbs with backslashes', '..\\a.fr.md'],
    ['has a backslash', 'x\\a.fr.md'],
    ['names a drive', 'C:\\a.fr.md'],
    ['names a drive with a slash', 'C:/a.fr.md'],
    ['names a share', '\\\\host\\a.fr.md'],
    ['holds a NUL', 'a.fr.md\0.txt'],
    ['holds a line end', 'a.fr.md\n'],
    ['is a word of the language', '__proto__'],
    ['runs', 'a.js'],
    ['is empty', ''],
    ['hides direction', 'a.fr\u202e.md'],
  ])('whose name %s', async (_, name) => {
    await refused(zip([first, { name, body: 'x' }]))
  })

  it('whose name is there twice, in the folder or beside it', async () => {
    await refused(zip([first, { name: letter, body: 'a' }, { name: letter, body: 'b' }]))
    await refused(zip([first, first]))
    await refused(
      zip([
        { name: 'x/campaign.yaml', body: 'a' },
        { name: 'campaign.yaml', body: 'b' },
      ]),
    )
  })

  it('that is encrypted, packed or stored', async () => {
    await refused(zip([first, { name: letter, body: 'x', flags: 1 }]))
    await refused(zip([first, { name: letter, body: 'x', method: 0, flags: 1 }]))
  })

  it('that leads elsewhere by a symbolic link', async () => {
    const archive = zip([first, { name: letter, body: '/etc/passwd' }])
    await refused(bent(archive, 1, 38, 0o120777 * 0x10000, 4))
  })

  it('that unpacks to too much: one file, all together, too many, or more than it says', async () => {
    await refused(zip([first, { name: letter, body: 'a'.repeat(300_000) }]))
    const many = (count: number, length: number) =>
      Array.from({ length: count }, (_, at) => ({ name: `s${at}.fr.md`, body: 'a'.repeat(length) }))
    await refused(zip([first, ...many(10, 190_000)]))
    await refused(zip([first, ...many(501, 1)]))
    await refused(zip([first, { name: letter, body: 'a'.repeat(5_000_000), size: 100 }]))
  })

  it.each([
    ['a size only zip64 can say', 24, 0xffffffff, 4],
    ['a packed size only zip64 can say', 20, 0xffffffff, 4],
    ['a place outside', 42, 0xffffffff, 4],
    ['a place inside of another file', 42, 5, 4],
    ['a method nobody knows', 10, 99, 2],
    ['a name longer than the archive', 28, 0xffff, 2],
  ] as const)('that claims %s', async (_, offset, value, bytes) => {
    await refused(bent(zip([first, { name: letter, body: 'x' }]), 1, offset, value, bytes))
  })

  it('that claims 65535 files', async () => {
    const archive = zip([first])
    new DataView(archive.buffer, archive.byteOffset).setUint16(archive.byteLength - 22 + 10, 0xffff, true)
    await refused(archive)
  })
})
