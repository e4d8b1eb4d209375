/** Requests with a secret in every place that one can stand in. */
import type { Garden } from './planted-secrets.js'

/** Every header that a client may send, each with a secret of its own. */
export function everyHeader({ plant }: Garden): Readonly<Record<string, string>> {
  const names = `cookie user-agent referer x-forwarded-for x-real-ip forwarded via x-custom x-headgate-session x-headgate-nothing
    openai-organization openai-project anthropic-beta idempotency-key traceparent tracestate baggage from accept accept-language te
    x-request-id x-stainless-lang if-none-match range authorization-info proxy-authorization x-goog-api-key api-key`
  const planted = names.split(/\s+/).map((name) => [name, plant(`header ${name}`)])
  return { ...Object.fromEntries(planted), [`x-${plant('name of a header')}`]: '1' }
}

/** A conversation with a secret in every place that text or data can stand in. */
export function everyPlace({ plant }: Garden, model: string): Readonly<Record<string, unknown>> {
  return {
    model,
    messages: [
      { role: 'system', content: plant('system prompt') },
      {
        role: 'user',
        name: plant('name of a user'),
        content: [
          { type: 'text', text: plant('text of a message') },
          { type: 'image_url', image_url: { url: `https://${plant('image host')}.example/${plant('image path')}` } },
        ],
      },
      {
        role: 'assistant',
        tool_calls: [
          {
            id: plant('id of a call'),
            type: 'function',
            function: { name: plant('name of a tool'), arguments: `{"a":"${plant('arguments')}"}` },
          },
        ],
      },
    ],
    tools: [
      {
        type: 'function',
        function: {
          name: 'f',
          description: plant('description of a tool'),
          parameters: { [plant('name of a parameter')]: 1 },
        },
      },
    ],
    metadata: { id: plant('metadata') },
    user: plant('user field'),
    [plant('name of an unknown field')]: plant('unknown field'),
  }
}
