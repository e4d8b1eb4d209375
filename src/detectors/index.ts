/** Text in, findings out: what stages look for in requests and answers. */
export {
  advance,
  directPassages,
  hiddenPassages,
  MODEL_VERSION,
  type Passage,
  scoreDirect,
  scoreHidden,
  THRESHOLDS,
  type Trajectory,
  type Turn,
  UNTRIED,
} from './injection/index.js'
export { type NormalisedText, normalise, type Signs } from './normalise/index.js'
export {
  type BodyMemo,
  CATEGORIES,
  type Category,
  compileSignatures,
  type Finding,
  isQuoted,
  SHIPPED_SIGNATURES,
  type Signature,
  type SignatureSet,
  scanBody,
  scanInSlices,
  scanText,
} from './signatures/index.js'
export {
  compileTopics,
  findTopics,
  findTopicsInSlices,
  type Topic,
  type TopicFinding,
  type TopicSet,
} from './topics/index.js'
export { type Transform, type View, views } from './views/index.js'
