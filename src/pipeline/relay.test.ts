/** How an answer reaches the client: streams event by event and byte for byte, whole answers whole, and every way of breaking off. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Frame, FrameFilter } from '../canonical/index.js'
import { HeadgateError } from '../errors.js'
import { transform } from './decision.js'
import type { Answered } from './exchange.js'
import { Answer, type HouseOptions, house, stage, turn } from './small-house.suite.js'
import type { Stages } from './stage.js'

const json = () => new Answer({ contentType: 'application/json; charset=utf-8' })
const raw = (head: { contentLength?: number } = {}) => new Answer({ contentType: 'audio/mpeg', ...head })
const RAW_ROUTE = { decodes: false } as const

const filteredBy = (...filters: readonly FrameFilter[]): Partial<Stages> => ({
  postflight: [stage('filters', ({ filters: before }: Answered) => transform([...before, ...filters]))],
})

function frameOf(text: string): Frame {
  const bytes = Buffer.from(text)
  return { bytes, event: 'message', data: () => bytes }
}

const passing: FrameFilter = { frame: (frame) => [frame], end: () => [] }

async function served(answer: Answer, options: HouseOptions = {}) {
  const it = house({ answer, ...options })
  await it.serve()
  return it
}

/** An exchange that is under way: the head has gone, and the test plays the provider. */
async function underWay(answer: Answer, options: HouseOptions = {}) {
  const it = house({ answer, ...options })
  const served = it.serve()
  await turn()
  return { ...it, served }
}

