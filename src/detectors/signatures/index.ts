/** Known attacks, found however they are spelt. */
export { compileSignatures, type SignatureSet } from './compile.js'
export { SHIPPED_SIGNATURES } from './data/index.js'
export { isQuoted } from './quotation.js'
export { type BodyMemo, scanBody } from './scan-body.js'
export { type Finding, scanInSlices, scanText } from './scan-text.js'
export { CATEGORIES, type Category, type Signature } from './signature.js'
