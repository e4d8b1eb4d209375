/** One exchange through the rings: what each decision does in each ring, what faults mean, and that every debt is settled once. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Frame, FrameFilter } from '../canonical/index.js'
import { HeadgateError } from '../errors.js'
import { allow, type Decision, deny, respond, transform } from './decision.js'
import type { Answered, Decoded, Finished } from './exchange.js'
import { ALICE, Answer, Debts, type HouseOptions, house, owing, stage, turn } from './small-house.suite.js'
import type { BackgroundStage, Stage, Stages } from './stage.js'

const SECRET = 'sk-planted-7f3a'
const LOCAL = { status: 203, headers: ['x-local', '1'], body: Buffer.from('from a stage') }

const keepsAll: FrameFilter = { frame: (frame) => [frame], end: () => [] }

/** Prefixes the data of each frame, so that the order of filters can be read off the answer. */
function marking(mark: string): FrameFilter {
  const marked = (frame: Frame) => {
    const data = Buffer.from(`${mark}${frame.data()}`)
    return { bytes: Buffer.from(`data: ${data}\n\n`), event: frame.event, data: () => data }
  }
  return { frame: (frame) => [marked(frame)], end: () => [] }
}

/** Serves one exchange whose provider answers at once with one event. */
async function served(options: HouseOptions = {}) {
  const answer = new Answer().data('data: hi\n\n').end()
  const it = house({ answer, ...options })
  await it.serve()
  return { ...it, answer }
}

/** The ring's stages replaced by one whose decision is given. */
type RingName = Exclude<keyof Stages, 'background'>
const RINGS: readonly RingName[] = ['ingress', 'preflight', 'routing', 'postflight']
const fixed = (
  ring: RingName,
  decide: () => Decision<never> | Promise<Decision<never>>,
  onFault: 'deny' | 'allow',
) => ({
  [ring]: [stage(`in-${ring}`, decide, onFault)],
})

