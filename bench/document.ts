/** Writes docs/benchmarks.md from kept results, so that every figure in it comes from a run. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CONVERSATIONS, TURN_BYTES, WINDOW_TURNS } from './agent-session.js'
import { judge } from './aims.js'
import { OPEN_STREAMS, RATES_PER_SECOND, SATURATION_CONNECTIONS, STREAMS_SIZE } from './comparison.js'
import type { Result, ResultOf } from './results.js'
import {
  absentLines,
  caseTables,
  failureTable,
  machineLine,
  memoryTable,
  soakTable,
  streamTable,
  table,
  turnTable,
} from './tables.js'
import { PACED_INTERVAL_MS, STREAM_CHUNKS } from './traffic/answers.js'

const FILE = new URL('../../docs/benchmarks.md', import.meta.url)

/** Takes the newest result of each kind, newest first in the list; writes nothing before there is a comparison. */
export function writeDocument(results: readonly Result[]): string | undefined {
  const text = documentOf(results)
  if (text === undefined) return undefined
  writeFileSync(FILE, text)
  return fileURLToPath(FILE)
}

export function documentOf(results: readonly Result[]): string | undefined {
  const standard = results.find((result) => result.kind === 'standard')
  const soak = results.find((result) => result.kind === 'soak')
  const httpLayer = results.find((result) => result.kind === 'http-layer')
  if (standard === undefined) return undefined
  const sections = [
    INTRODUCTION,
    section('The aims', aimsTable(standard, soak)),
    section('Requests', comparisonOf(standard)),
    section(`First byte while ${OPEN_STREAMS} streams run`, STREAMS_TEXT, streamTable(standard.comparison.streams)),
    section('An agent session', SESSION_TEXT, turnTable(standard.turns)),
    section('Memory', MEMORY_TEXT, memoryTable(standard.comparison), ...(soak === undefined ? [] : soakSection(soak))),
    ...(httpLayer === undefined ? [] : [httpLayerSection(httpLayer)]),
    section('How it is measured', METHOD),
    section('Repeat it', REPEAT),
  ]
  return `${sections.join('\n\n')}\n`
}

const INTRODUCTION = `# Benchmarks

Written by \`npm run bench\` from the files in \`bench/results/\`; do not edit. Times belong to the machine that they were
measured on; ratios carry over better.`

const STREAMS_TEXT = `${OPEN_STREAMS} streams are open at all times, each of ${STREAM_CHUNKS} chunks with ${PACED_INTERVAL_MS} ms between them, for bodies of ${STREAMS_SIZE.replace('kb', ' KB')}. "Added" is
beyond what \`direct\` needed in the same round.`

const SESSION_TEXT = `A conversation grows by ${TURN_BYTES / 1024} KB a turn to 400 KB and is sent whole on every turn, as agents do. ${CONVERSATIONS} run side by side; a figure is the mean
of the ${WINDOW_TURNS} turns around that size.`

const MEMORY_TEXT = 'What the processes held when the comparison above was over.'

const METHOD = `Everything runs on loopback: a mock upstream and a load generator on raw sockets, in processes of their own, and the targets, which are all up
during the whole run and pinned to a core that the others leave alone. After a warm-up, in each round every target is measured in every case, one after the other, in an
order that moves on from round to round. Figures are medians of the rounds; a ratio is taken within each round, then its median. p50 and p99 are over all
requests of all rounds.

- **Requests** are OpenAI chat completions shaped like an agent's: a system prompt, tools, turns of tool calls with results that hold quotes, escapes and some
  characters beyond ASCII, under the headers that the official SDK sends. Each carries a serial number, so no two are alike. They ask for \`include_usage\`, as agents do.
- **Streamed** answers have ${STREAM_CHUNKS} chunks, sent as fast as they go, ten to a write. Every answer's status and length are checked.
- **CPU** is the time that the kernel gave to all threads of the target, user and system, per request, in a closed loop of ${SATURATION_CONNECTIONS} connections. Work that the kernel does
  for sockets in interrupts is charged to whoever runs at that moment.
- **Requests per second** come from the same loop. "≥" marks a target whose core was less than 90 % busy with it: there something else was the limit, as a rule the
  load generator and the mock upstream, which share one core on a machine of two.
- **p50, p99** are taken at a fixed rate (${RATES_PER_SECOND['1kb']} a second for 1 KB and 20 KB, ${RATES_PER_SECOND['200kb']} for 200 KB) that does not wait for answers.

| target | what it is |
|---|---|
| \`direct\` | no proxy |
| \`yardstick\` | \`node:http\` in, undici's \`dispatch\` out, pooled keep-alive; collects the body, sends it on, writes head and first bytes of the answer together. It checks, logs and limits nothing |
| \`undici-request\` | the same with undici's \`request\`; at saturation only |
| \`nginx\` | one worker, keep-alive on both sides, \`proxy_buffering off\`, no access log |
| \`portkey\` | \`@portkey-ai/gateway\` 1.15.2 from npm, as it starts by default, but with \`@hono/node-server\` held at 1.13.8, because later ones break its streams; in every second round |
| \`headgate\` | \`headgate proxy\` with a gateway credential, the log file and the state folder: everything on that it has |`

const REPEAT = `\`\`\`
npm run bench                      # the comparison and the agent session; eight to nine minutes
npm run bench -- --soak            # 200,000 requests
npm run bench -- --http-layer      # three ways to send a request on
npm run bench -- --quick           # a minute, to look at; keeps nothing
\`\`\`

It needs Linux, and nothing else to be busy on the machine.`

function section(title: string, ...paragraphs: readonly string[]): string {
  return [`## ${title}`, ...paragraphs.filter(Boolean)].join('\n\n')
}

function aimsTable(standard: ResultOf<'standard'>, soak: ResultOf<'soak'> | undefined): string {
  const rows = judge(standard, soak).map(({ aim, measured, isMet }) => [
    aim,
    measured,
    isMet === undefined ? '–' : isMet ? 'met' : '**missed**',
  ])
  return table(['aim', 'measured', ''], rows)
}

function comparisonOf({ comparison, machine, failures }: ResultOf<'standard'>): string {
  const size = `${comparison.rounds} rounds, ${comparison.requests.toLocaleString('en-US')} requests`
  const parts = [
    `${machineLine(machine)}; ${size}.`,
    failureTable(failures),
    absentLines(comparison),
    caseTables(comparison),
  ]
  return parts.filter(Boolean).join('\n\n')
}

function soakSection({ soak, machine, failures }: ResultOf<'soak'>): string[] {
  const what = `${soak.requests.toLocaleString('en-US')} requests of 1 KB through one headgate, after a warm-up (${machineLine(machine)}).`
  return [what, failureTable(failures), soakTable(soak)]
}

function httpLayerSection({ comparison, machine, failures }: ResultOf<'http-layer'>): string {
  const what = `\`node:http\` towards the client, and towards the upstream undici's \`dispatch\` (the yardstick), undici's \`request\`, or \`http.request\` (${machineLine(machine)}).`
  return section(
    'The HTTP layer',
    what,
    failureTable(failures),
    caseTables(comparison),
    streamTable(comparison.streams),
  )
}
