/** The guard against private addresses: tables of spellings, properties of ranges, and real connections. */
import assert from 'node:assert/strict'
import type { LookupAddress } from 'node:dns'
import { once } from 'node:events'
import {
  type AddressInfo,
  createServer,
  getDefaultAutoSelectFamily,
  type LookupFunction,
  type Socket,
  setDefaultAutoSelectFamily,
} from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { ConnectError, type Connector, createGuardedConnector, isPublicAddress, mayBePublic } from './safe-connect.js'

const SPECIAL_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['168.63.129.16', 32],
] as const

const SPECIAL_V6 = [
  '::',
  '::1',
  '::7f00:1',
  '::8.8.8.8',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:0:8.8.8.8',
  '64:ff9b::8.8.8.8',
  '64:ff9b::a00:1',
  '64:ff9b:1::1',
  '100::1',
  '100:0:0:1::1',
  '2001::1',
  '2001:2::1',
  '2001:10::1',
  '2001:20::1',
  '2001:db8::1',
  '2002:808:808::1',
  '2002:7f00:1::1',
  '3fff::1',
  '4000::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  '2600::1%eth0',
  'fec0::1',
  'ff02::1',
]

const PUBLIC = [
  '8.8.8.8',
  '1.1.1.1',
  '100.63.255.255',
  '172.32.0.1',
  '11.0.0.1',
  '2606:4700::1111',
  '2a00:1450:4001::1',
]

test('only plain global unicast addresses are public', () => {
  for (const address of PUBLIC) assert.equal(isPublicAddress(address), true, address)
  for (const [address] of SPECIAL_V4) assert.equal(isPublicAddress(address), false, address)
  for (const address of SPECIAL_V6) assert.equal(isPublicAddress(address), false, address)
  for (const nothing of ['', 'localhost', '127.1', '2130706433', '0x7f.1', '8.8.8.8 ', '008.8.8.8', '[2600::1]']) {
    assert.equal(isPublicAddress(nothing), false, nothing)
  }
})

const LITERALS = [
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '017700000001',
  '127.1',
  '127.0.1',
  '127.0.0.1.',
  '１２７.0.0.1',
  '127。0。0。1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '0:0:0:0:0:ffff:7f00:1',
  '3232235521',
  '0xa9fea9fe',
  '0xa9.254.0xa9fe',
  'fe80::1%eth0',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'api.localhost',
  'printer.local',
  'metadata.google.internal',
  '',
  'a b',
]

test('a private address is known in every spelling, and so is a name that is always private', () => {
  for (const host of LITERALS) assert.equal(mayBePublic(host), false, host)
  for (const host of [
    'api.example.com',
    'localhost.example.com',
    'internal.example.com',
    '0x08.8.8.8',
    '2606:4700::1111',
  ]) {
    assert.equal(mayBePublic(host), true, host)
  }
})

const specialV4 = fc
  .constantFrom(...SPECIAL_V4)
  .chain(([network, bits]) =>
    fc.integer({ min: 0, max: 2 ** (32 - bits) - 1 }).map((offset) => toNumber(network) + offset),
  )

test('no IPv4 address of a special range passes in any spelling', () => {
  fc.assert(
    fc.property(specialV4, (value) => {
      const [a = 0, b = 0, c = 0, d = 0] = octets(value)
      const high = ((a << 8) | b).toString(16)
      const low = ((c << 8) | d).toString(16)
      const canonical = `${a}.${b}.${c}.${d}`
      assert.equal(isPublicAddress(canonical), false, canonical)
      for (const inside of [
        `::ffff:${high}:${low}`,
        `64:ff9b::${high}:${low}`,
        `2002:${high}:${low}::1`,
        `::${high}:${low}`,
      ]) {
        assert.equal(isPublicAddress(inside), false, inside)
        assert.equal(mayBePublic(inside), false, inside)
      }
      for (const spelling of [
        canonical,
        String(value),
        `0x${value.toString(16)}`,
        `0${value.toString(8)}`,
        `${a}.${b}.${(c << 8) | d}`,
        `${a}.${((b << 16) | (c << 8) | d) >>> 0}`,
        `0x${a.toString(16)}.0${b.toString(8)}.${c}.${d}`,
      ]) {
        assert.equal(mayBePublic(spelling), false, spelling)
      }
    }),
  )
})

test('a private literal is refused before anything is connected', async (t) => {
  const { port, connections } = await listen(t)
  for (const hostname of ['127.0.0.1', '::ffff:127.0.0.1', '2130706433', '127.1', 'localhost']) {
    await assert.rejects(connectBy(createGuardedConnector(GUARDED), hostname, port), notAllowed, hostname)
  }
  assert.equal(connections(), 0)
})