describe('the four decisions', () => {
  for (const ring of RINGS) {
    for (const isAsync of [false, true]) {
      const how = isAsync ? 'in a promise' : 'at once'
      const deciding = (decision: Decision<never>) =>
        served({ stages: fixed(ring, () => (isAsync ? turn().then(() => decision) : decision), 'deny') })

      it(`${ring} denies ${how}`, async () => {
        const { client, answer, finished } = await deciding(deny('rate_limited', { retryAfterSeconds: 7 }))
        assert.equal(client.status, 429)
        assert.equal(client.code, 'rate_limited')
        assert.equal(client.header('retry-after'), '7')
        assert.equal(client.header('x-headgate-request-id'), 'exchange-1')
        assert.equal(finished[0]?.code, 'rate_limited')
        assert.equal(finished[0]?.status, 429)
        assert.equal(answer.isAborted, ring === 'postflight')
      })

      it(`${ring} responds ${how}`, async () => {
        const { client, answer, sent, finished } = await deciding(respond(LOCAL))
        assert.equal(client.status, 203)
        assert.equal(client.body, 'from a stage')
        assert.equal(client.header('x-local'), '1')
        assert.equal(client.header('x-headgate-request-id'), 'exchange-1')
        assert.equal(finished[0]?.status, 203)
        assert.equal(finished[0]?.code, undefined)
        assert.equal(sent.length, ring === 'postflight' ? 1 : 0)
        assert.equal(answer.isAborted, ring === 'postflight')
      })
    }
  }

  it('silence means: nobody is admitted, the request as it came, nobody to send it to, the answer as it came', async () => {
    const silent = (ring: RingName) => served({ stages: fixed(ring, () => allow(), 'deny') })
    assert.equal((await silent('ingress')).client.code, 'unauthenticated')
    assert.equal((await silent('routing')).client.code, 'no_route')
    const preflight = await silent('preflight')
    assert.equal(preflight.sent[0]?.request.encode().toString(), '{"a":"hello"}')
    assert.equal((await silent('postflight')).client.body, 'data: hi\n\n')
  })

  it('without any stage nothing passes', async () => {
    assert.equal((await served({ stages: { ingress: [] } })).client.code, 'unauthenticated')
    assert.equal((await served({ stages: { routing: [] } })).client.code, 'no_route')
  })

  it('ingress may change the principal, routing the candidates, postflight the filters', async () => {
    const { client, sent, finished } = await served({
      stages: {
        ingress: [stage('who', () => transform({ ...ALICE, name: 'bob' }))],
        routing: [stage('where', () => transform([{ provider: 'first' }, { provider: 'second' }]))],
        postflight: [stage('guard', ({ filters }: Answered) => transform([...filters, marking('guarded ')]))],
      },
    })
    assert.equal(sent[0]?.principal.name, 'bob')
    assert.deepEqual(sent[0]?.candidates, [{ provider: 'first' }, { provider: 'second' }])
    assert.equal(finished[0]?.principal?.name, 'bob')
    assert.equal(client.body, 'data: guarded hi\n\n')
  })

  it('a second stage that edits the request sees the edit of the first', async () => {
    const append = (word: string) =>
      stage(`append-${word}`, ({ request }: Decoded) => {
        const edits = request.segments().map((segment) => [segment, `${request.text(segment)} ${word}`] as const)
        return transform(request.withText(new Map(edits)))
      })
    const { sent, finished } = await served({ stages: { preflight: [append('one'), append('two')] } })
    assert.equal(sent[0]?.request.encode().toString(), '{"a":"hello one two"}')
    assert.equal(finished[0]?.request?.encode().toString(), '{"a":"hello one two"}')
  })

  for (const ring of RINGS) {
    for (const isAsync of [false, true]) {
      it(`${ring} asks every stage in turn, ${isAsync ? 'also after one that took its time' : 'those that decide at once'}`, async () => {
        const asked: string[] = []
        const passing = (name: string) =>
          stage(name, async () => {
            await turn()
            asked.push(name)
            return allow()
          })
        const quick = (name: string) =>
          stage(name, () => {
            asked.push(name)
            return allow()
          })
        const kind = isAsync ? passing : quick
        const no = stage('no', () => deny('forbidden'))
        const { client, finished } = await served({
          stages: { [ring]: [kind('one'), kind('two'), quick('three'), no] },
        })
        assert.deepEqual(asked, ['one', 'two', 'three'])
        assert.equal(client.code, 'forbidden')
        const inRing = finished[0]?.decisions.slice(-4).map((made) => `${made.stage} ${made.decision}`)
        assert.deepEqual(inRing, ['one allow', 'two allow', 'three allow', 'no deny'])
      })
    }
  }

  it('a later stage is not asked once one has ended the exchange, nor is a later ring', async () => {
    const asked: string[] = []
    const ask = (name: string) =>
      stage(name, () => {
        asked.push(name)
        return allow()
      })
    const stages = { preflight: [stage('no', () => deny('forbidden')), ask('next')], routing: [ask('later')] }
    await served({ stages })
    assert.deepEqual(asked, [])
  })

  it('an operator path is unknown to whoever is known, and closed to everybody else', async () => {
    const route = { surface: 'protected' } as const
    assert.equal((await served({ route })).client.code, 'not_found')
    assert.equal((await served({ route, stages: { ingress: [] } })).client.code, 'unauthenticated')
  })

  it('reads no body before the caller is known', async () => {
    let reads = 0
    const readBody = async () => {
      reads++
      return Buffer.from('{}')
    }
    await served({ readBody, stages: { ingress: [] } })
    await served({ readBody, route: { surface: 'protected' } })
    assert.equal(reads, 0)
    await served({ readBody })
    assert.equal(reads, 1)
  })
})

