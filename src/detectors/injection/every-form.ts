/** Scores a text in every form that a reader may get it in: as it stands, in its plainest spelling, and decoded. */
import { normalise } from '../normalise/index.js'
import { type Transform, views } from '../views/index.js'
import type { Passage } from './passages.js'

/** Another form of a text, and where its parts stand in the text that was sent. */
interface Form {
  readonly text: string
  readonly isGuess: boolean
  readonly origin: (start: number, end: number) => { readonly start: number; readonly end: number }
}

/** Any text can be read backwards or with other letters: what comes of it may be chance. */
const GUESSES: ReadonlySet<Transform> = new Set(['reversed', 'rotation'])
/** The odds of an attack in a guess count for so many times less. */
const DOUBT = 3
const BEYOND_ASCII = /[^\p{ASCII}]/u

/** The worst passage of all forms, in offsets of the text as it was given. Linear in the text: the forms are a small multiple of it. */
export function worstInEveryForm(text: string, worstIn: (form: string) => Passage): Passage {
  let worst = worstIn(text)
  for (const form of formsOf(text)) {
    const { score, start, end } = worstIn(form.text)
    const certain = form.isGuess ? score / (score + (1 - score) * DOUBT) : score
    if (certain > worst.score) worst = { score: certain, ...form.origin(start, end) }
  }
  return worst
}

function* formsOf(text: string): Generator<Form> {
  yield* plainForm({ text, isGuess: false, origin: (start, end) => ({ start, end }) })
  for (const view of views(text)) {
    const form: Form = {
      text: view.text,
      isGuess: view.chain.some((transform) => GUESSES.has(transform)),
      origin: (start, end) => view.origin(start, end),
    }
    yield form
    yield* plainForm(form)
  }
}

/** The plainest spelling, where it can differ from what the models see anyway: they fold case, width and accents themselves. */
function* plainForm(form: Form): Generator<Form> {
  const plain = normalise(form.text)
  const isDisguised = Object.values({ ...plain.signs }).some((count) => count > 0)
  if (!isDisguised && (!BEYOND_ASCII.test(form.text) || plain.text === form.text.toLowerCase())) return
  yield {
    text: plain.text,
    isGuess: form.isGuess,
    origin: (start, end) => {
      const within = plain.origin(start, end)
      return form.origin(within.start, within.end)
    },
  }
}
