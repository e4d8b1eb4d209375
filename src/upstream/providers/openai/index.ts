/** OpenAI, and how providers of its family want to be called. */
import type { ProviderRow } from '../contract.js'

/** The row of OpenAI. */
export const openai = {
  name: 'openai',
  dialect: 'openai',
  baseUrl: 'https://api.openai.com',
  secretVariable: 'OPENAI_API_KEY',
  models: [
    'gpt-*',
    'o*',
    'chatgpt-*',
    'text-*',
    'codex-*',
    'davinci-*',
    'babbage-*',
    'dall-e-*',
    'whisper-*',
    'tts-*',
    'computer-use-*',
    'sora-*',
    'ft:*',
  ],
  authorize: (secret) => ['authorization', `Bearer ${secret}`],
} as const satisfies ProviderRow