describe('faults', () => {
  const throws = () => {
    throw new Error(`cannot cope with ${SECRET}`)
  }
  const rejects = async () => throws()

  for (const ring of RINGS) {
    for (const [how, decide] of [
      ['throws', throws],
      ['rejects', rejects],
    ] as const) {
      it(`a stage of ${ring} that ${how} denies where it protects`, async () => {
        const { client, faults, finished } = await served({ stages: fixed(ring, decide, 'deny') })
        assert.equal(client.status, 500)
        assert.equal(client.code, 'stage_fault')
        assert.equal(finished[0]?.code, 'stage_fault')
        assert.equal(faults.length, 1)
        assert.match(faults[0] ?? '', new RegExp(`^in-${ring} failed: Error at `))
      })

      it(`a stage of ${ring} that ${how} counts as silent where its folder says so`, async () => {
        const { client, faults } = await served({ stages: fixed(ring, decide, 'allow') })
        const codes = { ingress: 401, preflight: 200, routing: 503, postflight: 200 }
        assert.equal(client.status, codes[ring])
        assert.equal(faults.length, 1)
      })
    }
  }

  it('a settle or a background stage that fails changes nothing for anybody else', async () => {
    const debts = new Debts()
    const told: string[] = []
    const failing: BackgroundStage = { name: 'bad-news', finished: rejects }
    const { client, faults, finished } = await served({
      stages: {
        preflight: [owing('first', debts), stage('broken', () => allow({ settle: throws })), owing('last', debts)],
        background: [
          { name: 'worse-news', finished: throws },
          failing,
          { name: 'news', finished: ({ id }) => void told.push(id) },
        ],
      },
    })
    assert.equal(client.status, 200)
    assert.deepEqual(debts.settled, ['last 200', 'first 200'])
    assert.deepEqual(told, ['exchange-1'])
    assert.equal(finished.length, 1)
    assert.deepEqual(
      faults.map((fault) => fault.split(' ')[0]),
      ['broken', 'worse-news', 'bad-news'],
    )
  })

  it('a listener that fails is a fault, and the background is told all the same', async () => {
    const told: string[] = []
    const background = [{ name: 'news', finished: ({ id }: Finished) => void told.push(id) }]
    const { faults } = await served({ onFinished: throws, stages: { background } })
    assert.match(faults[0] ?? '', /^pipeline failed/)
    assert.deepEqual(told, ['exchange-1'])
  })

  for (const onFault of ['deny', 'allow'] as const) {
    it(`a response follow-up that throws ${onFault === 'deny' ? 'refuses the answer' : 'leaves the answer as it is'}`, async () => {
      const { client, answer, faults } = await served({
        stages: { preflight: [stage('unmask', () => allow({ response: throws }), onFault)] },
      })
      assert.equal(client.status, onFault === 'deny' ? 500 : 200)
      assert.equal(answer.isAborted, onFault === 'deny')
      assert.match(faults[0] ?? '', /^unmask failed/)
    })
  }

  it('a filter that throws in mid-stream ends the stream with an error event, after what went before', async () => {
    const frame: FrameFilter['frame'] = (each) => (each.bytes.includes('bad') ? throws() : [each])
    const broken: FrameFilter = { frame, end: () => [] }
    const answer = new Answer().data('data: good\n\ndata: bad\n\ndata: more\n\n')
    const { client, faults, finished } = await served({
      answer,
      stages: { postflight: [stage('guard', () => transform([broken]))] },
    })
    assert.equal(client.body, 'data: good\n\nevent: error\ndata: stage_fault\n\n')
    assert.equal(answer.isAborted, true)
    assert.equal(finished[0]?.code, 'stage_fault')
    assert.match(faults[0] ?? '', /^answer failed: Error/)
  })

  it('a filter that throws at the end does so too, and on a whole answer it is a clean refusal', async () => {
    const broken: FrameFilter = { frame: (frame) => [frame], end: throws }
    const stages = { postflight: [stage('guard', () => transform([broken]))] }
    const streamed = await served({ stages })
    assert.equal(streamed.client.body, 'data: hi\n\nevent: error\ndata: stage_fault\n\n')
    const whole = await served({ stages, answer: new Answer({ contentType: 'application/json' }).data('{}').end() })
    assert.equal(whole.client.status, 500)
    assert.equal(whole.client.code, 'stage_fault')
  })

  it('tells of no fault what its message said', async () => {
    const sources: Partial<Stages>[] = RINGS.map((ring) => fixed(ring, throws, 'deny'))
    const more = [
      ...sources.map((stages) => ({ stages })),
      { readBody: rejects },
      { forward: rejects },
      { onFinished: throws },
      { stages: { preflight: [stage('s', () => allow({ settle: rejects, response: throws }))] } },
      { stages: { background: [{ name: 'b', finished: rejects }] } },
    ]
    for (const options of more) {
      const { faults, client, finished } = await served(options)
      assert.ok(faults.length > 0)
      assert.doesNotMatch(faults.join('\n'), new RegExp(SECRET))
      assert.doesNotMatch(client.body, new RegExp(SECRET))
      assert.doesNotMatch(finished[0]?.json ?? SECRET, new RegExp(SECRET))
    }
  })
})