const LINE_ENDS = ['\n', '\r\n', '\r'] as const
const eventText = fc
  .record({
    lines: fc.array(
      fc.constantFrom(
        'data: {"a":"é😀"}',
        'data:',
        ': comment',
        'event: ping',
        'id: 7',
        'nonsense',
        'data: {"tokens":5}',
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    lineEnd: fc.constantFrom(...LINE_ENDS),
  })
  .map(({ lines, lineEnd }) => `${lines.join(lineEnd)}${lineEnd}${lineEnd}`)

/** A text and places at which it is cut into chunks. */
const chunked = fc
  .record({
    events: fc.array(eventText, { maxLength: 6 }),
    rest: fc.constantFrom('', 'data: unfin', 'data: é'),
    cuts: fc.array(fc.nat()),
  })
  .map(({ events, rest, cuts }) => {
    const bytes = Buffer.from(events.join('') + rest)
    const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((left, right) => left - right)
    const chunks = [...places, bytes.length].map((place, index) => bytes.subarray(places[index - 1] ?? 0, place))
    return { events, rest, bytes, chunks }
  })

describe('a stream', () => {
  it('reaches the client byte for byte, however it is cut, with and without a filter', async () => {
    await fc.assert(
      fc.asyncProperty(chunked, fc.boolean(), async ({ bytes, chunks }, isFiltered) => {
        const answer = new Answer()
        for (const chunk of chunks) answer.data(chunk)
        const { client, finished } = await served(answer.end(), isFiltered ? { stages: filteredBy(passing) } : {})
        assert.equal(client.body, bytes.toString())
        assert.equal(client.ended, 'end')
        assert.equal(finished[0]?.code, undefined)
      }),
      { numRuns: 300 },
    )
  })

  it('that breaks off gives what was complete, then the error event of the dialect', async () => {
    await fc.assert(
      fc.asyncProperty(chunked, async ({ events, rest, chunks }) => {
        // A line end that may be half of one is told from a whole one by what follows.
        fc.pre(rest !== '' || !events.at(-1)?.endsWith('\r'))
        const answer = new Answer()
        for (const chunk of chunks) answer.data(chunk)
        const { client, finished } = await served(answer.fail())
        const complete = events.join('')
        const shown = client.body.replace(/event: error\ndata: upstream_error\n\n$/, '')
        assert.notEqual(shown, client.body)
        // The LF of a CRLF may come with the next chunk; then it opens an event that is not complete.
        assert.ok(shown === complete || `${shown}\n` === complete)
        assert.equal(finished[0]?.status, 200)
        assert.equal(finished[0]?.code, 'upstream_error')
      }),
      { numRuns: 300 },
    )
  })

  it('sends its head before the first event, and each event as soon as it is complete', async () => {
    const { client, answer, served } = await underWay(new Answer())
    assert.equal(client.status, 200)
    assert.equal(client.header('x-headgate-request-id'), 'exchange-1')
    assert.equal(client.header('content-type'), 'text/event-stream')
    answer.data('data: one\n\ndata: tw')
    assert.equal(client.body, 'data: one\n\n')
    answer.data('o\n\n')
    assert.equal(client.body, 'data: one\n\ndata: two\n\n')
    answer.end()
    await served
  })

  it('keeps the code of the failure', async () => {
    const { client, finished } = await served(new Answer().fail(new HeadgateError({ code: 'upstream_timeout' })))
    assert.equal(client.body, 'event: error\ndata: upstream_timeout\n\n')
    assert.equal(finished[0]?.code, 'upstream_timeout')
  })

  it('ends when one event grows beyond all measure, and the provider is not listened to any longer', async () => {
    const answer = new Answer().data('data: fine\n\n')
    const megabyte = Buffer.alloc(1024 * 1024, 0x61)
    for (let count = 0; count < 40; count++) answer.data(megabyte)
    const { client, finished } = await served(answer)
    assert.equal(client.body, 'data: fine\n\nevent: error\ndata: upstream_error\n\n')
    assert.equal(answer.isAborted, true)
    assert.equal(finished[0]?.code, 'upstream_error')
  })

  it('tells what was used and that the provider reported a failure', async () => {
    const { finished } = await served(new Answer().data('data: {"tokens":5}\n\ndata: {"bad":1}\n\ndata: x\n\n').end())
    assert.equal(finished[0]?.usage.outputTokens, 5)
    assert.equal(finished[0]?.code, 'upstream_error')
    assert.equal(finished[0]?.answerText, undefined)
  })

  it('leaves its text behind only where that was asked for', async () => {
    const events = 'data: a \n\ndata: b\n\n'
    assert.equal(
      (await served(new Answer().data(events).end(), { keepsAnswerText: true })).finished[0]?.answerText,
      'a b',
    )
    assert.equal((await served(new Answer().data(events).end())).finished[0]?.answerText, undefined)
  })
})

describe('a slow client', () => {
  for (const [what, answerOf, options] of [
    ['a stream', () => new Answer(), {}],
    ['an answer that is not read', raw, { route: RAW_ROUTE }],
  ] as const) {
    it(`stops the provider of ${what} until it has caught up`, async () => {
      const { client, answer, served } = await underWay(answerOf(), options)
      answer.data('data: 1\n\n')
      assert.equal(answer.pauses, 0)
      client.isSlow = true
      answer.data('data: 2\n\n').data('data: 3\n\n')
      assert.deepEqual([answer.pauses, answer.resumes], [1, 0])
      client.drain()
      assert.deepEqual([answer.pauses, answer.resumes], [1, 1])
      client.isSlow = true
      answer.data('data: 4\n\n')
      assert.deepEqual([answer.pauses, answer.resumes], [2, 1])
      answer.end()
      await served
      assert.equal(client.body, 'data: 1\n\ndata: 2\n\ndata: 3\n\ndata: 4\n\n')
    })
  }
})

describe('filters', () => {
  const dropping: FrameFilter = { frame: (frame) => (frame.data().includes('drop') ? [] : [frame]), end: () => [] }
  const doubling: FrameFilter = { frame: (frame) => [frame, frame], end: () => [] }

  /** Hands each frame on when the next one has come. */
  function late(): FrameFilter {
    let held: readonly Frame[] = []
    return {
      frame: (frame) => {
        const before = held
        held = [frame]
        return before
      },
      end: () => held,
    }
  }

  it('drop, replace and multiply events; one passes its frames to the next', async () => {
    const replacing: FrameFilter = { frame: () => [frameOf('data: new\n\n')], end: () => [] }
    const events = 'data: a\n\ndata: drop\n\n'
    const bodyWith = async (...filters: FrameFilter[]) =>
      (await served(new Answer().data(events).end(), { stages: filteredBy(...filters) })).client.body
    assert.equal(await bodyWith(dropping), 'data: a\n\n')
    assert.equal(await bodyWith(dropping, doubling), 'data: a\n\ndata: a\n\n')
    assert.equal(await bodyWith(doubling, dropping, replacing), 'data: new\n\ndata: new\n\n')
  })

  it('hold back, and what they held comes at the end, through those after them', async () => {
    const { client, answer, served } = await underWay(new Answer(), { stages: filteredBy(late(), late(), doubling) })
    answer.data('data: 1\n\ndata: 2\n\n')
    assert.equal(client.body, '')
    answer.data('data: 3\n\n')
    assert.equal(client.body, 'data: 1\n\ndata: 1\n\n')
    answer.end()
    await served
    assert.equal(client.body, [1, 1, 2, 2, 3, 3].map((number) => `data: ${number}\n\n`).join(''))
  })

  it('give nothing back when the stream broke off', async () => {
    const { client } = await served(new Answer().data('data: 1\n\ndata: 2\n\n').fail(), { stages: filteredBy(late()) })
    assert.equal(client.body, 'data: 1\n\nevent: error\ndata: upstream_error\n\n')
  })

  it('are not asked about what they say at the end themselves', async () => {
    const once: FrameFilter = { frame: () => [], end: () => [frameOf('data: in the end\n\n')] }
    const { client } = await served(new Answer().data('data: 1\n\n').end(), { stages: filteredBy(once) })
    assert.equal(client.body, 'data: in the end\n\n')
  })

  it('that say more after an event without its blank line do not run into it', async () => {
    const closing: FrameFilter = { frame: (frame) => [frame], end: () => [frameOf('data: more\n\n')] }
    const { client } = await served(new Answer().data('data: last').end(), { stages: filteredBy(closing) })
    assert.equal(client.body, 'data: last\n\ndata: more\n\n')
  })

  it('get a whole answer as one frame, and its length is that of what they made of it', async () => {
    const seen: string[] = []
    const longer: FrameFilter = {
      frame: (frame) => {
        seen.push(`${frame.event} ${frame.data()}`)
        return [frameOf('{"longer":true}')]
      },
      end: () => [],
    }
    const { client } = await served(json().data('{"sh').data('ort":1}').end(), { stages: filteredBy(longer) })
    assert.deepEqual(seen, ['body {"short":1}'])
    assert.equal(client.body, '{"longer":true}')
    assert.equal(client.header('content-length'), '15')
  })

  it('see the answer to a request that was decoded, whatever the provider calls it', async () => {
    for (const contentType of ['', 'text/plain', 'text/html', 'application/octet-stream']) {
      const answer = new Answer({ contentType }).data('drop me').end()
      const { client } = await served(answer, { stages: filteredBy(dropping) })
      assert.equal(client.body, '', contentType)
    }
  })
})

describe('an answer that is not streamed', () => {
  it('is sent whole, with its length', async () => {
    const { client, answer, served, finished } = await underWay(json())
    answer.data('{"tok').data('ens":5}')
    assert.equal(client.status, undefined)
    answer.end()
    await served
    assert.equal(client.status, 200)
    assert.equal(client.body, '{"tokens":5}')
    assert.equal(client.header('content-length'), '12')
    assert.equal(finished[0]?.usage.outputTokens, 5)
  })

  it('may be empty', async () => {
    const { client } = await served(new Answer({ contentType: '', status: 204 }).end())
    assert.deepEqual([client.status, client.body], [204, ''])
  })

  it('keeps the provider’s own error', async () => {
    const { client, finished } = await served(
      new Answer({ contentType: 'application/json', status: 429 }).data('{"bad":1}').end(),
    )
    assert.deepEqual([client.status, client.body], [429, '{"bad":1}'])
    assert.deepEqual([finished[0]?.status, finished[0]?.code], [429, 'upstream_error'])
  })

  it('is refused with 502 when it breaks off', async () => {
    const { client, finished } = await served(json().data('{"half').fail())
    assert.equal(client.status, 502)
    assert.equal(client.code, 'upstream_error')
    assert.deepEqual([finished[0]?.status, finished[0]?.code], [502, 'upstream_error'])
  })

  it('is refused when it is too large to be collected, and no longer listened to', async () => {
    const answer = json()
    const chunk = Buffer.alloc(16 * 1024 * 1024)
    for (let count = 0; count < 9; count++) answer.data(chunk)
    const { client } = await served(answer)
    assert.equal(client.status, 502)
    assert.equal(client.code, 'upstream_error')
    assert.equal(answer.isAborted, true)
  })
})

describe('an answer that is not read', () => {
  it('goes on chunk by chunk, with the length that the provider gave', async () => {
    const { client, answer, served } = await underWay(raw({ contentLength: 6 }), { route: RAW_ROUTE })
    assert.equal(client.header('content-length'), '6')
    answer.data('abc')
    assert.equal(client.body, 'abc')
    answer.data('def').end()
    await served
    assert.equal(client.body, 'abcdef')
    assert.equal(client.ended, 'end')
  })

  it('without a length has none, and a stream among them is not cut into events', async () => {
    const { client, answer, served } = await underWay(new Answer(), { route: RAW_ROUTE })
    assert.equal(client.header('content-length'), undefined)
    answer.data('data: ha')
    assert.equal(client.body, 'data: ha')
    answer.end()
    await served
  })

  it('that breaks off breaks the client’s connection', async () => {
    const { client, finished } = await served(raw().data('abc').fail(), { route: RAW_ROUTE })
    assert.equal(client.body, 'abc')
    assert.equal(client.ended, 'abort')
    assert.deepEqual([finished[0]?.status, finished[0]?.code], [200, 'upstream_error'])
  })
})

describe('a client’s end of the line that fails', () => {
  /** Makes one method of the client throw. */
  async function broken(method: 'head' | 'write' | 'end', answer: Answer, options: HouseOptions = {}) {
    const it = house({ answer, ...options })
    const works = it.client[method].bind(it.client)
    let calls = 0
    Object.assign(it.client, {
      [method]: (...values: Parameters<typeof works>) => {
        if (calls++ === 0) throw new TypeError('not today')
        return Reflect.apply(works, it.client, values)
      },
    })
    await it.serve()
    return it
  }

  const answers: readonly (readonly [string, () => Answer, HouseOptions])[] = [
    ['stream', () => new Answer().data('data: 1\n\n').end(), {}],
    ['whole', () => json().data('{}').end(), {}],
    ['raw', () => raw().data('abc').end(), { route: RAW_ROUTE }],
  ]
  for (const [what, answerOf, options] of answers) {
    for (const method of ['head', 'write', 'end'] as const) {
      it(`at ${method} of a ${what} answer is a fault, and the exchange ends all the same`, async () => {
        const { finished, faults, answer, client } = await broken(method, answerOf(), options)
        const fails = finished[0]?.code === 'stage_fault'
        assert.equal(finished.length, 1)
        assert.ok(client.ended !== undefined)
        assert.equal(fails, true)
        assert.equal(answer.isAborted, true)
        assert.match(faults[0] ?? '', /^answer failed: TypeError/)
        if (method === 'head') assert.deepEqual([client.status, client.code], [500, 'stage_fault'])
      })
    }
  }
})
