import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressBytes, isLoopback, isPublicAddress } from '../../src/core/public-address.ts'
import { isLocalInstallation, readEndpointUrl } from '../../src/core/webhook-out/endpoint-url.ts'

const inside = [
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '100.127.255.255', '127.0.0.1', '169.254.169.254', '172.16.0.1'],
  ...[
    '172.31.255.255',
    '192.0.0.9',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
  ],
  ...[
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    'fec0::1',
    '5f00::1',
  ],
  ...[
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::a00:1',
    '64:ff9b:1::808:808',
    '2002:a00:1::1',
    '::127.0.0.1',
  ],
]
const outside = [
  ...[
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.167.0.1',
    '223.255.255.254',
  ],
  ...['2606:4700::1111', '2a00:1450:4001::1', '::ffff:8.8.8.8', '64:ff9b::808:808', '2002:808:808::1'],
]

describe('a public address', () => {
  it.each(inside)('is not %s', (address) => expect(isPublicAddress(address)).toBe(false))
  it.each(outside)('is %s', (address) => expect(isPublicAddress(address)).toBe(true))
  it.each([
    '',
    'localhost',
    '1.2.3',
    '010.8.8.8',
    '8.8.8.8.8',
    '1:2',
    ':::',
    'fe80::1%eth0',
    '2606::1::2',
    '::8.8.8.8:1',
  ])('is not what is none: %s', (text) =>
    expect([addressBytes(text), isPublicAddress(text)]).toEqual([null, false]),
  )

  it('is judged the same in every dress', () => {
    const byte = fc.nat(255)
    fc.assert(
      fc.property(byte, byte, byte, byte, (a, b, c, d) => {
        const plain = [a, b, c, d].join('.')
        const [high, low] = [(a * 256 + b).toString(16), (c * 256 + d).toString(16)]
        const dresses = [
          `::ffff:${plain}`,
          `::ffff:${high}:${low}`,
          `64:ff9b::${plain}`,
          `2002:${high}:${low}::7`,
        ]
        for (const dress of dresses) expect(isPublicAddress(dress)).toBe(isPublicAddress(plain))
      }),
    )
  })

  it('is read as the URL parser writes it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(65_535), { minLength: 8, maxLength: 8 }), (parts) => {
        const full = parts.map((part) => part.toString(16)).join(':')
        const short = new URL(`http://[${full}]`).hostname.slice(1, -1)
        expect(addressBytes(short)).toEqual(addressBytes(full))
      }),
    )
  })

  it('is never loopback', () => {
    fc.assert(fc.property(fc.ipV4(), (address) => !(isLoopback(address) && isPublicAddress(address))))
    fc.assert(fc.property(fc.ipV6(), (address) => !(isLoopback(address) && isPublicAddress(address))))
  })
})

describe('the address of an endpoint', () => {
  const refused = [
    ...['http://crm.mre.example/x', 'ftp://crm.mre.example', 'https:crm.mre.example', 'crm.mre.example', ''],
    ...['https://a:b@crm.mre.example/', 'https://a@crm.mre.example/', 'https://crm.mre.example/#x'],
    ...[
      'https://93.184.215.14/',
      'https://0x7f.1/',
      'https://2130706433/',
      'https://[::1]/',
      'https://127.1/',
    ],
    ...[
      'https://localhost/',
      'https://intranet/',
      'https://crm.mre.example:80/',
      'https://crm.mre.example:22/',
    ],
    ...[
      'https://crm.mre.example/\r\nx',
      'https://crm.mre.example/\tx',
      'https://crm.mre.example\\@evil.example/',
    ],
    ...[' https://crm.mre.example/', `https://crm.mre.example/${'a'.repeat(600)}`, 'https://１２７.0.0.1/'],
  ]
  it.each(refused)('is not %j', (text) => {
    expect(() => readEndpointUrl(text, false)).toThrow(expect.objectContaining({ key: 'webhook-url' }))
  })
  it('is https at a name, port 443 or from 1024 on', () => {
    expect(readEndpointUrl('https://crm.mre.example', false)).toBe('https://crm.mre.example/')
    expect(readEndpointUrl('https://CRM.mre.example:8443/a?b=c', false)).toBe(
      'https://crm.mre.example:8443/a?b=c',
    )
  })
  it('may be this machine where the installation is this machine', () => {
    expect(isLocalInstallation('http://localhost:3000')).toBe(true)
    expect(isLocalInstallation('https://lettres.mre.example')).toBe(false)
    expect(readEndpointUrl('http://127.0.0.1:81/x', true)).toBe('http://127.0.0.1:81/x')
    expect(() => readEndpointUrl('http://10.0.0.1/', true)).toThrow()
    expect(() => readEndpointUrl('http://crm.mre.example/', true)).toThrow()
  })
})
