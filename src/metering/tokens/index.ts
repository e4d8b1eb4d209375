/** How many tokens a text has. */
export { createTokenizers, type TokenCounter, type Tokenizers } from './tokenizers.js'