describe('refusals that come as exceptions', () => {
  const refused = async () => {
    throw new HeadgateError({ code: 'payload_too_large', detail: 'The limit is 3 bytes.' })
  }

  it('a body that cannot be read, a request that cannot be decoded, a provider that failed', async () => {
    assert.equal((await served({ readBody: refused })).client.code, 'payload_too_large')
    assert.equal((await served({ forward: refused })).client.code, 'payload_too_large')
    const { client, faults } = await served({ readBody: refused })
    assert.equal(client.status, 413)
    assert.deepEqual(faults, [])
  })

  it('records the calls that failed', async () => {
    const { finished } = await served({
      forward: async (_routed, record) => {
        record({ provider: 'first', code: 'upstream_error', sent: false, ms: 1 })
        record({ provider: 'second', code: 'upstream_timeout', sent: true, ms: 2 })
        throw new HeadgateError({ code: 'upstream_timeout' })
      },
    })
    assert.equal(finished[0]?.provider, 'second')
    assert.equal(finished[0]?.code, 'upstream_timeout')
    assert.deepEqual(
      finished[0]?.attempts.map(({ provider, code }) => [provider, code]),
      [
        ['first', 'upstream_error'],
        ['second', 'upstream_timeout'],
      ],
    )
  })

  it('an exchange that is refused at the door is answered, written down and told to the background', async () => {
    const told: string[] = []
    const it = house({ stages: { background: [{ name: 'news', finished: ({ code }) => void told.push(code ?? '') }] } })
    await it.refuse()
    assert.equal(it.client.status, 503)
    assert.equal(it.client.header('retry-after'), '1')
    assert.deepEqual(told, ['draining'])
    assert.equal(it.finished.length, 1)
    assert.deepEqual(it.sent, [])
  })
})

describe('follow-ups', () => {
  it('run on the answer last in, first out, after the filters of the way back', async () => {
    const answering = (name: string) => stage(name, () => allow({ response: () => marking(`${name} `) }))
    const { client } = await served({
      answerFilter: marking('encoding '),
      stages: {
        preflight: [answering('one'), stage('none', () => allow({ response: () => undefined })), answering('two')],
        postflight: [stage('guard', ({ filters }: Answered) => transform([...filters, marking('guard ')]))],
      },
    })
    assert.equal(client.body, 'data: one two guard encoding hi\n\n')
  })

  it('see the answer that they are about', async () => {
    let seen: Answered | undefined
    const look = (answered: Answered) => {
      seen = answered
      return undefined
    }
    await served({ stages: { preflight: [stage('look', () => allow({ response: look }))] } })
    assert.equal(seen?.provider, 'p')
    assert.equal(seen?.status, 200)
    assert.equal(seen?.stream, true)
  })

  it('settle last in, first out, each before the exchange is reported', async () => {
    const debts = new Debts()
    const before: number[] = []
    await served({
      stages: { preflight: [owing('one', debts), owing('two', debts)], postflight: [owing('three', debts)] },
      onFinished: () => before.push(debts.settled.length),
    })
    assert.deepEqual(debts.settled, ['three 200', 'two 200', 'one 200'])
    assert.deepEqual(before, [3])
  })
})

