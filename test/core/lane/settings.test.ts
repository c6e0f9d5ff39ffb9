import { expect, it } from 'vitest'
import { providersFor, readProviders } from '../../../src/core/lane/settings.ts'

it('throttles nobody towards a server on this machine, unless it is told to', () => {
  for (const url of ['smtp://127.0.0.1:2525?tls=none', 'smtps://localhost', 'smtp://[::1]:25'])
    expect(providersFor('', url)).toBeNull()
  for (const url of [
    'smtp://mail.institution.example',
    'smtp://127.institution.example',
    'ses://key@eu-west-3',
  ])
    expect(providersFor('', url)).toEqual(readProviders(''))
  expect(providersFor('usual', 'smtp://127.0.0.1')).toEqual(readProviders(''))
  expect(providersFor('gmail:rate=3', 'smtp://127.0.0.1')).toEqual(readProviders('gmail:rate=3'))
})
