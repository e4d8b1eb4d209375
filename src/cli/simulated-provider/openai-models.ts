/** `GET /v1/models` and `GET /v1/models/{id}`. */
import { type Answer, type Call, json } from './exchange.js'
import { refuseAsOpenai } from './refusals.js'

const MODEL_CREATED_SECONDS = 1_767_225_600
const MODEL_IDS = ['gpt-4.1-mini', 'gpt-4o-mini', 'text-embedding-3-small', 'claude-sonnet-5'] as const

/** Lists the models by which this provider likes to be called; the other endpoints take any name. */
export function listModels(): Answer {
  return json({ object: 'list', data: MODEL_IDS.map(describe) })
}

/** Describes one model. */
export function findModel({ pathName }: Call): Answer {
  const id = MODEL_IDS.find((one) => one === pathName)
  if (id !== undefined) return json(describe(id))
  return refuseAsOpenai({ kind: 'model_not_found', message: 'There is no such model here.', place: 'model' })
}

function describe(id: string): object {
  return { id, object: 'model', created: MODEL_CREATED_SECONDS, owned_by: 'headgate-demo' }
}