describe('a client that leaves', () => {
  /** Leaves while `where` is pending, and lets that end only afterwards. */
  async function leavingDuring(where: RingName | 'body' | 'forward') {
    const debts = new Debts()
    let letGo: () => void = () => {}
    const gate = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const pending = stage('pending', async () => {
      await gate
      return where === 'ingress' ? transform(ALICE, debts.owe('late')) : allow(debts.owe('late'))
    })
    const answer = new Answer()
    const it = house({
      answer,
      stages: where === 'body' || where === 'forward' ? {} : { [where]: [pending] },
      ...(where === 'body' ? { readBody: () => gate.then(() => Buffer.from('{}')) } : {}),
      ...(where === 'forward' ? { forward: () => gate.then(() => ({ provider: 'p', answer })) } : {}),
    })
    const served = it.serve()
    await turn()
    it.leave()
    letGo()
    await served
    return { ...it, debts }
  }

  for (const where of [...RINGS, 'body', 'forward'] as const) {
    it(`while ${where} is pending is sent nothing, and what was owed is settled`, async () => {
      const { client, answer, finished, sent, debts } = await leavingDuring(where)
      assert.equal(client.status, undefined)
      assert.equal(client.ended, 'abort')
      assert.equal(finished[0]?.status, 499)
      assert.equal(finished[0]?.code, 'client_closed')
      assert.deepEqual(debts.settled, debts.count === 0 ? [] : ['late 499 client_closed'])
      assert.equal(sent.length, ['postflight', 'forward'].includes(where) ? 1 : 0)
      if (sent.length > 0) assert.equal(answer.isAborted, true)
    })
  }

  it('and is refused at the same time has left', async () => {
    const it = house({ stages: { preflight: [stage('no', () => deny('forbidden'))] } })
    it.leave()
    await it.serve()
    assert.equal(it.client.ended, 'abort')
    assert.equal(it.finished[0]?.status, 499)
  })

  it('in mid-stream ends the call, with what was used so far', async () => {
    const it = house({ answer: new Answer().data('data: {"tokens":7}\n\n') })
    const served = it.serve()
    await turn()
    it.leave()
    await served
    assert.equal(it.answer.isAborted, true)
    assert.equal(it.client.ended, 'abort')
    assert.equal(it.finished[0]?.status, 499)
    assert.equal(it.finished[0]?.usage.outputTokens, 7)
  })

  it('after the last byte changes nothing', async () => {
    const it = await served()
    it.leave()
    assert.equal(it.client.ended, 'end')
    assert.equal(it.answer.isAborted, false)
  })
})

describe('time', () => {
  /** A clock that moves with each look at it. */
  const ticking = () => {
    let looks = 0
    return () => looks++
  }

  it('waiting for the body and for the provider is not the gateway’s own', async () => {
    const { finished } = await served({ nowMs: ticking() })
    const { total, gateway, upstream, firstByte } = finished[0]?.timings ?? assert.fail()
    assert.ok(upstream > 0 && gateway > 0 && firstByte !== undefined && firstByte < total)
    assert.ok(gateway + upstream < total)
  })

  it('ends with the last byte: what is settled afterwards keeps nobody waiting', async () => {
    let nowMs = 0
    const settle = () => {
      nowMs += 1_000
    }
    const { finished } = await served({
      nowMs: () => nowMs,
      stages: { preflight: [stage('slow', () => allow({ settle }))] },
    })
    assert.equal(finished[0]?.timings.total, 0)
  })

  it('neither is waiting for a body that never came whole', async () => {
    const failing = async () => {
      throw new HeadgateError({ code: 'client_timeout' })
    }
    const { finished } = await served({ nowMs: ticking(), readBody: failing })
    const { total, gateway, upstream } = finished[0]?.timings ?? assert.fail()
    assert.equal(upstream, 0)
    assert.ok(gateway < total)
  })
})

