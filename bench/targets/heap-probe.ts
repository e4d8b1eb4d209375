/** Loaded into a gateway that is being soaked: answers each message with the heap in use, after a full collection when asked for one. */

process.on('message', (question) => {
  if (question === 'collected') globalThis.gc?.()
  process.send?.(process.memoryUsage().heapUsed)
})
process.channel?.unref()
