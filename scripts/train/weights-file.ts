/** Writes a model as the module that the detector loads: a signed byte a weight, deflated, in base64 for URLs. */
import { writeFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import type { ModelFile } from '../../src/detectors/injection/model.js'
import type { Linear } from './linear.js'

const FOLDER = 'src/detectors/injection/weights'
/** The few largest weights are cut off at this quantile, so that the others keep their precision. */
const LARGEST_QUANTILE = 0.9995
const MOST = 127

export type ModelFacts = Omit<ModelFile, 'scale' | 'weights' | 'bias'>

export function packModel({ weights, bias }: Linear, facts: ModelFacts): ModelFile {
  const sizes = Array.from(weights, Math.abs).filter((size) => size > 0)
  sizes.sort((left, right) => left - right)
  const scale = (sizes[Math.floor(sizes.length * LARGEST_QUANTILE)] ?? 1) / MOST
  const bytes = Int8Array.from(weights, (weight) => Math.max(-MOST, Math.min(MOST, Math.round(weight / scale))))
  const packed = deflateRawSync(Buffer.from(bytes.buffer), { level: 9 }).toString('base64url')
  return { ...facts, scale, bias, weights: packed }
}

export function writeModel(name: string, file: ModelFile): void {
  const { weights, ...facts } = file
  const lines = Object.entries(facts).map(
    ([key, value]) => `  ${key}: ${typeof value === 'string' ? `'${value}'` : value},`,
  )
  const text = `/** Weights of the ${name} model: written by scripts/train-injection.ts, told of in docs/model-card.md. */
import type { ModelFile } from '../model.js'

export const ${name.toUpperCase()}: ModelFile = {
${lines.join('\n')}
  weights:
    '${weights}',
}
`
  writeFileSync(`${FOLDER}/${name}.ts`, text)
}
