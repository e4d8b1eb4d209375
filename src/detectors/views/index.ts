/** What a text says once it is decoded: a bounded search through encodings. */
export { type Decoded, DecodedText, type Transform } from './decoded.js'
export { SHIFTED_TELLTALES } from './shifts.js'
export { readUtf8, WIDTH_UNIT } from './utf8.js'
export { MAX_DEPTH, type View, views } from './views.js'