describe('settlement, whatever happens', () => {
  const ENDINGS = [
    'answered',
    'whole',
    'breaks off',
    'forward fails',
    'forward throws',
    'body fails',
    'client leaves first',
    'client leaves in mid-stream',
    'client leaves while a stage is pending',
  ] as const
  type Ending = (typeof ENDINGS)[number]
  const MOVES = [
    'allow',
    'owe',
    'transform',
    'deny',
    'respond',
    'throw',
    'reject',
    'bad settle',
    'bad response',
    'filter',
  ] as const

  const OWES = /^admit$|-(owe|transform|bad settle|bad response|filter)$/

  /** A stage that makes one of the moves, and whatever it owes is counted. */
  function moving(
    spec: { ring: RingName; move: (typeof MOVES)[number]; isAsync: boolean; isLax: boolean },
    debts: Debts,
  ) {
    const name = `${spec.ring}-${spec.move}`
    const value = { ingress: ALICE, preflight: undefined, routing: [{ provider: 'p' }], postflight: [keepsAll] }[
      spec.ring
    ]
    const decide = (input: unknown): Decision<unknown> => {
      const request = typeof input === 'object' && input !== null && 'request' in input ? input.request : undefined
      const pass = (followUp = debts.owe(name)) => transform(value ?? request, followUp)
      switch (spec.move) {
        case 'allow':
          return allow()
        case 'owe':
          return allow(debts.owe(name))
        case 'deny':
          return deny('forbidden')
        case 'respond':
          return respond(LOCAL)
        case 'throw':
        case 'reject':
          throw new Error(SECRET)
        case 'bad settle': {
          const { settle } = debts.owe(name)
          return pass({
            settle: async (outcome) => {
              await settle?.(outcome)
              throw new Error(SECRET)
            },
          })
        }
        case 'bad response':
          return pass(
            debts.owe(name, {
              response: () => {
                throw new Error(SECRET)
              },
            }),
          )
        case 'filter':
          return pass(debts.owe(name, { response: () => keepsAll }))
        case 'transform':
          return pass()
      }
    }
    const late = async (input: unknown) => {
      await turn()
      return decide(input)
    }
    const isLate = spec.isAsync || spec.move === 'reject'
    return stage<unknown, never>(
      name,
      (input) => unchecked(isLate ? late(input) : decide(input)),
      spec.isLax ? 'allow' : 'deny',
    )
  }

  /** What each ring's transform carries is made above to fit that ring. */
  function unchecked(decision: unknown): Decision<never> | Promise<Decision<never>> {
    return isDecision(decision) ? decision : assert.fail()
  }

  function isDecision(value: unknown): value is Decision<never> | Promise<Decision<never>> {
    return typeof value === 'object' && value !== null
  }

  function optionsFor(ending: Ending): HouseOptions & { answer: Answer } {
    const fails = async () => {
      throw new HeadgateError({ code: 'upstream_error' })
    }
    const stream = new Answer().data('data: {"tokens":3}\n\ndata: rest')
    switch (ending) {
      case 'whole':
        return { answer: new Answer({ contentType: 'application/json' }).data('{"tokens":3}').end() }
      case 'breaks off':
        return { answer: stream.fail() }
      case 'forward fails':
        return { answer: stream, forward: fails }
      case 'forward throws':
        return { answer: stream, forward: () => Promise.reject(new Error(SECRET)) }
      case 'body fails':
        return { answer: stream, readBody: fails }
      case 'client leaves in mid-stream':
        return { answer: stream }
      default:
        return { answer: stream.end() }
    }
  }

  const spec = fc.record({
    ring: fc.constantFrom(...RINGS),
    move: fc.constantFrom(...MOVES),
    isAsync: fc.boolean(),
    isLax: fc.boolean(),
  })

  it('each debt once, in turn and with one outcome; one report; one end for the client', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(spec, { maxLength: 8 }), fc.constantFrom(...ENDINGS), async (specs, ending) => {
        const debts = new Debts()
        const told: Finished[] = []
        const inRing = (ring: RingName) => specs.filter((each) => each.ring === ring).map((each) => moving(each, debts))
        const admit: Stage<unknown, typeof ALICE> = stage('admit', () => transform(ALICE, debts.owe('admit')))
        const there: Stage<unknown, { provider: string }[]> = stage('there', () => transform([{ provider: 'p' }]))
        const it = house({
          ...optionsFor(ending),
          stages: {
            ingress: [admit, ...inRing('ingress')],
            preflight: inRing('preflight'),
            routing: [there, ...inRing('routing')],
            postflight: inRing('postflight'),
            background: [{ name: 'news', finished: (finished) => void told.push(finished) }],
          },
        })
        if (ending === 'client leaves first') it.leave()
        const served = it.serve()
        if (ending === 'client leaves while a stage is pending') it.leave()
        if (ending === 'client leaves in mid-stream') {
          // Each stage that decides late takes a turn.
          for (let turns = 0; turns <= specs.length; turns++) await turn()
          it.leave()
        }
        await served

        const [finished] = it.finished
        assert.ok(finished !== undefined && it.finished.length === 1)
        assert.deepEqual(told, it.finished)
        assert.equal(debts.settled.length, debts.count)
        const outcome = `${finished.status}${finished.code === undefined ? '' : ` ${finished.code}`}`
        const owed = finished.decisions
          .filter(({ stage: name, decision }) => decision !== 'deny' && decision !== 'respond' && OWES.test(name))
          .map(({ stage: name }) => `${name} ${outcome}`)
        assert.deepEqual(debts.settled, owed.reverse())
        assert.ok(it.client.ended !== undefined)
        assert.doesNotMatch(it.faults.join(), new RegExp(SECRET))
      }),
      { numRuns: 600 },
    )
  })
})
