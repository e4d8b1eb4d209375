import { startFakeUpstream } from '../../fake-upstream/index.js'
import { startTestGateway } from '../support/gateway.js'
import { openWire } from '../support/wire.js'

const up = await startFakeUpstream()
const gw = await startTestGateway({
  upstream: up.url,
  yaml: 'server: { port: 0, state_dir: $FOLDER/state, timeouts: {head_seconds: 1, body_idle_seconds: 1} }\nsecurity: { max_payload_size_kb: 512 }',
})
const auth = `authorization: Bearer ${gw.credential}\r\n`
const json = 'content-type: application/json\r\n'
const J = '{"model":"m","messages":[]}'
const cases: Record<string, string[]> = {
  garbage: ['\x16\x03\x01 hello world\r\n\r\n'],
  garbage2: ['\x16\x03\x01 hello', 'more', 'more', 'more'],
  lfonly: [`POST /v1/messages HTTP/1.1\nhost: localhost\n${auth}\n\n`],
  obsfold: [`POST /v1/messages HTTP/1.1\r\nhost: localhost\r\nx-a: b\r\n c\r\n\r\n`],
  dupcl: [`POST /v1/messages HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ncontent-length: 5\r\n\r\nhello`],
  dupcl2: [`POST /v1/messages HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5, 5\r\n\r\nhello`],
  clte: [
    `POST /v1/messages HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
  ],
  tecl: [
    `POST /v1/messages HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n`,
  ],
  badte: [`POST /v1/messages HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
  te2: [
    `POST /v1/messages HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: gzip, chunked\r\n${auth}${json}\r\n0\r\n\r\n`,
  ],
  te3: [
    `POST /v1/messages HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n${auth}${json}\r\n0\r\n\r\n`,
  ],
  te4: [`POST /v1/messages HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding : chunked\r\n${auth}${json}\r\n0\r\n\r\n`],
  badchunk: [
    `POST /v1/messages HTTP/1.1\r\nhost: localhost\r\n${auth}${json}transfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n`,
  ],
  badchunk2: [
    `POST /v1/messages HTTP/1.1\r\nhost: localhost\r\n${auth}${json}transfer-encoding: chunked\r\n\r\n5\r\nhello`,
    `xx\r\n0\r\n\r\n`,
  ],
  hugechunk: [
    `POST /v1/messages HTTP/1.1\r\nhost: localhost\r\n${auth}${json}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\nhello`,
  ],
  neg: [`POST /v1/messages HTTP/1.1\r\nhost: localhost\r\n${auth}${json}content-length: -5\r\n\r\nhello`],
  bigcl: [
    `POST /v1/messages HTTP/1.1\r\nhost: localhost\r\n${auth}${json}content-length: 99999999999999999999999\r\n\r\nhello`,
  ],
  bigcl2: [`POST /v1/messages HTTP/1.1\r\nhost: localhost\r\n${auth}${json}content-length: 9999999999\r\n\r\nhello`],
  overflow: [
    `POST /v1/messages HTTP/1.1\r\nhost: localhost\r\nanthropic-version: 1\r\nx: ${'a'.repeat(40000)}\r\n\r\n`,
  ],
  overflow2: [
    `POST /v1/messages HTTP/1.1\r\nhost: localhost\r\nanthropic-version: 1\r\nx: ${'a'.repeat(20000)}`,
    'a'.repeat(30000) + `\r\n\r\n`,
  ],
  slowhead: [`POST /v1/messages HTTP/1.1\r\nhost: loc`],
  silent: [],
  slowbody: [`POST /v1/messages HTTP/1.1\r\nhost: localhost\r\n${auth}${json}content-length: 500\r\n\r\nhello`],
  connect: ['CONNECT localhost:80 HTTP/1.1\r\nhost: localhost\r\n\r\n'],
  options: ['OPTIONS * HTTP/1.1\r\nhost: localhost\r\n\r\n'],
  expect: [
    `POST /v1/messages HTTP/1.1\r\nhost: localhost\r\nexpect: 200-maybe\r\n${auth}${json}content-length: 2\r\n\r\n{}`,
  ],
  twohosts: [`GET /health HTTP/1.1\r\nhost: localhost\r\nhost: evil\r\n\r\n`],
  upgrade: [`GET /v1/models HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n${auth}\r\n`],
  h2: ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  http10: [`GET /v1/models HTTP/1.0\r\nhost: localhost\r\n${auth}\r\n`],
  http09: [`GET /v1/models\r\n\r\n`],
  http20: [`GET /v1/models HTTP/2.0\r\nhost: localhost\r\n\r\n`],
  nul: [`GET /v1/models HTTP/1.1\r\nhost: localhost\r\nx: a\0b\r\n\r\n`],
  crlfpath: [`GET /v1/mod els HTTP/1.1\r\nhost: localhost\r\n\r\n`],
  badpipe: [`GET /v1/models HTTP/1.1\r\nhost: localhost\r\n${auth}\r\n\x00\x01garbage\r\n\r\n`],
  barecr: [`GET /v1/models HTTP/1.1\r\nhost: localhost\r\nx: a\rb: c\r\n${auth}\r\n`],
}
const only = process.argv.slice(2)
for (const [name, pieces] of Object.entries(cases)) {
  if (only.length && !only.includes(name)) continue
  const wire = await openWire(gw.port)
  const started = Date.now()
  const out: string[] = []
  const reading = (async () => {
    try {
      for (;;) {
        const a = await wire.answer()
        out.push(
          `${a.status} ${a.headers['connection']} ${a.headers['x-headgate-request-id'] ? 'id' : 'NOID'} ${a.body.toString().slice(0, 150)}`,
        )
      }
    } catch (e) {
      out.push('E:' + (e as Error).message.slice(0, 60))
    }
  })()
  for (const piece of pieces) {
    wire.write(piece)
    await new Promise((r) => setTimeout(r, 30))
  }
  const closed = await Promise.race([
    wire.closed.then((x) => (x ? 'FIN' : 'RST')),
    new Promise((r) => setTimeout(() => r('open'), 1800)),
  ])
  console.log(name.padEnd(12), closed, Date.now() - started, out)
  wire.destroy()
  await reading
}
await new Promise((r) => setTimeout(r, 300))
for (const l of await gw.logLines(1)) console.log(l['status'], l['code'], l['route'], l['dialect'])
console.log(
  up.requests.map((r) => r.method + ' ' + r.target),
  up.violations,
)
await gw.stop()
await up.close()