test('a name is refused when all its addresses are private', async (t) => {
  const { port, connections } = await listen(t)
  const found = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]
  const connector = createGuardedConnector({ ...GUARDED, lookup: answering(() => found) })
  await assert.rejects(connectBy(connector, 'private.example', port), notAllowed)
  assert.equal(connections(), 0)
})

/** An entry that says one thing when it is judged, and `127.0.0.1` when it is used, so that no test ever leaves this machine. */
function rebinding(judged: string) {
  let asked = 0
  const entry: LookupAddress = {
    get address() {
      asked += 1
      return asked === 1 ? judged : '127.0.0.1'
    },
    family: 4,
  }
  return { entry, asked: () => asked }
}

for (const isAutomatic of [true, false]) {
  test(`rebinding is found out by the connected socket (automatic choice of family: ${isAutomatic})`, async (t) => {
    const before = getDefaultAutoSelectFamily()
    setDefaultAutoSelectFamily(isAutomatic)
    t.after(() => setDefaultAutoSelectFamily(before))
    const { port, heard } = await listen(t)
    const host = rebinding('8.8.8.8')
    const connector = createGuardedConnector({ ...GUARDED, lookup: answering(() => [host.entry]) })
    await assert.rejects(connectBy(connector, 'rebind.example', port), notAllowed)
    assert.ok(host.asked() > 1, 'the second answer was used')
    assert.equal(heard(), 0, 'nothing was said to the private address')
  })
}

test('of several addresses only the public ones are tried', async (t) => {
  const { port } = await listen(t)
  const hosts = ['10.0.0.1', '8.8.8.8', '169.254.169.254'].map(rebinding)
  const connector = createGuardedConnector({ ...GUARDED, lookup: answering(() => hosts.map(({ entry }) => entry)) })
  await assert.rejects(connectBy(connector, 'mixed.example', port), notAllowed)
  assert.deepEqual(
    hosts.map(({ asked }) => asked() > 1),
    [false, true, false],
  )
})

test('a host that may be private is reached, and a failing look-up keeps its reason', async (t) => {
  const { port } = await listen(t)
  const connector = createGuardedConnector({ allowPrivate: true, timeoutMs: 5_000 })
  const socket = await connectBy(connector, '127.0.0.1', port)
  assert.equal(socket.remoteAddress, '127.0.0.1')
  socket.destroy()

  const failing: LookupFunction = (_hostname, _options, callback) =>
    callback(Object.assign(new Error('secret.example is unknown'), { code: 'ENOTFOUND' }), [])
  await assert.rejects(
    connectBy(createGuardedConnector({ ...GUARDED, lookup: failing }), 'secret.example', port),
    (error) => error instanceof ConnectError && error.reason === 'ENOTFOUND' && !error.message.includes('secret'),
  )
})

test('an attempt ends in time, and at once when it is given up', async () => {
  const never: LookupFunction = () => {}
  const slow = createGuardedConnector({ allowPrivate: true, timeoutMs: 20, lookup: never })
  await assert.rejects(connectBy(slow, 'slow.example', 80), isReason('CONNECT_TIMEOUT'))
  const patient = createGuardedConnector({ allowPrivate: true, timeoutMs: 60_000, lookup: never })
  const given = new Promise((_resolve, reject) => {
    patient({ hostname: 'slow.example', protocol: 'http:', port: '80' }, (...[error]) => reject(error)).destroy()
  })
  await assert.rejects(given, isReason('ABANDONED'))
})

const GUARDED = { allowPrivate: false, timeoutMs: 5_000 } as const

const isReason = (reason: string) => (error: unknown) => error instanceof ConnectError && error.reason === reason
const notAllowed = isReason('ADDRESS_NOT_ALLOWED')

function answering(found: () => LookupAddress[]): LookupFunction {
  return (_hostname, _options, callback) => process.nextTick(callback, null, found())
}

function connectBy(connector: Connector, hostname: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    connector({ hostname, protocol: 'http:', port: String(port) }, (error, socket) =>
      error === null ? resolve(socket) : reject(error),
    )
  })
}

async function listen(t: { after(act: () => void): void }) {
  let connections = 0
  let heard = 0
  const server = createServer((socket) => {
    connections += 1
    socket.on('data', (chunk) => {
      heard += chunk.length
    })
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = addressOf(server.address())
  return { port, connections: () => connections, heard: () => heard }
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  assert.ok(address !== null && typeof address === 'object')
  return address
}

function toNumber(address: string): number {
  return address.split('.').reduce((value, octet) => value * 256 + Number(octet), 0)
}

function octets(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255)
}
