/** Compressed answers come out as they went in, whatever the chunks, and broken ones as a failure of the provider. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as zlib from 'node:zlib'
import fc from 'fast-check'
import { HeadgateError } from '../errors.js'
import { type BodyReader, canDecompress, decompressing } from './decompress.js'

const CODINGS = {
  gzip: (bytes: Uint8Array) => zlib.gzipSync(bytes),
  'x-gzip': (bytes: Uint8Array) => zlib.gzipSync(bytes),
  deflate: (bytes: Uint8Array) => zlib.deflateSync(bytes),
  br: (bytes: Uint8Array) => zlib.brotliCompressSync(bytes),
} as const

/** Collects until the end, or the failure. */
function collector() {
  const chunks: Buffer[] = []
  const endings: string[] = []
  let finish: () => void = () => {}
  const ended = new Promise<void>((resolve) => {
    finish = resolve
  })
  const reader: BodyReader = {
    data: (chunk) => void chunks.push(chunk),
    end: () => {
      endings.push('end')
      finish()
    },
    fail: (error) => {
      endings.push(error instanceof HeadgateError ? error.code : error.message)
      finish()
    },
  }
  return { reader, ended, endings, text: () => Buffer.concat(chunks).toString() }
}

describe('decompression', () => {
  for (const [coding, compress] of Object.entries(CODINGS)) {
    it(`of ${coding} is exact however the bytes are cut`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.string(), fc.nat(2_000), fc.integer({ min: 1, max: 50 }), async (word, times, size) => {
          const plain = `${word} `.repeat(times)
          const compressed = compress(Buffer.from(plain))
          const { reader, ended, endings, text } = collector()
          const stream = decompressing(coding, reader)
          for (let at = 0; at < compressed.length; at += size) stream.data(compressed.subarray(at, at + size))
          stream.end()
          await ended
          assert.deepEqual(endings, ['end'])
          assert.equal(text(), plain)
        }),
        { numRuns: 40 },
      )
    })

    it(`of ${coding} that is broken, cut short or nothing of the kind is upstream_error, once`, async () => {
      const compressed = compress(Buffer.from('some text '.repeat(100)))
      const flipped = Buffer.from(compressed.map((byte, index) => (index % 7 === 3 ? byte ^ 0xff : byte)))
      for (const bytes of [compressed.subarray(0, -3), flipped, Buffer.from('data: plain after all\n\n')]) {
        const { reader, ended, endings } = collector()
        const stream = decompressing(coding, reader)
        stream.data(bytes)
        stream.end()
        await ended
        stream.data(bytes)
        stream.end()
        await new Promise((resolve) => setImmediate(resolve))
        assert.deepEqual(endings, ['upstream_error'])
      }
    })
  }

  it('hands an event on as soon as its bytes are there', async () => {
    const flushes = [
      ['gzip', zlib.createGzip(), zlib.constants.Z_SYNC_FLUSH],
      ['deflate', zlib.createDeflate(), zlib.constants.Z_SYNC_FLUSH],
      ['br', zlib.createBrotliCompress(), zlib.constants.BROTLI_OPERATION_FLUSH],
    ] as const
    for (const [coding, compressor, flush] of flushes) {
      const seen: string[] = []
      let told: () => void = () => {}
      const stream = decompressing(coding, {
        data: (chunk) => {
          seen.push(chunk.toString())
          told()
        },
        end: () => {},
        fail: () => {},
      })
      compressor.on('data', (chunk: Buffer) => stream.data(chunk))
      for (const event of ['data: one\n\n', 'data: two\n\n']) {
        const arrived = new Promise<void>((resolve) => {
          told = () => {
            if (seen.join('').endsWith(event)) resolve()
          }
        })
        compressor.write(event)
        compressor.flush(flush, () => {})
        await arrived
      }
      assert.equal(seen.join(''), 'data: one\n\ndata: two\n\n', coding)
      stream.abort()
    }
  })

  it('of a body that breaks off hands on what did arrive, then the failure', async () => {
    const gzip = zlib.createGzip()
    const chunks: Buffer[] = []
    gzip.on('data', (chunk: Buffer) => chunks.push(chunk))
    const plain = 'data: event\n\n'.repeat(20_000)
    gzip.write(plain)
    await new Promise<void>((resolve) => gzip.flush(zlib.constants.Z_SYNC_FLUSH, resolve))
    const { reader, ended, endings, text } = collector()
    const stream = decompressing('gzip', reader)
    for (const chunk of chunks) stream.data(chunk)
    stream.fail(new HeadgateError({ code: 'upstream_timeout' }))
    await ended
    assert.equal(text(), plain)
    assert.deepEqual(endings, ['upstream_timeout'])
  })

  it('of a body that breaks off while it is held up loses nothing either', async () => {
    const { reader, ended, endings, text } = collector()
    const stream = decompressing('gzip', reader)
    stream.pause()
    stream.data(zlib.gzipSync('data: event\n\n'))
    stream.fail(new HeadgateError({ code: 'upstream_error' }))
    await ended
    assert.deepEqual([text(), endings], ['data: event\n\n', ['upstream_error']])
  })

  it('can be held up, and then holds no more than a little', async () => {
    const bomb = zlib.gzipSync(Buffer.alloc(64 * 1024 * 1024))
    let bytes = 0
    const { reader, ended, endings } = collector()
    const stream = decompressing('gzip', {
      ...reader,
      data: (chunk) => {
        bytes += chunk.length
        if (bytes === chunk.length) stream.pause()
      },
    })
    stream.data(bomb)
    stream.end()
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.ok(bytes > 0 && bytes < 1024 * 1024)
    stream.resume()
    await ended
    assert.equal(bytes, 64 * 1024 * 1024)
    assert.deepEqual(endings, ['end'])
  })

  it('that was given up hands nothing on any more', async () => {
    const { reader, endings, text } = collector()
    const stream = decompressing('gzip', reader)
    stream.data(zlib.gzipSync('text'))
    stream.abort()
    stream.data(zlib.gzipSync('text'))
    stream.fail(new HeadgateError({ code: 'upstream_error' }))
    stream.end()
    await new Promise((resolve) => setTimeout(resolve, 20))
    assert.deepEqual([text(), endings], ['', []])
  })

  it('knows what it can read', () => {
    for (const coding of Object.keys(CODINGS)) assert.ok(canDecompress(coding))
    for (const coding of ['', 'identity', 'zstd', 'gzip, br', 'toString', '__proto__']) {
      assert.ok(!canDecompress(coding))
      assert.throws(() => decompressing(coding, collector().reader), RangeError)
    }
  })
})
